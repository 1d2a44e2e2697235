import { parseCacheControl, type CacheControl } from './cache-control.ts';

export interface CachedRequest {
  readonly method: string;
  /** It carries an Authorization header. Cookies mean nothing to the rules of caching. */
  readonly authorized: boolean;
}
export interface CachedAnswer {
  readonly status: number;
  /** Names in lower case, in order of sending. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}
export interface CacheDecision {
  /** `may`: nothing says how long, so a cache may guess (RFC 9111 §4.2.2). */
  readonly stores: 'yes' | 'may' | 'no';
  /** Seconds for which it is handed out without asking again; 0 when it must ask. */
  readonly freshSeconds: number;
  /** The header that decided. */
  readonly by: string;
  /** In a few words, after "kept" or "not kept". */
  readonly because: string;
}

/** RFC 9110 §15.1: statuses that may be kept without being told. */
const HEURISTIC: ReadonlySet<number> = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);
const UNDERSTOOD: ReadonlySet<number> = new Set([...HEURISTIC, 302, 303, 307, 400, 403, 500, 502, 503]);
/** Longest that numbers count, RFC 9111 §1.2.2. */
const MOST_SECONDS = 2 ** 31;

/** Header fields that speak to one kind of cache only, RFC 9213, most specific first; by id of data/edge-fingerprints. */
export const TARGETED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  cloudflare: ['cloudflare-cdn-cache-control', 'cdn-cache-control'],
  vercel: ['vercel-cdn-cache-control', 'cdn-cache-control'],
  netlify: ['netlify-cdn-cache-control', 'cdn-cache-control'],
  fastly: ['surrogate-control', 'cdn-cache-control'],
};

/**
 * Whether a cache that many visitors share may keep an answer, for how long, and why: RFC 9111 §3 and §4.2, with the targeted fields of RFC 9213.
 * @param targets fields that the cache in question listens to before Cache-Control, most specific first
 */
export function sharedCache(request: CachedRequest, answer: CachedAnswer, targets: readonly string[] = ['cdn-cache-control']): CacheDecision {
  const no = (by: string, because: string): CacheDecision => ({ stores: 'no', freshSeconds: 0, by, because });
  if (request.method !== 'GET' && request.method !== 'HEAD') return no('method', `it answers a ${request.method}`);
  if (answer.status < 200 || answer.status === 206 || answer.status === 304) return no('status', `status ${answer.status}`);
  const targeted = targets.map((name) => ({ name, text: valueOf(answer, name) })).find(({ text }) => text !== undefined && isDictionary(text));
  const field = targeted?.name ?? 'cache-control';
  const control = parseCacheControl(targeted?.text ?? valueOf(answer, 'cache-control') ?? '');
  const { directives } = control;
  const mustUnderstand = directives.has('must-understand') && UNDERSTOOD.has(answer.status);
  if (directives.has('no-store') && !mustUnderstand) return no(field, 'no-store');
  // With field names in it, private speaks of those fields only.
  if (directives.get('private') === '') return no(field, 'private');
  const opens = ['must-revalidate', 'public', 's-maxage'].some((name) => directives.has(name));
  if (request.authorized && !opens) return no('authorization', 'the request carries a login and nothing allows it');
  return kept(answer, control, field, targeted !== undefined);
}

function kept(answer: CachedAnswer, control: CacheControl, field: string, isTargeted: boolean): CacheDecision {
  const { directives } = control;
  const explicit = lifetime(answer, control, isTargeted);
  if (directives.get('no-cache') === '') return { stores: 'yes', freshSeconds: 0, by: field, because: 'no-cache: asked again every time' };
  if (explicit) {
    const freshSeconds = Math.max(0, explicit.seconds - ageOf(answer));
    return { stores: 'yes', freshSeconds, by: explicit.by === 'expires' ? 'expires' : field, because: `${explicit.by} for ${sayDuration(explicit.seconds)}` };
  }
  if (directives.has('public')) return { stores: 'may', freshSeconds: 0, by: field, because: 'public, without a time' };
  if (HEURISTIC.has(answer.status)) return { stores: 'may', freshSeconds: 0, by: 'nothing', because: 'nothing says how long' };
  return { stores: 'no', freshSeconds: 0, by: 'status', because: `status ${answer.status} without a time` };
}

/** RFC 9111 §4.2.1: the first that is there counts; one that cannot be read is in the past. */
function lifetime(
  answer: CachedAnswer,
  { directives, maxAge, sharedMaxAge }: CacheControl,
  isTargeted: boolean,
): { readonly seconds: number; readonly by: string } | undefined {
  if (directives.has('s-maxage')) return { seconds: bounded(sharedMaxAge), by: 's-maxage' };
  if (directives.has('max-age')) return { seconds: bounded(maxAge), by: 'max-age' };
  const expires = isTargeted ? undefined : valueOf(answer, 'expires');
  if (expires === undefined) return undefined;
  const [until, from] = [httpDate(expires), httpDate(valueOf(answer, 'date') ?? '')];
  return { seconds: until === undefined || from === undefined ? 0 : bounded((until - from) / 1000), by: 'expires' };
}

function bounded(seconds: number | undefined): number {
  return Math.min(MOST_SECONDS, Math.max(0, Math.floor(seconds ?? 0)));
}

function ageOf(answer: CachedAnswer): number {
  const text = valueOf(answer, 'age') ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : 0;
}

/** All lines of one name as one; RFC 9110 §5.3. */
function valueOf({ headers }: CachedAnswer, name: string): string | undefined {
  const values = headers.filter((header) => header.name === name).map(({ value }) => value.trim());
  return values.length === 0 ? undefined : values.join(', ');
}

/** RFC 9213 §2.1: a targeted field that is empty or no dictionary of RFC 8941 is as good as absent. */
function isDictionary(text: string): boolean {
  return text !== '' && text.split(',').every((member) => /^\s*[a-z*][\w.*-]*\s*(=\s*(?:"[^"]*"|\?[01]|[\w.*:/+-]+))?\s*(;.*)?$/.test(member));
}

const DATE = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$|^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;
/** Milliseconds of an HTTP date (RFC 9110 §5.6.7, all three forms); nothing for anything else, such as `0` or `-1`. */
function httpDate(text: string): number | undefined {
  const at = DATE.test(text) ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

const UNITS: readonly (readonly [seconds: number, word: string])[] = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
];
function sayDuration(seconds: number): string {
  const [size, unit] = UNITS.find(([size]) => seconds >= 2 * size) ?? [1, 's'];
  return `${Math.round(seconds / size)} ${unit}`;
}

/**
 * Whether an answer came out of a cache between, by its own word: `hit`, `miss`, or nothing when it does not say.
 * `x-nextjs-cache` does not count: those are the pages that the application itself has made before, and its proxy still gives each visitor a cookie of their own.
 */
export function cacheStatus(answer: CachedAnswer): 'hit' | 'miss' | undefined {
  const words = ['cf-cache-status', 'x-vercel-cache', 'x-cache', 'x-cache-status', 'x-proxy-cache', 'cdn-cache', 'x-cache-hits', 'server-timing'];
  for (const name of words) {
    const text = (valueOf(answer, name) ?? '').toLowerCase();
    if (name === 'x-cache-hits' ? /[1-9]/.test(text) : /\b(hit|stale|revalidated|updating|prerender)\b/.test(text) && !/\bmiss\b(?!.*\bhit\b)/.test(text))
      return 'hit';
    if (/\b(miss|bypass|dynamic|expired|pass)\b/.test(text)) return 'miss';
  }
  const status = (valueOf(answer, 'cache-status') ?? '').toLowerCase();
  if (status !== '') return /;\s*hit\b/.test(status) ? 'hit' : 'miss';
  // Varnish names the request that filled the entry behind its own.
  if (/^\d+ \d+$/.test(valueOf(answer, 'x-varnish') ?? '')) return 'hit';
  return ageOf(answer) > 0 ? 'hit' : undefined;
}
