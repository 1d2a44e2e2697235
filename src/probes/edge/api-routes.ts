import { follow } from '../../drivers/http/follow.ts';
import { type ApiRoute, type ApiRoutes, apiRoutes } from '../../evidence/edge/api-routes.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { apiPathsIn } from '../../formats/api-paths.ts';
import { readHtml } from '../../formats/html-references.ts';
import { showUrl } from '../../formats/url.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { defineProbe } from '../../ports/probe.ts';
import { bodyText } from './body-text.ts';

const MOST_SCRIPTS = 6;
const MOST_ROUTES = 20;
const MOST_BYTES = 1_000_000;
const CALLED = new Set<string>(['chat', 'login', 'form', 'webhook', 'admin', 'api']);

export const apiRoutesProbe = defineProbe({
  id: 'edge/api-routes',
  version: 1,
  title: 'reads the scripts of the front page for the API routes they call',
  about: 'host',
  needs: { http: one(edgeHttp) },
  fills: apiRoutes,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 25_000,
  async gather({ subject, given, intent, io, signal }) {
    const host = subject.name;
    const limits: Limit[] = [];
    const named = given.http.page?.html ? await namedByScripts(io, `${given.http.page.scheme}://${host}/`, limits, signal) : [];
    const declared = declaredRoutes(intent, host);
    const purpose = intent.hosts.find(({ name }) => name === host)?.purpose === 'api' && declared.length === 0 ? [route(`https://${host}/`, 'purpose')] : [];
    const found = named.map((path) => route(new URL(path, `${given.http.page?.scheme ?? 'https'}://${host}/`).href, 'script'));
    const all = new Map<string, ApiRoute>();
    for (const each of [...declared, ...purpose, ...found]) if (!all.has(each.url)) all.set(each.url, each);
    const value: ApiRoutes = { routes: given.http.status === 'no-address' ? [] : [...all.values()].slice(0, MOST_ROUTES) };
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

function route(url: string, from: ApiRoute['from']): ApiRoute {
  return { url: quote(showUrl(url), 300), method: 'GET', is: 'api', from };
}

function declaredRoutes(intent: Intent, host: string): ApiRoute[] {
  return (intent.endpoints ?? []).flatMap(({ url, is, method }) => {
    const at = URL.parse(url);
    if (!at || at.hostname !== host || !CALLED.has(is)) return [];
    at.search = '';
    return [{ url: quote(showUrl(at.href), 300), method, is: is as ApiRoute['is'], from: 'config' as const }];
  });
}

/** Paths of API routes in the page and in the scripts it loads from its own origin. */
async function namedByScripts(io: Io, url: string, limits: Limit[], signal: AbortSignal): Promise<readonly string[]> {
  const page = (await follow(io, { url }, signal)).hops.at(-1);
  if (!page) return [];
  const origin = new URL(page.url).origin;
  const text = bodyText(page);
  const scripts = readHtml(text, page.url).references.filter(({ element, url }) => element === 'script' && url.origin === origin);
  const urls = [...new Set(scripts.map(({ url }) => url.href))];
  if (urls.length > MOST_SCRIPTS) limits.push({ part: 'scripts', says: quote(`only the first ${MOST_SCRIPTS} of ${urls.length} scripts were read`) });
  const bodies = await Promise.all(
    urls.slice(0, MOST_SCRIPTS).map(async (script) => {
      const walk = await follow(io, { url: script, mostBytes: MOST_BYTES, most: 1 }, signal);
      const last = walk.end === 'answered' ? walk.hops.at(-1) : undefined;
      if (!last || last.cut) limits.push({ part: 'scripts', says: quote(`${showUrl(script)} was not read to its end`) });
      return last && last.status === 200 ? bodyText(last) : '';
    }),
  );
  return [...new Set([text, ...bodies].flatMap(apiPathsIn))];
}
