import { domainSpecFault, ip4Fault, ip6Fault } from './spf-domain.ts';
import { macroFault } from './spf-macro.ts';

export const SPF_MECHANISMS = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
export type SpfMechanismName = (typeof SPF_MECHANISMS)[number];
export type SpfQualifier = '+' | '-' | '~' | '?';

export interface SpfMechanism {
  readonly kind: 'mechanism';
  readonly name: SpfMechanismName;
  readonly qualifier: SpfQualifier;
  /** Domain specification or network, as written; none for `all` and a bare `a`, `mx`, `ptr`. */
  readonly value?: string;
  /** Prefix lengths of `a`, `mx`, `ip4`, `ip6` in bits. */
  readonly prefix4?: number;
  readonly prefix6?: number;
  readonly text: string;
  /** Offset of the term in the record, from 0. */
  readonly at: number;
}
export interface SpfModifier {
  readonly kind: 'modifier';
  /** Lower case; `redirect`, `exp` or an unknown one, which receivers skip. */
  readonly name: string;
  readonly value: string;
  readonly text: string;
  readonly at: number;
}
export type SpfTerm = SpfMechanism | SpfModifier;

/** RFC 1035 §4.2.2: a DNS message has 16 bits for its length. */
const MOST_TEXT = 65_535;

/** Why a receiver gives up on the record ("permerror"). */
export interface SpfFault {
  /** Offset of the wrong term or character, from 0. */
  readonly at: number;
  /** The term it stands in. */
  readonly term: string;
  /** What is wrong, in words of ours. */
  readonly says: string;
}
export interface SpfRecord {
  readonly terms: readonly SpfTerm[];
  readonly faults: readonly SpfFault[];
}

/** True for a TXT text that receivers take for an SPF record: `v=spf1` alone or followed by a space (RFC 7208 §4.5). */
export function isSpf(text: string): boolean {
  return (text.length === 6 || text[6] === ' ') && text.slice(0, 6).toLowerCase() === 'v=spf1';
}

/** True for a text that was meant as SPF but is none: leading space or quote, `v=spf1;`, `v = spf1`, `spf1 include:…`. */
export function resemblesSpf(text: string): boolean {
  return !isSpf(text) && /^[\s"'“”‘’\\]*(?:v\s*[=:]\s*["'“”]?\s*spf|spf1\b|spf\s*[=:]\s*"?v=spf1)/i.test(text);
}

/**
 * Reads a record that `isSpf` accepts (RFC 7208 §4.6, §12). Never throws: terms that do not fit the grammar become faults with their position.
 * A name that is no name in DNS (an empty or too long label) is no fault of the grammar; nothing is ever found there.
 */
export function parseSpf(text: string): SpfRecord {
  if (text.length > MOST_TEXT) return { terms: [], faults: [{ at: MOST_TEXT, term: '', says: 'no answer of DNS holds a text that long' }] };
  const terms: SpfTerm[] = [];
  const faults: SpfFault[] = [];
  const seen = new Set<string>();
  for (const match of text.slice(6).matchAll(/[^ ]+/g)) {
    const at = 6 + match.index;
    const term = parseTerm(match[0], at);
    if ('says' in term) faults.push(term);
    else if (term.kind === 'modifier' && (term.name === 'redirect' || term.name === 'exp') && seen.has(term.name)) {
      faults.push({ at, term: term.text, says: `${term.name}= may appear only once` });
    } else {
      if (term.kind === 'modifier') seen.add(term.name);
      terms.push(term);
    }
  }
  if (!isSpf(text)) faults.unshift({ at: 0, term: text.slice(0, 20), says: 'the record must begin with "v=spf1" and a space' });
  return { terms, faults };
}

function parseTerm(text: string, at: number): SpfTerm | SpfFault {
  const fault = (says: string, offset = 0): SpfFault => ({ at: at + offset, term: text, says });
  const modifier = /^([a-z][a-z0-9\-_.]*)=(.*)$/i.exec(text);
  if (modifier) return parseModifier(text, at, (modifier[1] ?? '').toLowerCase(), modifier[2] ?? '', fault);
  const directive = /^([+\-~?]?)([a-z0-9]+)(.*)$/i.exec(text);
  const name = (directive?.[2] ?? '').toLowerCase();
  if (!directive || !isMechanism(name)) return fault(unknownTermHint(text));
  const qualifier = (directive[1] || '+') as SpfQualifier;
  const offset = text.length - (directive[3] ?? '').length;
  const rest = parseRest(name, directive[3] ?? '');
  if ('says' in rest) return fault(rest.says, offset + rest.offset);
  return { kind: 'mechanism', name, qualifier, ...rest, text, at };
}

function parseModifier(text: string, at: number, name: string, value: string, fault: (says: string, offset?: number) => SpfFault): SpfTerm | SpfFault {
  const wrong = name === 'redirect' || name === 'exp' ? domainSpecFault(value) : macroFault(value, 'modifier');
  if (wrong) return fault(wrong.says, name.length + 1 + wrong.offset);
  return { kind: 'modifier', name, value, text, at };
}

type Rest = Pick<SpfMechanism, 'value' | 'prefix4' | 'prefix6'>;
type RestFault = { readonly says: string; readonly offset: number };

/** What follows a mechanism's name: `:value`, `/prefix`, both or nothing, as the mechanism allows. */
function parseRest(name: SpfMechanismName, rest: string): Rest | RestFault {
  if (name === 'all') return rest === '' ? {} : { says: '"all" takes nothing behind it', offset: 0 };
  if (name === 'ip4' || name === 'ip6') return parseNetwork(name, rest);
  const takesPrefix = name === 'a' || name === 'mx';
  const cut = takesPrefix ? /(\/\d+)?(\/\/\d+)?$/.exec(rest) : null;
  const valuePart = cut ? rest.slice(0, cut.index) : rest;
  const prefix4 = cut?.[1] === undefined ? undefined : prefixOf(cut[1].slice(1), 32);
  const prefix6 = cut?.[2] === undefined ? undefined : prefixOf(cut[2].slice(2), 128);
  if (Number.isNaN(prefix4) || Number.isNaN(prefix6)) return { says: 'the prefix length is wrong', offset: valuePart.length };
  const prefixes = { ...(prefix4 !== undefined && { prefix4 }), ...(prefix6 !== undefined && { prefix6 }) };
  if (valuePart === '') return name === 'include' || name === 'exists' ? { says: `"${name}" needs a colon and a domain`, offset: 0 } : prefixes;
  if (!valuePart.startsWith(':')) return { says: `expected a colon behind "${name}"`, offset: 0 };
  const wrong = domainSpecFault(valuePart.slice(1));
  return wrong ? { says: wrong.says, offset: 1 + wrong.offset } : { value: valuePart.slice(1), ...prefixes };
}

function parseNetwork(name: 'ip4' | 'ip6', rest: string): Rest | RestFault {
  const match = /^:([^/]*)(?:\/(.*))?$/.exec(rest);
  if (!match) return { says: `"${name}" needs a colon and an address`, offset: 0 };
  const value = match[1] ?? '';
  const says = name === 'ip4' ? ip4Fault(value) : ip6Fault(value);
  if (says) return { says, offset: 1 };
  if (match[2] === undefined) return { value };
  const prefix = prefixOf(match[2], name === 'ip4' ? 32 : 128);
  if (Number.isNaN(prefix)) return { says: `the prefix length must be 0 to ${name === 'ip4' ? 32 : 128}`, offset: 2 + value.length };
  return name === 'ip4' ? { value, prefix4: prefix } : { value, prefix6: prefix };
}

/** A prefix length without leading zero, or NaN. */
function prefixOf(digits: string, most: number): number {
  return /^(0|[1-9]\d{0,2})$/.test(digits) && Number(digits) <= most ? Number(digits) : Number.NaN;
}

function isMechanism(name: string): name is SpfMechanismName {
  return (SPF_MECHANISMS as readonly string[]).includes(name);
}

function unknownTermHint(text: string): string {
  if (/^[+\-~?]?ipv[46][:=]/i.test(text)) return 'there is no "ipv4" or "ipv6": write "ip4:" or "ip6:"';
  if (/^["'“”]|["'“”]$/.test(text)) return 'a quotation mark is part of the text';
  if (/[\u0000-\u001f\u007f-\uffff]/.test(text)) return 'there is a character that is not plain ASCII';
  return 'this is not a term of SPF';
}

/** Prints a record in its shortest usual form. Parsing what was printed gives the same terms. */
export function printSpf(terms: readonly SpfTerm[]): string {
  return ['v=spf1', ...terms.map(printTerm)].join(' ');
}

export function printTerm(term: SpfTerm): string {
  if (term.kind === 'modifier') return `${term.name}=${term.value}`;
  const { name, qualifier, value, prefix4, prefix6 } = term;
  const prefix =
    name === 'ip6'
      ? prefix6 === undefined
        ? ''
        : `/${prefix6}`
      : `${prefix4 === undefined ? '' : `/${prefix4}`}${prefix6 === undefined ? '' : `//${prefix6}`}`;
  return `${qualifier === '+' ? '' : qualifier}${name}${value === undefined ? '' : `:${value}`}${prefix}`;
}

/** The terms a receiver really works through: nothing behind `all`, and `redirect` only where there is no `all` (RFC 7208 §5.1, §6.1). */
export function reachedTerms(terms: readonly SpfTerm[]): readonly SpfTerm[] {
  const mechanisms = terms.filter((term) => term.kind === 'mechanism');
  const all = mechanisms.findIndex((term) => term.name === 'all');
  if (all >= 0) return mechanisms.slice(0, all + 1);
  return [...mechanisms, ...terms.filter((term) => term.kind === 'modifier' && term.name === 'redirect')];
}
