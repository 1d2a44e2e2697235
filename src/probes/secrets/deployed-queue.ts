import { isAtOrBelow } from '../../model/domain-name.ts';
import type { ClientPart } from '../../evidence/secrets/client-secret.ts';

export interface DeployedFile {
  readonly url: string;
  readonly part: ClientPart;
}

/** Paths that only a build of one's own makes, on whatever host a build may put its files. */
const OWN_BUILD = /\/_next\/static\/|\/_nuxt\/|\/_app\/immutable\//;
const MOST_WAITING = 2000;

/** Files of the app that are still to be read: on own hosts, or made by its build; each once, what is named first comes first. */
export function deployedQueue(domain: string, secure: boolean) {
  const known = new Set<string>();
  const waiting: DeployedFile[] = [];
  return {
    add(urls: readonly URL[], part?: ClientPart): void {
      for (const url of urls) {
        const isOwn = isAtOrBelow(url.hostname, domain) || OWN_BUILD.test(url.pathname);
        if (!isOwn || url.username !== '' || (secure ? url.protocol !== 'https:' : !/^https?:$/.test(url.protocol))) continue;
        const href = `${url.origin}${url.pathname}${url.search}`;
        if (known.has(href) || href.length > 1000 || waiting.length >= MOST_WAITING) continue;
        known.add(href);
        waiting.push({ url: href, part: part ?? partOf(url.pathname) });
      }
    },
    seen: (url: string): void => void known.add(url),
    take: (): DeployedFile | undefined => waiting.shift(),
    left: (): number => waiting.length,
  };
}

function partOf(path: string): ClientPart {
  if (/\.m?js$/.test(path)) return 'script';
  return path.endsWith('.css') ? 'style' : 'settings';
}
