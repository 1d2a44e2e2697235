/** One content security policy (CSP Level 3). Of a directive given twice the first counts (§2.2.1). */
export interface Policy {
  /** By name in lower case; source expressions as written. */
  readonly directives: ReadonlyMap<string, readonly string[]>;
  /** Names given more than once, which browsers ignore from the second time on. */
  readonly repeated: readonly string[];
}

const MOST_POLICIES = 20;
const MOST_DIRECTIVES = 100;
const MOST_SOURCES = 10_000;

/** Reads a header value, which may hold several policies (§2.2.2): all of them must allow something. Never throws. */
export function parsePolicies(value: string): Policy[] {
  return value
    .split(',', MOST_POLICIES)
    .map(parsePolicy)
    .filter(({ directives }) => directives.size > 0);
}

/** Reads one policy, §2.2.1. */
export function parsePolicy(text: string): Policy {
  const directives = new Map<string, readonly string[]>();
  const repeated: string[] = [];
  for (const part of text.split(';', MOST_DIRECTIVES)) {
    const [name = '', ...sources] = part.trim().split(/[\t\n\f\r ]+/, MOST_SOURCES);
    const key = name.toLowerCase();
    if (key === '') continue;
    if (directives.has(key)) repeated.push(key);
    else directives.set(key, sources);
  }
  return { directives, repeated };
}

/** Which directive stands in for which, §6.8.3. */
const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  'script-src-elem': ['script-src', 'default-src'],
  'script-src-attr': ['script-src', 'default-src'],
  'script-src': ['default-src'],
  'style-src-elem': ['style-src', 'default-src'],
  'style-src-attr': ['style-src', 'default-src'],
  'style-src': ['default-src'],
  'worker-src': ['child-src', 'script-src', 'default-src'],
  'frame-src': ['child-src', 'default-src'],
  'child-src': ['default-src'],
  'connect-src': ['default-src'],
  'font-src': ['default-src'],
  'img-src': ['default-src'],
  'manifest-src': ['default-src'],
  'media-src': ['default-src'],
  'object-src': ['default-src'],
  'form-action': [],
  'base-uri': [],
  'frame-ancestors': [],
};
/** Names that a browser knows; others are mistakes. */
export const KNOWN_DIRECTIVES: ReadonlySet<string> = new Set([
  ...Object.keys(FALLBACKS),
  'default-src',
  'sandbox',
  'report-uri',
  'report-to',
  'upgrade-insecure-requests',
  'block-all-mixed-content',
  'require-trusted-types-for',
  'trusted-types',
  'require-sri-for',
  'plugin-types',
  'prefetch-src',
  'navigate-to',
  'webrtc',
  'fenced-frame-src',
]);

/** The directive that decides about `wanted`, with its sources; nothing when the policy says nothing about it. */
export function governing({ directives }: Policy, wanted: string): { readonly name: string; readonly sources: readonly string[] } | undefined {
  for (const name of [wanted, ...(FALLBACKS[wanted] ?? [])]) {
    const sources = directives.get(name);
    if (sources) return { name, sources };
  }
  return undefined;
}

const NONCE = /^'nonce-([A-Za-z0-9+/_=-]+)'$/i;
const HASH = /^'sha(256|384|512)-([A-Za-z0-9+/_=-]+)'$/i;
const isKeyword = (source: string, keyword: string): boolean => source.toLowerCase() === `'${keyword}'`;
/** The nonces among source expressions. */
export const noncesIn = (sources: readonly string[]): string[] => sources.flatMap((source) => NONCE.exec(source)?.[1] ?? []);
/** The digests among source expressions, as `sha256-…` in standard base64. */
export const hashesIn = (sources: readonly string[]): string[] =>
  sources.flatMap((source) => {
    const match = HASH.exec(source);
    return match ? [`sha${match[1]}-${(match[2] ?? '').replaceAll('-', '+').replaceAll('_', '/')}`] : [];
  });
export const has = (sources: readonly string[], keyword: string): boolean => sources.some((source) => isKeyword(source, keyword));

/** Something a page wants to load. */
export interface Wanted {
  /** Such as `script-src-elem` or `connect-src`. */
  readonly directive: string;
  readonly url: URL;
  /** Address of the page. */
  readonly page: URL;
  /** The element carries a nonce that the policy names. */
  readonly nonced?: boolean;
}

/**
 * Would this policy let the page load it (§6.7.2)? Where browsers differ, the milder reading counts: a host without a scheme also covers wss.
 * Redirects on the way are not looked at.
 */
export function allows(policy: Policy, wanted: Wanted): boolean {
  const rule = governing(policy, wanted.directive);
  if (!rule) return true;
  const { sources } = rule;
  const isScript = /^(script|worker)-src/.test(wanted.directive);
  if (wanted.nonced && /^(script|style)-src/.test(wanted.directive)) return true;
  // §8.2: then only nonces and digests count for scripts written into the page.
  if (isScript && has(sources, 'strict-dynamic')) return false;
  return sources.some((source) => matches(source, wanted.url, wanted.page));
}

/** Would this policy run a script that is written into the page (§6.7.3.3)? `fits`: the policy names its nonce or digest. */
export function allowsInline(policy: Policy, directive: string, fits: boolean): boolean {
  const rule = governing(policy, directive);
  if (!rule || fits) return true;
  const named =
    noncesIn(rule.sources).length > 0 || hashesIn(rule.sources).length > 0 || (directive.startsWith('script') && has(rule.sources, 'strict-dynamic'));
  return has(rule.sources, 'unsafe-inline') && !named;
}

const HOST_SOURCE = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::(\d{1,5}|\*))?(\/[^?#]*)?$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21' };
const portOf = (url: URL): string => url.port || (DEFAULT_PORTS[url.protocol] ?? '');

/** Does one source expression cover `url` (§6.7.2.8)? */
export function matches(source: string, url: URL, page: URL): boolean {
  if (source === '*') return url.protocol in DEFAULT_PORTS || url.protocol === page.protocol;
  if (isKeyword(source, 'self')) return isSelf(url, page);
  const scheme = /^([a-z][a-z0-9+.-]*):$/i.exec(source)?.[1];
  if (scheme !== undefined) return schemeFits(scheme.toLowerCase(), url);
  const match = HOST_SOURCE.exec(source);
  if (!match) return false;
  const [, given, host = '', port, path] = match;
  const secure = given === undefined ? schemeFits(page.protocol.slice(0, -1), url) || isSocket(url, page) : schemeFits(given.toLowerCase(), url);
  return secure && hostFits(host.toLowerCase(), url.hostname) && portFits(port, given, url) && pathFits(path, url);
}

function isSelf(url: URL, page: URL): boolean {
  if (url.origin === page.origin && url.origin !== 'null') return true;
  const samePort = portOf(url) === portOf(page) || (portOf(page) === DEFAULT_PORTS[page.protocol] && portOf(url) === DEFAULT_PORTS[url.protocol]);
  return (
    url.hostname === page.hostname &&
    samePort &&
    (url.protocol === 'https:' || url.protocol === 'wss:' || (page.protocol === 'http:' && url.protocol === 'ws:'))
  );
}

const isSocket = (url: URL, page: URL): boolean => url.protocol === 'wss:' || (url.protocol === 'ws:' && page.protocol === 'http:');

/** §6.7.2.9: a scheme also covers its more secure form. */
function schemeFits(scheme: string, { protocol }: URL): boolean {
  const wanted = protocol.slice(0, -1);
  if (scheme === wanted) return true;
  if (scheme === 'http') return wanted === 'https';
  if (scheme === 'ws') return ['wss', 'http', 'https'].includes(wanted);
  return scheme === 'wss' && wanted === 'https';
}

function hostFits(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1));
  return pattern === host;
}

function portFits(port: string | undefined, scheme: string | undefined, url: URL): boolean {
  if (port === '*') return true;
  if (port === undefined) return portOf(url) === DEFAULT_PORTS[url.protocol];
  return port === portOf(url) || (port === '80' && portOf(url) === '443' && scheme?.toLowerCase() !== 'https');
}

/** §6.7.2.12: a path that ends with a slash covers all below it. */
function pathFits(path: string | undefined, url: URL): boolean {
  if (path === undefined || path === '/') return true;
  const decoded = (text: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  return path.endsWith('/') ? decoded(url.pathname).startsWith(decoded(path)) : decoded(url.pathname) === decoded(path);
}
