import { isAtOrBelow } from '../../model/domain-name.ts';
import { parseSetCookie } from '../../formats/set-cookie.ts';
import type { Header } from '../http.ts';

/** Cookies of one walk, in memory only: sites that set a cookie and send the visitor to the same page again would look like a loop without them. */
export interface CookieJar {
  /** Takes the Set-Cookie lines of an answer from `host`. */
  take(host: string, headers: readonly Header[]): void;
  /** The Cookie header for a request to `host`; empty when there is none. */
  for(host: string, secure: boolean): string;
}

const MOST_COOKIES = 50;
const MOST_BYTES = 4096;

export function cookieJar(): CookieJar {
  const kept = new Map<string, { host: string; hostOnly: boolean; secure: boolean; pair: string }>();
  return {
    take(host, headers) {
      for (const header of headers) {
        const cookie = header.name === 'set-cookie' && header.value.length <= MOST_BYTES ? parseSetCookie(header.value) : undefined;
        if (!cookie || (cookie.domain !== undefined && !isAtOrBelow(host, cookie.domain))) continue;
        const key = `${cookie.domain ?? host} ${cookie.name}`;
        if (cookie.maxAge !== undefined && cookie.maxAge <= 0) kept.delete(key);
        else if (kept.size < MOST_COOKIES || kept.has(key)) {
          kept.set(key, { host: cookie.domain ?? host, hostOnly: cookie.domain === undefined, secure: cookie.secure, pair: `${cookie.name}=${cookie.value}` });
        }
      }
    },
    for(host, secure) {
      return [...kept.values()]
        .filter((cookie) => (cookie.hostOnly ? cookie.host === host : isAtOrBelow(host, cookie.host)) && (secure || !cookie.secure))
        .map((cookie) => cookie.pair)
        .join('; ');
    },
  };
}
