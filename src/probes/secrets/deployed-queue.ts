import { isAtOrBelow } from '../../model/domain-name.ts';
import type { ClientPart } from '../../evidence/secrets/client-secret.ts';
import { chunkAddress, chunkNames, chunkReferences } from '../../formats/chunk-references.ts';

export interface DeployedFile {
  readonly url: string;
  readonly part: ClientPart;
}

/** Paths that only a build of one's own makes, on whatever host a build may put its files. */
const OWN_BUILD = /\/_next\/static\/|\/_nuxt\/|\/_app\/immutable\//;
const MOST_WAITING = 2000;

const MOST_GUESSED = 24;

export interface DeployedQueue {
  /** Addresses that a page names. */
  add(urls: readonly URL[], part?: ClientPart): void;
  /** Files that a script or page may load later. */
  addLater(text: string, url: string): void;
  take(): DeployedFile | undefined;
  left(): number;
}

/** Files of the app that are still to be read: on own hosts, or made by its build; each once, what is named first comes first. */
export function deployedQueue(domain: string, secure: boolean): DeployedQueue {
  const known = new Set<string>();
  const waiting: DeployedFile[] = [];
  const templates: { readonly before: string; readonly after: string; readonly url: string }[] = [];
  const ids = new Set<string>();
  let guessed = 0;
  const add: DeployedQueue['add'] = (urls, part) => {
    for (const url of urls) {
      const isOwn = isAtOrBelow(url.hostname, domain) || OWN_BUILD.test(url.pathname);
      if (!isOwn || url.username !== '' || (secure ? url.protocol !== 'https:' : !/^https?:$/.test(url.protocol))) continue;
      const href = `${url.origin}${url.pathname}${url.search}`;
      if (known.has(href) || href.length > 1000 || waiting.length >= MOST_WAITING) continue;
      known.add(href);
      waiting.push({ url: href, part: part ?? partOf(url.pathname) });
    }
  };
  return {
    add,
    addLater(text, url) {
      add(chunkReferences(text, url));
      const names = chunkNames(text);
      templates.push(...names.templates.map((template) => ({ ...template, url })));
      for (const id of names.ids) ids.add(id);
      // A runtime has one way to make names, and other files say of what.
      for (const { before, after, url: at } of templates.slice(0, 6))
        for (const id of ids) {
          const target = guessed < MOST_GUESSED ? chunkAddress(`${before}${id}${after}`, at) : undefined;
          if (!target || known.has(target.href)) continue;
          guessed += 1;
          add([target]);
        }
    },
    take: () => waiting.shift(),
    left: () => waiting.length,
  };
}

function partOf(path: string): ClientPart {
  if (/\.m?js$/.test(path)) return 'script';
  return path.endsWith('.css') ? 'style' : 'settings';
}
