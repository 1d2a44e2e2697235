import { parseSpf, printSpf, printTerm, reachedTerms, SPF_MECHANISMS, type SpfMechanism, type SpfTerm } from '../../formats/spf.ts';
import { mergeSpf, withoutTerms } from '../../formats/spf-edit.ts';
import { quote } from '../../model/text.ts';
import type { SpfContext, SpfOwn } from './spf-place.ts';

/** Networks with shorter prefixes hold more than any one sender owns: 33 million addresses of IPv4. */
const LEAST_PREFIX4 = 8;
const LEAST_PREFIX6 = 16;

/** Judges how the record ends, and terms that should not be in it. */
export function judgeSpfTerms({ name, text, proof, replace }: SpfOwn, { report }: SpfContext): void {
  const { terms } = parseSpf(text);
  const reached = reachedTerms(terms);
  const mechanisms = reached.filter((term) => term.kind === 'mechanism');
  const all = mechanisms.find((term) => term.name === 'all');
  const fixed = mergeSpf([text]);
  if (all?.qualifier === '+') report.fail('pass-all', { name, proof, ...replace(fixed) });
  else if (all?.qualifier === '?') report.fail('open-end', { name, end: 'it ends with "?all"', proof, ...replace(fixed) });
  else if (!all && !reached.some((term) => term.kind === 'modifier')) report.fail('open-end', { name, end: 'it has no "all"', proof, ...replace(fixed) });
  const isPtr = (term: SpfTerm): boolean => term.kind === 'mechanism' && term.name === 'ptr';
  if (mechanisms.some(isPtr)) report.fail('ptr', { name, proof, ...replace(withoutTerms(text, isPtr)) });
  for (const term of terms.filter(isIgnored)) report.fail('ignored-term', { name, term: quote(term.text), proof, ...replace(fixed) });
  for (const term of mechanisms.filter(isWide))
    report.fail('wide-network', { name, term: quote(term.text), proof, ...replace(withoutTerms(text, (each) => each.text === term.text)) });
  const repeated = mechanisms.find((term, at) => mechanisms.findIndex((other) => sameAs(term, other)) < at);
  if (repeated) report.fail('repeated-term', { name, term: quote(repeated.text), proof, ...replace(fixed) });
  const rest = all ? terms.filter((term) => term.at > all.at && !(term.kind === 'modifier' && term.name === 'exp') && !isIgnored(term)) : [];
  // Taking it away changes nothing for receivers; moving it forward would allow more and cost more.
  const cut = printSpf([...reached, ...terms.filter((term) => term.kind === 'modifier' && term.name === 'exp')]);
  if (rest.length > 0) report.fail('text-after-all', { name, rest: quote(rest.map(printTerm).join(' ')), proof, ...replace(cut) });
}

/** A mechanism written with an equals sign: by the grammar a modifier that nobody knows. */
function isIgnored(term: SpfTerm): boolean {
  return term.kind === 'modifier' && (/^ipv?[46]$/.test(term.name) || (SPF_MECHANISMS as readonly string[]).includes(term.name));
}

function isWide(term: SpfMechanism): boolean {
  if (term.qualifier !== '+') return false;
  return term.name === 'ip4' ? (term.prefix4 ?? 32) < LEAST_PREFIX4 : term.name === 'ip6' && (term.prefix6 ?? 128) < LEAST_PREFIX6;
}

function sameAs(one: SpfTerm, other: SpfTerm): boolean {
  return printTerm(one).toLowerCase() === printTerm(other).toLowerCase();
}
