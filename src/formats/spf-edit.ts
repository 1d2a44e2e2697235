import { parseSpf, printSpf, printTerm, type SpfQualifier, type SpfTerm } from './spf.ts';

/**
 * One record out of several, token by token: every mechanism once and in order, what stood behind `all` moved before it, modifiers that receivers skip left
 * out, and one `all` at the end that is never more open than `~all`.
 * @param includes hosts to include that are not there yet
 * @returns nothing when a token is wrong in a way that leaves open what was meant
 */
export function mergeSpf(texts: readonly string[], includes: readonly string[] = []): string | undefined {
  const parsed = texts.map(repairedTerms);
  const terms: SpfTerm[] = [];
  for (const record of parsed) {
    if (!record) return undefined;
    terms.push(...record);
  }
  const alone = texts.length === 1 && includes.length === 0;
  const redirects = terms.filter((term) => term.kind === 'modifier' && term.name === 'redirect');
  const keepsRedirect = alone && redirects.length === 1 && !terms.some(isAll);
  const wanted = [
    ...terms.filter((term) => term.kind === 'mechanism' && term.name !== 'all'),
    ...(keepsRedirect || terms.some(isAll) ? [] : redirects.map((term) => include(term.value ?? ''))),
    ...includes.map(include),
  ];
  const seen = new Set<string>();
  const unique = wanted.filter((term) => !seen.has(termKey(term)) && seen.add(termKey(term)));
  const explanation = terms.find((term) => term.kind === 'modifier' && term.name === 'exp');
  return printSpf([...unique, ...(keepsRedirect ? redirects : [all(terms)]), ...(explanation ? [explanation] : [])]);
}

/** `mergeSpf` of one record. */
export function mergedAlone(text: string): string | undefined {
  return mergeSpf([text]);
}

/** A term as it is compared with others: in its shortest form and in lower case. */
export function termKey(term: SpfTerm | string): string {
  if (typeof term !== 'string') return printTerm(term).toLowerCase();
  const [parsed] = parseSpf(`v=spf1 ${term}`).terms;
  return (parsed ? printTerm(parsed) : term).toLowerCase();
}

/** The record without the terms that `drop` names, otherwise as `mergeSpf` leaves it. */
export function withoutTerms(text: string, drop: (term: SpfTerm) => boolean): string | undefined {
  const terms = repairedTerms(text);
  return terms && mergeSpf([printSpf(terms.filter((term) => !drop(term)))]);
}

/** Takes a term out of a record in which it may be written otherwise. */
export function withoutTerm(term: SpfTerm | string): (text: string) => string | undefined {
  return (text) => withoutTerms(text, (each) => termKey(each) === termKey(term));
}

/** The terms of a record, with usual slips put right; nothing when one of them cannot be. */
export function repairedTerms(text: string): readonly SpfTerm[] | undefined {
  const body = text.replace(/^[\s"'“”\\]*v\s*[=:]\s*["'“”]?\s*spf1[;,]?/i, '').replace(/\b(include|a|mx|ptr|ip4|ip6|exists):\s+(?=\S)/gi, '$1:');
  const tokens = body.split(/[\s,;"'“”]+/).filter((token) => token !== '' && token !== '\\');
  const record = parseSpf(['v=spf1', ...tokens.map(repairToken)].join(' '));
  return record.faults.length === 0 ? record.terms : undefined;
}

/**
 * The text with a space where two of its strings were joined without one (RFC 7208 §3.3), and the word that came of it. Nothing when no join runs two
 * terms together.
 */
export function addedSpace(text: string, seams: readonly number[]): { readonly text: string; readonly term: string } | undefined {
  let whole = text;
  let term: string | undefined;
  for (const seam of seams.toReversed()) {
    const before = /[^ ]*$/.exec(text.slice(0, seam))?.[0] ?? '';
    const after = /^[^ ]*/.exec(text.slice(seam))?.[0] ?? '';
    if (before === '' || !/^(?:[+\-~?]?(?:all$|(?:include|a|mx|ptr|ip4|ip6|exists)[:/])|(?:redirect|exp)=)/i.test(after)) continue;
    if (/^v=spf1$/i.test(before) || parseSpf(`v=spf1 ${before}`).faults.length > 0 || parseSpf(`v=spf1 ${after}`).faults.length > 0) continue;
    whole = `${whole.slice(0, seam)} ${whole.slice(seam)}`;
    term = before + after;
  }
  return term === undefined ? undefined : { text: whole, term };
}

const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/^([+\-~?]?)ipv([46])[:=]/i, '$1ip$2:'],
  [/^([+\-~?]?)(include|a|mx|ptr|ip4|ip6|exists)=/i, '$1$2:'],
  [/^(redirect|exp):/i, '$1='],
  [/^([+\-~?]?)ip4:(?=[^.]*:)/i, '$1ip6:'],
  [/^([+\-~?]?)ip6:(?=\d+\.\d+\.\d+\.\d+(?:\/|$))/i, '$1ip4:'],
  [/^(\d+\.\d+\.\d+\.\d+(?:\/\d+)?)$/, 'ip4:$1'],
  [/^([+\-~?])\s*all\.?$/i, '$1all'],
];

function repairToken(token: string): string {
  return SLIPS.reduce((text, [slip, right]) => text.replace(slip, right), token);
}

function isAll(term: SpfTerm): boolean {
  return term.kind === 'mechanism' && term.name === 'all';
}

function include(host: string): SpfTerm {
  return { kind: 'mechanism', name: 'include', qualifier: '+', value: host, text: `include:${host}`, at: 0 };
}

function all(terms: readonly SpfTerm[]): SpfTerm {
  const said = terms.flatMap((term) => (term.kind === 'mechanism' && term.name === 'all' ? [term.qualifier] : []));
  const qualifier: SpfQualifier = said.length > 0 && said.every((each) => each === '-') ? '-' : '~';
  return { kind: 'mechanism', name: 'all', qualifier, text: `${qualifier}all`, at: 0 };
}
