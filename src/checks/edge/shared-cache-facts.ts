import type { EdgeAssets } from '../../evidence/edge/assets.ts';
import type { EdgeHttp, Hop } from '../../evidence/edge/http.ts';
import { type CacheDecision, sharedCache, TARGETED_FIELDS } from '../../formats/shared-cache.ts';
import { type Quoted, quote } from '../../model/text.ts';
import { hopLine } from './edge-facts.ts';

/** Names by which a session goes in the usual frameworks, and parts of such names. */
const SESSION = /sess|sid$|^sid|auth|token|jwt|login|^sb-|connect\.sid|__(host|secure)-|csrf|xsrf|remember/i;
/** Set by the edge itself after its cache, or only to keep a visitor at one server. */
const EDGE = /^(__cf|_cfuvid|cf_|awsalb|incap_|visid_incap|datadome|ak_|bm_|__vercel|arraffinity|route=|serverid)/i;
/** Takes a cookie away, which is the same for all. */
const GONE = /max-age=0\b|max-age=-|expires=thu, 01 jan 1970/i;

export const isSession = (cookie: string): boolean => SESSION.test(cookie);

/** Names of the cookies that the application gives the visitor with this answer. */
export function cookiesIn({ headers }: Pick<Hop, 'headers'>): string[] {
  return headers.filter(({ name, value }) => name === 'set-cookie' && !EDGE.test(value) && !GONE.test(value)).map(({ value }) => value.split('=')[0] ?? '');
}

/** What the edge in front of this host may do with an answer of it. */
export function decide(http: EdgeHttp, answer: { readonly status: number; readonly headers: Hop['headers'] }): CacheDecision {
  const targets = http.platforms.flatMap((id) => TARGETED_FIELDS[id] ?? []);
  return sharedCache({ method: 'GET', authorized: false }, answer, targets.length > 0 ? targets : undefined);
}

/** The answer with everything that caches read in it. */
export function cacheLines(hop: Hop): Quoted[] {
  const told = hop.headers.filter(({ name }) => /^(set-cookie|surrogate-control|age)$|cache/.test(name));
  return [hopLine(hop), ...told.map(({ name, value }) => quote(`${name}: ${value}`))];
}

/** The caching decision log: what is kept, and why. */
export function decisionLog(http: EdgeHttp, hops: readonly Hop[], files: EdgeAssets | undefined): string {
  const say = (url: string, { stores, because }: CacheDecision): string =>
    `${URL.parse(url)?.pathname ?? '/'}: ${{ no: 'not kept', may: 'may be kept', yes: 'kept' }[stores]} (${because})`;
  const pages = hops.filter(({ status }) => status < 400).map((hop) => say(hop.url, decide(http, hop)));
  const assets = (files?.assets ?? [])
    .filter(({ kind }) => kind !== 'page')
    .map((file) => say(file.url, decide(http, { status: file.status, headers: headersOf(file) })));
  return [...new Set([...pages, ...assets])].slice(0, 8).join(' · ') || 'nothing was served';
}

function headersOf({ cacheControl, expires }: { readonly cacheControl: string | null; readonly expires: string | null }): Hop['headers'] {
  return [
    ...(cacheControl === null ? [] : [{ name: quote('cache-control'), value: quote(cacheControl, 600) }]),
    ...(expires === null ? [] : [{ name: quote('expires'), value: quote(expires, 600) }]),
  ];
}
