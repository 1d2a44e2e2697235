import { PLATFORM_SUFFIXES, REGISTRY_SUFFIXES } from '../data/public-suffixes.ts';
import { parseV4 } from '../model/address.ts';
import { quote } from '../model/text.ts';

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

export type Name = { readonly host: string; readonly fault?: never } | { readonly host?: never; readonly fault: string };

/** A host name in canonical form (lower case, IDNA, no final dot), or what is wrong with it in words that complete "app.example.com: …". */
export function canonicalName(text: string): Name {
  const trimmed = text.trim();
  const bare = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(trimmed)?.[1];
  if (bare !== undefined) return { fault: `expected a host name without scheme or path, such as ${example(bare)}` };
  if (/[/?#@\s]/.test(trimmed)) return { fault: 'expected a host name such as app.example.com, without path or user' };
  if (/:\d+$/.test(trimmed) && !trimmed.includes('::')) return { fault: `expected a host name without port, such as ${example(trimmed)}` };
  const host = hostOfUrl(trimmed);
  if (host === undefined) return { fault: 'expected a host name such as app.example.com' };
  if (host.includes(':') || host.startsWith('[') || parseV4(host) !== undefined) {
    return { fault: 'expected a host name such as app.example.com, not an IP address: certificates, mail and redirects belong to names' };
  }
  if (host === 'localhost' || host.endsWith('.localhost')) return { fault: 'expected a public host name: localhost is this machine' };
  if (!host.includes('.')) return { fault: `expected a full host name such as ${/^[a-z0-9-]+$/.test(host) ? host : 'app'}.example.com` };
  if (host.length > 253 || !host.split('.').every((label) => LABEL.test(label))) return { fault: 'expected a host name such as app.example.com' };
  const kind = domainOf(host).kind;
  if (kind === 'suffix') return { fault: `${host} is a public suffix, under which many owners have names; expected a name below it` };
  return { host };
}

/** IDNA, lower case and IPv4 shorthand are the URL parser's business. */
function hostOfUrl(text: string): string | undefined {
  const bracketed = text.includes('::') && !text.startsWith('[') ? `[${text}]` : text;
  if (!URL.canParse(`http://${bracketed}/`)) return undefined;
  return new URL(`http://${bracketed}/`).hostname.replace(/\.$/, '');
}

function example(text: string): string {
  const host = hostOfUrl(text.replace(/^.*@/, '').replace(/:\d+$/, ''));
  return host?.includes('.') && !host.includes(':') ? quote(host, 80) : 'app.example.com';
}

export interface Domain {
  /** The name that somebody registered, e.g. `example.co.uk`; for a name under a hosting platform the name below the platform's suffix. */
  readonly name: string | null;
  /** `platform`: the zone belongs to a hosting platform (`my-app.vercel.app`), not to the project. `suffix`: nobody can own it. */
  readonly kind: 'registrable' | 'platform' | 'suffix';
}

/** Which domain a canonical host name belongs to, by the Public Suffix List. */
export function domainOf(host: string): Domain {
  const labels = host.split('.');
  const { at, isPlatform } = suffixAt(labels);
  if (at === 0 || labels.includes('')) return { name: null, kind: 'suffix' };
  return { name: labels.slice(at - 1).join('.'), kind: isPlatform ? 'platform' : 'registrable' };
}

interface SuffixList {
  readonly rules: ReadonlySet<string>;
  readonly isPlatform: boolean;
}
let lists: readonly SuffixList[] | undefined;
const readLists = (): readonly SuffixList[] => [
  { rules: new Set(suffixRules(PLATFORM_SUFFIXES)), isPlatform: true },
  { rules: new Set(suffixRules(REGISTRY_SUFFIXES)), isPlatform: false },
];

/** The rules of a list that is grouped by what they lie below, see `data/public-suffixes.ts`. */
export function suffixRules(groups: string): string[] {
  return groups.split(';').flatMap((group) => {
    const [parent = '', ...labels] = group.split(/\s+/).filter((word) => word !== '');
    return labels.map((label) => (parent === '.' ? label : `${label}.${parent}`));
  });
}

/** Where the longest public suffix begins (https://publicsuffix.org/list/, "Algorithm"); a name that no rule fits has its last label as suffix. */
function suffixAt(labels: readonly string[]): { readonly at: number; readonly isPlatform: boolean } {
  for (let at = 0; at < labels.length; at++) {
    const name = labels.slice(at).join('.');
    const above = labels.slice(at + 1).join('.');
    for (const { rules, isPlatform } of (lists ??= readLists())) {
      if (rules.has(`!${name}`)) return { at: at + 1, isPlatform };
      if (rules.has(name) || (above !== '' && rules.has(`*.${above}`))) return { at, isPlatform };
    }
  }
  return { at: labels.length - 1, isPlatform: false };
}
