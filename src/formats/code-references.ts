import { Buffer } from 'node:buffer';

/** An address written into JavaScript, CSS or JSON as a text of its own. */
export interface CodeReference {
  readonly url: URL;
  /** Of a style sheet: it is loaded, not only named. */
  readonly loaded: boolean;
}

const MOST_REFERENCES = 500;
const MOST_CHARACTERS = 3_000_000;
/** Constants of widely used libraries that are only stand-ins where there is no address, such as the second part of `new URL(path, 'http://localhost')`. */
const STAND_INS: ReadonlySet<string> = new Set([
  'http://localhost/',
  'http://localhost:9999/',
  'http://127.0.0.1/',
  'http://n/',
  'http://a/',
  'ws://localhost/',
]);

/** Absolute http and ws addresses in string literals, each once. Library stand-ins and addresses put together at run time are left out. Never throws. */
export function codeReferences(text: string): CodeReference[] {
  return found(text, /["'`]((?:wss?|https?):\/\/[\w.:[\]-]{1,120}(?:\/[^"'`\s\\<>{}$]{0,200})?)["'`]/g, false).filter(({ url }) => !STAND_INS.has(url.href));
}

/** Absolute http addresses that a style sheet loads. */
export function cssReferences(text: string): CodeReference[] {
  return found(text, /(?:url\(\s*|@import\s+)["']?(https?:\/\/[^"')\s]{1,300})/gi, true);
}

/** The address of the source map that a script or style sheet names in its last line, as written; nothing for one written into the file. */
export function sourceMapOf(text: string): string | undefined {
  const name = /\/[/*][#@] ?sourceMappingURL=([^\s*'"]{1,300})/.exec(text.slice(-2000))?.[1];
  return name?.startsWith('data:') ? undefined : name;
}

function found(text: string, pattern: RegExp, loaded: boolean): CodeReference[] {
  const urls = new Map<string, URL>();
  for (const match of text.slice(0, MOST_CHARACTERS).matchAll(pattern)) {
    const url = URL.parse(match[1] ?? '');
    if (url) urls.set(url.href, url);
    if (urls.size >= MOST_REFERENCES) break;
  }
  return [...urls.values()].map((url) => ({ url, loaded }));
}

/** The source map written into a script or style sheet, decoded; nothing when there is none. */
export function inlineSourceMap(text: string): string | undefined {
  const at = text.lastIndexOf('sourceMappingURL=data:application/json');
  const data = at < 0 ? undefined : /^[^,]{0,100};base64,([A-Za-z0-9+/=]+)/.exec(text.slice(at + 'sourceMappingURL=data:'.length))?.[1];
  return data === undefined ? undefined : Buffer.from(data, 'base64').toString('utf8');
}
