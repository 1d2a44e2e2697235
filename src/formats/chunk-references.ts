const MOST_CHARACTERS = 12_000_000;
const MOST_REFERENCES = 1000;
/** A file name in a text of its own; inside a payload that is itself a text, its quotes carry a backslash. */
const FILE =
  /["'`]((?:https?:\/\/[\w.:-]{1,120}|\.{1,2})?\/?[\w@~$()[\].%+-]{1,120}(?:\/[\w@~$()[\].%+-]{1,120}){0,10}\.(?:m?js|css))(?:\?[\w=&.-]{0,80})?\\?["'`]/g;
/** What webpack makes the name of a chunk from: `"static/chunks/"+(NAMES[e]||e)+"."+HASHES[e]+".js"`. */
const WEBPACK =
  /["']([\w./-]{0,100})["']\s*\+\s*(?:(?:\({0,2}\s*(\{[^{}]{0,300000}\})\s*\)?\s*\[\w{1,8}\]\s*\|\|\s*\w{1,8}\s*\)?|\w{1,8})\s*\+\s*["']([\w.-]{0,20})["']\s*\+\s*)?\(?(\{[^{}]{0,300000}\})\s*\)?\[\w{1,8}\]\s*\+\s*["']([\w.-]{0,20}\.(?:m?js|css))["']/g;
const SETTINGS = /\bfetch\s*\(\s*["'`](\/[\w./-]{0,120})["'`]/g;

/**
 * Files that a script, a page or a build manifest names and may load later: chunks of Vite, Rolldown, webpack, Turbopack, Next.js, Nuxt, SvelteKit, Remix and Astro, service workers and
 * what they keep, and settings that the page fetches. `url` is the address of what is read. What is no file simply does not answer. Never throws.
 */
export function chunkReferences(source: string, url: string): URL[] {
  const text = source.slice(0, MOST_CHARACTERS);
  const found = new Map<string, URL>();
  const add = (path: string): void => {
    const target = found.size < MOST_REFERENCES ? locate(path, url) : undefined;
    if (target) found.set(target.href, target);
  };
  for (const match of text.matchAll(FILE)) add(match[1] ?? '');
  for (const match of text.matchAll(WEBPACK)) for (const path of webpackNames(match)) add(path);
  for (const [, path = ''] of text.matchAll(SETTINGS)) if (/config|settings|\benv\b|runtime|firebase/i.test(path)) add(path);
  return [...found.values()];
}

/** What a webpack runtime makes names of: `"static/chunks/"+e+".a1b2.js"`, where `e` is what other files ask for: `n.e(565)`. */
export interface ChunkNames {
  readonly templates: readonly { readonly before: string; readonly after: string }[];
  readonly ids: readonly string[];
}

const TEMPLATE = /["']([\w./-]{0,100}\/)["']\s*\+\s*\w{1,8}\s*\+\s*["']([\w.-]{1,80}\.(?:m?js|css))["']/g;
const ASKED = /\.e\(\s*["']?([\w-]{1,80})["']?\s*\)/g;
const MOST_NAMES = 40;

/** Names of chunks whose two parts stand in different files. Never throws. */
export function chunkNames(source: string): ChunkNames {
  const text = source.slice(0, MOST_CHARACTERS);
  const templates = [...text.matchAll(TEMPLATE)].slice(0, 4).map(([, before = '', after = '']) => ({ before, after }));
  const ids = new Set<string>();
  for (const [, id = ''] of text.matchAll(ASKED)) if (ids.add(id).size >= MOST_NAMES) break;
  return { templates, ids: [...ids] };
}

/** The address of a chunk by its name, as the file at `url` would load it. */
export function chunkAddress(name: string, url: string): URL | undefined {
  return locate(name, url);
}

function webpackNames([, before = '', names = '', between = '', hashes = '', after = '']: RegExpMatchArray): string[] {
  const named = new Map(pairs(names));
  return pairs(hashes).map(([id, hash]) => (between === '' ? `${before}${hash}${after}` : `${before}${named.get(id) ?? id}${between}${hash}${after}`));
}

function pairs(object: string): [string, string][] {
  return [...object.matchAll(/["']?([\w$@~./-]{1,120})["']?\s*:\s*["']([\w$@~./-]{1,120})["']/g)]
    .slice(0, MOST_REFERENCES)
    .map(([, id = '', value = '']) => [id, value]);
}

/** Bundlers name a chunk from the root of what they built: `assets/a.js` in `/app/assets/b.js` is `/app/assets/a.js`. */
function locate(path: string, url: string): URL | undefined {
  if (/^(?:https?:|\.{0,2}\/)/.test(path)) return URL.parse(path, url) ?? undefined;
  const base = URL.parse(url);
  if (!base) return undefined;
  const first = path.slice(0, path.indexOf('/') + 1);
  const at = first === '' ? -1 : base.pathname.lastIndexOf(`/${first}`);
  if (at >= 0) return URL.parse(`${base.pathname.slice(0, at + 1)}${path}`, url) ?? undefined;
  if (first === 'static/') return URL.parse(`/_next/${path}`, url) ?? undefined;
  return first === '' && !/\.m?js$/.test(base.pathname) ? undefined : (URL.parse(first === '' ? path : `/${path}`, url) ?? undefined);
}
