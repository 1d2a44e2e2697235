import { follow } from '../../drivers/http/follow.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { type CodeFile, type EdgePageCode, edgePageCode } from '../../evidence/edge/page-code.ts';
import { codeReferences, cssReferences } from '../../formats/code-references.ts';
import { readHtml } from '../../formats/html-references.ts';
import { showUrl } from '../../formats/url.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { assetOnce } from './asset-once.ts';
import { bodyText } from './body-text.ts';
import { foreignScripts } from './crawl-page.ts';
import { isLocal } from './page-facts.ts';
import { isAtOrBelow } from '../../model/domain-name.ts';
import { policiesOf, socketWants, wantsOf } from './page-wants.ts';
import { mustSeeSite, shown } from './walk-evidence.ts';

const MOST_FILES = 15;
/** Hosts that lead to a developer's machine while it runs. */
const TUNNELS =
  /\.(ngrok(-free)?\.(app|dev|io)|trycloudflare\.com|loca\.lt|localtunnel\.me|serveo\.net|lhr\.life|gitpod\.io|app\.github\.dev|webcontainer\.io)$/;
const KINDS = { script: 'script', stylesheet: 'style', manifest: 'manifest' } as const;
const NONE: EdgePageCode = {
  status: 'none',
  page: null,
  policies: [],
  wants: [],
  foreignScripts: [],
  asks: { password: false, card: false },
  handlers: 0,
  files: [],
};

export const edgePageCodeProbe = defineProbe({
  id: 'edge/page-code',
  version: 2,
  title: 'reads the scripts and style sheets of the front page and its content security policy',
  about: 'host',
  needs: { http: one(edgeHttp) },
  fills: edgePageCode,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 25_000,
  async gather({ subject, given, intent, io, signal }) {
    mustSeeSite(given.http);
    if (given.http.page === null || !given.http.page.html) return { value: NONE, complete: true };
    // The same walk as edge/http made: its answers are remembered, nothing is asked twice.
    const walk = await follow(io, { url: `${given.http.page.scheme}://${subject.name}/` }, signal);
    const exchange = walk.hops.at(-1);
    if (!exchange) throw new CouldNotLook(walk.failure?.code ?? 'unreachable', walk.failure?.reason ?? 'the page did not answer again');
    const domain = subject.parent?.replace(/^domain:/, '') ?? subject.name;
    const facts = readHtml(bodyText(exchange), exchange.url);
    const policies = policiesOf(exchange.headers, facts.policies);
    const urls = new Map(
      facts.references.flatMap(({ element, url }) => {
        const kind = element in KINDS ? KINDS[element as keyof typeof KINDS] : undefined;
        return kind && isAtOrBelow(url.hostname, domain) && /^https?:$/.test(url.protocol) ? [[url.href, kind] as const] : [];
      }),
    );
    const limits: Limit[] = [];
    const matters = (url: URL): boolean => isLocal(url) || TUNNELS.test(url.hostname) || url.protocol === 'ws:' || isAtOrBelow(url.hostname, domain);
    const files = await Promise.all([...urls].slice(0, MOST_FILES).map(async ([url, kind]) => readFile(io, { url, kind, matters, limits }, signal)));
    if (urls.size > MOST_FILES) limits.push({ part: 'files', says: quote(`${urls.size - MOST_FILES} more files of the page were not read`) });
    const apis = new Set([
      ...intent.hosts.filter(({ purpose }) => purpose === 'api').map(({ name }) => name),
      ...(intent.endpoints ?? []).map(({ url }) => new URL(url).hostname),
    ]);
    const read = files.filter((file) => file !== undefined);
    const value: EdgePageCode = {
      status: 'seen',
      page: shown(exchange.url),
      policies: policies.map(({ from, enforced, text }) => ({ from, enforced, text })),
      wants: [...wantsOf(facts, policies), ...socketWants(read, apis, domain)].slice(0, 150),
      foreignScripts: foreignScripts(facts, domain),
      asks: facts.asks,
      handlers: facts.handlers,
      files: read,
    };
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

interface FileQuestion {
  readonly url: string;
  readonly kind: CodeFile['kind'];
  readonly matters: (url: URL) => boolean;
  readonly limits: Limit[];
}

async function readFile(io: Io, { url, kind, matters, limits }: FileQuestion, signal: AbortSignal): Promise<CodeFile | undefined> {
  try {
    const answer = await assetOnce(io, url, signal);
    if (answer.cut) limits.push({ part: 'files', says: quote(`${showUrl(url)} was not read to its end (${answer.cut})`) });
    const text = answer.status === 200 ? bodyText(answer) : '';
    const names = (kind === 'style' ? cssReferences(text) : codeReferences(text)).filter(
      (reference) => matters(reference.url) || (kind === 'style' && reference.url.protocol === 'http:'),
    );
    return {
      url: quote(showUrl(url), 300),
      kind,
      status: answer.status,
      wireBytes: answer.wireBytes,
      bytes: answer.body.length,
      names: names.slice(0, 30).map(({ url: named, loaded }) => ({ url: quote(showUrl(named.href), 300), loaded })),
    };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'budget') throw error;
    limits.push({ part: 'files', says: quote(`${showUrl(url)}: ${error.message}`) });
    return undefined;
  }
}
