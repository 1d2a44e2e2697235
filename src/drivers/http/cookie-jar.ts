import { isAtOrBelow } from '../../model/domain-name.ts';
import { parseSetCookie, type SetCookie } from '../../formats/set-cookie.ts';
import type { Header } from '../http.ts';

/** Cookies of one visitor, in memory only, kept and sent as browsers do (RFC 6265 §5.3, §5.4). */
export interface CookieJar {
  /** Takes the Set-Cookie lines of an answer from `url`. `now`: epoch milliseconds, by which a cookie of the past is deleted. */
  take(url: URL, headers: readonly Header[], now: number): void;
  /** The Cookie header for a request to `url`; empty when there is none. */
  for(url: URL): string;
  /** Names of the cookies that would be sent to `url`. */
  names(url: URL): readonly string[];
  /** Another jar with the same cookies. */
  copy(): CookieJar;
}

const MOST_COOKIES = 50;
const MOST_BYTES = 4096;

interface Kept {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
}

export function cookieJar(before: ReadonlyMap<string, Kept> = new Map()): CookieJar {
  const kept = new Map(before);
  const fitting = (url: URL): Kept[] =>
    [...kept.values()]
      .filter(({ host, hostOnly }) => (hostOnly ? host === url.hostname : isAtOrBelow(url.hostname, host)))
      .filter(({ path, secure }) => isBelow(url.pathname, path) && (!secure || url.protocol === 'https:' || isLoopback(url.hostname)))
      .sort((a, b) => b.path.length - a.path.length);
  return {
    take(url, headers, now) {
      for (const header of headers) {
        const cookie = header.name === 'set-cookie' && header.value.length <= MOST_BYTES ? parseSetCookie(header.value) : undefined;
        if (!cookie || (cookie.domain !== undefined && !isAtOrBelow(url.hostname, cookie.domain))) continue;
        const path = cookie.path ?? defaultPath(url.pathname);
        const key = `${cookie.domain ?? url.hostname} ${path} ${cookie.name}`;
        if (hasEnded(cookie, now)) kept.delete(key);
        else if (kept.size < MOST_COOKIES || kept.has(key)) {
          const { name, value, secure } = cookie;
          kept.set(key, { name, value, secure, path, host: cookie.domain ?? url.hostname, hostOnly: cookie.domain === undefined });
        }
      }
    },
    for: (url) =>
      fitting(url)
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    names: (url) => fitting(url).map(({ name }) => name),
    copy: () => cookieJar(kept),
  };
}

function hasEnded({ maxAge, expires }: SetCookie, now: number): boolean {
  return maxAge === undefined ? expires !== undefined && expires <= now : maxAge <= 0;
}

function isBelow(path: string, at: string): boolean {
  return path === at || (path.startsWith(at) && (at.endsWith('/') || path[at.length] === '/'));
}

function defaultPath(pathname: string): string {
  const end = pathname.lastIndexOf('/');
  return end <= 0 ? '/' : pathname.slice(0, end);
}

/** Browsers take a page of this machine for secure. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
