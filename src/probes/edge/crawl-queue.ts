import { isAtOrBelow } from '../../model/domain-name.ts';

const MOST_PAGES = 50;
/** Pages of one folder are mostly made by the same code: so many of them are enough. */
const MOST_PER_FOLDER = 8;
const MOST_DEPTH = 6;
const MOST_WAITING = 1000;
/** What ends a session, costs something or is no page. */
const LEFT_ALONE =
  /\/(log-?out|sign-?out|unsubscribe|delete|wp-admin|cdn-cgi)\b|\.(pdf|zip|gz|dmg|exe|mp4|mp3|mov|webm|png|jpe?g|gif|webp|avif|svg|ico|woff2?)$/i;

interface Entry {
  readonly url: string;
  /** Address of the page it was found in, or `sitemap`. */
  readonly from: string;
}

/**
 * Addresses to ask, in the order found: on `host` and other hosts of the domain, each once, without fragment. What robots.txt keeps us off (of `host`; of its siblings
 * nothing but what is linked is asked), and what would be the ninth of its folder, is skipped.
 */
export function crawlQueue({ host, domain, allows }: { readonly host: string; readonly domain: string; readonly allows: (target: string) => boolean }) {
  const known = new Set<string>();
  const folders = new Map<string, number>();
  const waiting: Entry[] = [];
  let taken = 1;
  let skipped = 0;
  return {
    seen: (url: string): void => void known.add(url),
    add(urls: readonly URL[], from: string): void {
      for (const url of urls) {
        if (!/^https?:$/.test(url.protocol) || url.port !== '' || !isAtOrBelow(url.hostname, domain) || url.username !== '') continue;
        const href = `https://${url.hostname}${url.pathname}${url.search}`;
        if (known.has(href) || href.length > 1000 || waiting.length >= MOST_WAITING || LEFT_ALONE.test(url.pathname)) continue;
        known.add(href);
        if (url.hostname === host && !allows(url.pathname + url.search)) continue;
        const folder = `${url.hostname}${url.pathname.slice(0, url.pathname.lastIndexOf('/'))}${url.search === '' ? '' : `${url.pathname}?`}`;
        const inFolder = (folders.get(folder) ?? 0) + 1;
        folders.set(folder, inFolder);
        if (inFolder > (folder === host ? MOST_PER_FOLDER * 3 : MOST_PER_FOLDER) || url.pathname.split('/').length > MOST_DEPTH + 1) skipped += 1;
        else waiting.push({ url: href, from });
      }
    },
    take(): Entry | undefined {
      if (taken >= MOST_PAGES) return undefined;
      const next = waiting.shift();
      if (next) taken += 1;
      return next;
    },
    left: (): number => waiting.length,
    skipped: (): number => skipped,
  };
}
