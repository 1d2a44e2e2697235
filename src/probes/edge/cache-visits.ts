import { createHash } from 'node:crypto';
import { type Exchange, get, type GetQuestion } from '../../drivers/http.ts';
import type { CacheDecisionSeen } from '../../evidence/edge/cache.ts';
import { parseSetCookie } from '../../formats/set-cookie.ts';
import { cacheStatus, sharedCache, TARGETED_FIELDS } from '../../formats/shared-cache.ts';
import { showUrl } from '../../formats/url.ts';
import { type Quoted, quote } from '../../model/text.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { bodyText } from './body-text.ts';

const MOST_BYTES = 300_000;
/** Set by the edge itself after its cache, or only to keep a visitor at one server: the same for all is no harm. */
const EDGE_COOKIES = /^(__cf|_cfuvid|cf_|awsalb|incap_|visid_incap|datadome|ak_|bm_|__vercel|arraffinity|route$|serverid)/i;

/** One visit. `secrets` never leave this folder: only whether they are equal does. */
export interface CacheVisit {
  readonly exchange: Exchange;
  readonly digest: string;
  /** The same without words that look made by chance (nonces, request ids, times), which differ on every visit. */
  readonly gist: string;
  /** Cookies that the application set, as `name=value`. */
  readonly cookies: readonly string[];
  readonly cache: 'hit' | 'miss' | undefined;
  readonly line: Quoted;
}

export interface Visiting {
  readonly io: Io;
  readonly signal: AbortSignal;
}

/** Asks for one address. Rejects as `get`, and with code `challenged` when a bot check answers. */
export async function visit({ io, signal }: Visiting, url: string, sent: Pick<GetQuestion, 'headers' | 'credentials'> = {}, who = ''): Promise<CacheVisit> {
  const exchange = await get(io, { url, ...sent, mostBytes: MOST_BYTES, timeoutMs: 8000 }, signal);
  const foreign = recogniseAnswer({ status: exchange.status, headers: exchange.headers, body: bodyText(exchange) });
  if (foreign?.kind === 'challenge') throw new CouldNotLook('challenged', `a bot check (${foreign.by}) answers instead of ${showUrl(url)}`);
  const cache = cacheStatus(exchange);
  return {
    exchange,
    digest: createHash('sha256').update(exchange.body).digest('hex'),
    gist: gistOf(bodyText(exchange)),
    cookies: cookiesOf(exchange),
    cache,
    line: quote(
      `${who === '' ? '' : `${who}: `}GET ${showUrl(url)} -> ${exchange.status}, ${exchange.body.length} bytes${cache === undefined ? '' : `, cache: ${cache}`}`,
      300,
    ),
  };
}

function gistOf(text: string): string {
  const words = text.split(/[^\p{L}\p{N}+/=_-]+/u).filter((word) => word.length <= 20 && !/\d/.test(word));
  return createHash('sha256').update(words.join(' ')).digest('hex');
}

function cookiesOf({ headers }: Exchange): string[] {
  return headers.flatMap(({ name, value }) => {
    const cookie = name === 'set-cookie' ? parseSetCookie(value) : undefined;
    return cookie && cookie.value !== '' && !EDGE_COOKIES.test(cookie.name) && (cookie.maxAge ?? 1) > 0 ? [`${cookie.name}=${cookie.value}`] : [];
  });
}

export const namesOf = (cookies: readonly string[]): string[] => cookies.map((cookie) => cookie.slice(0, cookie.indexOf('=')));

/** What the rules let caches do with this answer. */
export function decisionOf({ exchange, cookies, cache }: CacheVisit, authorized: boolean, platforms: readonly string[]): CacheDecisionSeen {
  const targets = platforms.flatMap((id) => TARGETED_FIELDS[id] ?? []);
  const { stores, freshSeconds, by, because } = sharedCache({ method: exchange.method, authorized }, exchange, targets.length > 0 ? targets : undefined);
  return {
    url: quote(showUrl(exchange.url), 300),
    status: exchange.status,
    stores,
    freshSeconds,
    because: quote(by === 'nothing' || by === 'status' || by === 'authorization' ? because : `${by}: ${because}`, 120),
    cookies: namesOf(cookies)
      .slice(0, 20)
      .map((cookie) => quote(cookie, 100)),
    cache: cache ?? null,
  };
}
