import { type EdgeAssets, edgeAssets } from '../../evidence/edge/assets.ts';
import { type CacheDecisionSeen, edgeCache, type EdgeCache, type HandedOn } from '../../evidence/edge/cache.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { showUrl } from '../../formats/url.ts';
import { maybe, one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { tryDeception, tryHeaders, tryPage, tryPayload } from './cache-pages.ts';
import { decisionOf, visit, type Visiting } from './cache-visits.ts';
import { sessionHeaders } from './session-headers.ts';

const MOST_PAGES = 4;
const MOST_FILES = 5;
const READ = new Set<string>(['page', 'api', 'admin']);

export const edgeCacheProbe = defineProbe({
  id: 'edge/cache',
  version: 1,
  title:
    'asks pages and API routes of yours as one visitor and then as another, at addresses of our own, for what caches hand from one to the other: at most 70 requests',
  about: 'host',
  needs: { http: one(edgeHttp), files: maybe(edgeAssets) },
  fills: edgeCache,
  discovers: [],
  touches: 'probes-unusual',
  timeoutMs: 55_000,
  async gather({ subject, given, intent, io, signal }) {
    const host = subject.name;
    const visiting: Visiting = { io, signal };
    const { page, platforms } = given.http;
    const pages = pagesOf(intent, host, page?.scheme ?? null);
    const empty: EdgeCache = { session: false, decisions: [], handedOn: [], reflected: [], files: { asked: 0, told: 0, hits: 0, lines: [] } };
    if (pages.length === 0) return { value: empty, complete: true };
    const login = sessionHeaders(io, intent, host);
    const limits: Limit[] = pages.length > MOST_PAGES ? [{ part: 'pages', says: quote(`only ${MOST_PAGES} of ${pages.length} addresses were tried`) }] : [];
    const decisions: CacheDecisionSeen[] = [];
    const handedOn: HandedOn[] = [];
    let personal: string | undefined;
    for (const url of pages.slice(0, MOST_PAGES)) {
      const trial = await tryPage(visiting, url, login);
      decisions.push(...trial.visits.slice(0, login ? 2 : 1).map((one, at) => decisionOf(one, at === 0 && login?.['authorization'] !== undefined, platforms)));
      handedOn.push(...trial.handedOn);
      if (trial.isPersonal) personal ??= url;
      if (trial.isRestless)
        limits.push({ part: 'pages', says: quote(`${showUrl(url)} is another one on every visit: what is for one and what is for all cannot be told apart`) });
    }
    if (login && personal !== undefined) handedOn.push(...present(await tryDeception(visiting, personal, login)));
    const front = page?.html ? `${page.scheme}://${host}/` : undefined;
    const headers = front === undefined ? { handedOn: [], reflected: [] } : await tryHeaders(visiting, front);
    if (front !== undefined) handedOn.push(...headers.handedOn, ...present(await tryPayload(visiting, front)));
    const files = await filesTwice(visiting, given.files, limits);
    const value: EdgeCache = {
      session: login !== undefined,
      decisions: decisions.slice(0, 20),
      handedOn: handedOn.slice(0, 10),
      reflected: [...headers.reflected],
      files,
    };
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** What the config declares to be read, and the front page. */
function pagesOf(intent: Intent, host: string, scheme: 'http' | 'https' | null): string[] {
  const declared = (intent.endpoints ?? []).filter(({ url, is, method }) => READ.has(is) && method === 'GET' && URL.parse(url)?.hostname === host);
  return [...new Set([...declared.map(({ url }) => url), ...(scheme === null ? [] : [`${scheme}://${host}/`])])];
}

/** Public files under their real address: what is asked for here is what every visitor asks for. */
async function filesTwice(visiting: Visiting, assets: EdgeAssets | undefined, limits: Limit[]): Promise<EdgeCache['files']> {
  const urls = (assets?.assets ?? []).filter(({ kind, status, url }) => kind !== 'page' && status === 200 && !url.includes('…')).map(({ url }) => url);
  const lines = [];
  let [told, hits] = [0, 0];
  for (const url of urls.slice(0, MOST_FILES)) {
    try {
      await visit(visiting, url);
      const { cache, line } = await visit(visiting, url, {}, 'second time');
      if (cache !== undefined) told++;
      if (cache === 'hit') hits++;
      lines.push(line);
    } catch (error) {
      if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
      limits.push({ part: 'files', says: quote(`${url}: ${error.message}`) });
    }
  }
  return { asked: lines.length, told, hits, lines };
}
