import type { UnseenCode } from '../../model/evidence.ts';
import { parseUrl } from '../../formats/url.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { type Exchange, get } from '../http.ts';
import { type Located, locate } from '../locate.ts';
import { cookieJar } from './cookie-jar.ts';

export interface Walk {
  readonly start: string;
  /** Every answer in order, the last one first unfollowed. */
  readonly hops: readonly Exchange[];
  /** `answered`: the last hop is no redirect. `loop`: the next step was made before. `bad-location`: a redirect that leads nowhere. `failed`: the next host could not be asked. */
  readonly end: 'answered' | 'loop' | 'too-many' | 'bad-location' | 'failed';
  /** Where the walk would have gone next, when it did not end by an answer; raw outside text. */
  readonly next?: string;
  readonly failure?: { readonly code: UnseenCode; readonly reason: string };
}

export interface FollowQuestion {
  readonly url: string;
  /** Most redirects followed; default 10. */
  readonly most?: number;
  readonly mostBytes?: number;
  /** For one exchange; default 8,000. */
  readonly timeoutMs?: number;
  /** For the whole walk; default 15,000. */
  readonly totalMs?: number;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Walks redirects by hand from `url`, the way a browser goes: cookies set on the way are sent back. A walk that began on a public address is not followed
 * to a private one. What a request without cookies answered is asked only once per run. Rejects only when aborted.
 */
export async function follow(io: Io, question: FollowQuestion, signal: AbortSignal): Promise<Walk> {
  const { url: start, most = 10 } = question;
  const hops: Exchange[] = [];
  const jar = cookieJar();
  const been = new Set<string>();
  let url = new URL(start);
  let beganPublic = false;
  const endBy = io.clock.mono() + (question.totalMs ?? 15_000);
  for (;;) {
    const cookie = jar.for(url);
    const step = `${url.href} ${cookie}`;
    if (been.has(step)) return { start, hops, end: 'loop', next: url.href };
    if (hops.length > most) return { start, hops, end: 'too-many', next: url.href };
    been.add(step);
    let hop: Exchange;
    try {
      const located = await locate(io, url.hostname, signal);
      const first = located[0];
      beganPublic ||= hops.length === 0 && first?.scope === 'public';
      if (beganPublic && located.some((one) => one.scope !== 'public'))
        throw new CouldNotLook('no-consent', `${url.hostname} leads from the public internet to a private address`);
      hop = await ask(io, { ...question, url: url.href, timeoutMs: Math.min(question.timeoutMs ?? 8000, endBy - io.clock.mono()) }, located, cookie, signal);
    } catch (error) {
      if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
      return { start, hops, end: 'failed', next: url.href, failure: { code: error.code, reason: error.message } };
    }
    hops.push(hop);
    jar.take(url, hop.headers, io.clock.now());
    const location = hop.headers.find((header) => header.name === 'location')?.value;
    // An empty address is no redirect: browsers show what came.
    if (!REDIRECTS.has(hop.status) || location === undefined || location.trim() === '') return { start, hops, end: 'answered' };
    const next = parseUrl(utf8(location), url.href);
    if (!next || (next.protocol !== 'http:' && next.protocol !== 'https:')) return { start, hops, end: 'bad-location', next: location };
    next.hash = '';
    url = next;
  }
}

function ask(io: Io, question: FollowQuestion, located: readonly Located[], cookie: string, signal: AbortSignal): Promise<Exchange> {
  const make = (): Promise<Exchange> =>
    get(
      io,
      {
        url: question.url,
        ...(located.length === 1 && located[0] && { address: located[0].address }),
        ...(question.mostBytes !== undefined && { mostBytes: question.mostBytes }),
        timeoutMs: Math.max(1, question.timeoutMs ?? 0),
        ...(cookie !== '' && { headers: { cookie } }),
      },
      signal,
    );
  return cookie === '' ? io.shared(`http:GET:${question.url}:${question.mostBytes ?? ''}`, make) : make();
}

/** Headers are read as Latin-1, but servers put UTF-8 into Location; browsers read it so. */
function utf8(latin1: string): string {
  const bytes = Uint8Array.from(latin1, (letter) => letter.charCodeAt(0) & 0xff);
  return new TextDecoder().decode(bytes);
}
