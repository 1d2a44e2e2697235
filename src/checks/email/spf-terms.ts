import { parseSpf, printSpf, printTerm, reachedTerms, SPF_MECHANISMS, type SpfMechanism, type SpfTerm } from '../../formats/spf.ts';
import { mergedAlone, termKey, withoutTerm, withoutTerms } from '../../formats/spf-edit.ts';
import { quote } from '../../model/text.ts';
import type { SpfContext, SpfOwn } from './spf-place.ts';

/** Networks with shorter prefixes hold more than any one sender owns: 33 million addresses of IPv4. */
const LEAST_PREFIX4 = 8;
const LEAST_PREFIX6 = 16;

/** Judges how the record ends, and terms that should not be in it. */
export function judgeSpfTerms({ name, text, proof }: SpfOwn, { report, repairs }: SpfContext): void {
  const { terms } = parseSpf(text);
  const reached = reachedTerms(terms);
  const mechanisms = reached.filter((term) => term.kind === 'mechanism');
  const all = mechanisms.find((term) => term.name === 'all');
  const isOpen = all?.qualifier === '+' || all?.qualifier === '?';
  const rest = all ? terms.filter((term) => isBehind(term, all)) : [];
  const behind = quote(rest.map(printTerm).join(' '));
  if (rest.length > 0) repairs.found(name, isOpen ? mergedAlone : cutAfterAll, (fix) => report.fail('text-after-all', { name, rest: behind, proof, ...fix }));
  const endsOpen = (end: string): void => repairs.found(name, mergedAlone, (fix) => report.fail('open-end', { name, end, proof, ...fix }));
  if (all?.qualifier === '+') repairs.found(name, mergedAlone, (fix) => report.fail('pass-all', { name, proof, ...fix }));
  else if (all?.qualifier === '?') endsOpen('it ends with "?all"');
  else if (!all && !reached.some((term) => term.kind === 'modifier')) endsOpen('it has no "all"');
  if (mechanisms.some(isPtr))
    repairs.found(
      name,
      (before) => withoutTerms(before, isPtr),
      (fix) => report.fail('ptr', { name, proof, ...fix }),
    );
  for (const term of terms.filter(isIgnored))
    repairs.found(name, mergedAlone, (fix) => report.fail('ignored-term', { name, term: quote(term.text), proof, ...fix }));
  for (const term of mechanisms.filter(isWide))
    repairs.found(name, withoutTerm(term), (fix) => report.fail('wide-network', { name, term: quote(term.text), proof, ...fix }));
  const repeated = mechanisms.find((term, at) => mechanisms.findIndex((other) => termKey(term) === termKey(other)) < at);
  if (repeated) repairs.found(name, mergedAlone, (fix) => report.fail('repeated-term', { name, term: quote(repeated.text), proof, ...fix }));
}

/** Behind an end that closes: taking it away changes nothing for receivers; moving it forward would allow more and cost more. */
function cutAfterAll(text: string): string {
  const { terms } = parseSpf(text);
  return printSpf([...reachedTerms(terms), ...terms.filter((term) => term.kind === 'modifier' && (term.name === 'exp' || isIgnored(term)))]);
}

function isBehind(term: SpfTerm, all: SpfMechanism): boolean {
  return term.at > all.at && !(term.kind === 'modifier' && term.name === 'exp') && !isIgnored(term);
}

function isPtr(term: SpfTerm): boolean {
  return term.kind === 'mechanism' && term.name === 'ptr';
}

/** A mechanism written with an equals sign: by the grammar a modifier that nobody knows. */
function isIgnored(term: SpfTerm): boolean {
  return term.kind === 'modifier' && (/^ipv?[46]$/.test(term.name) || (SPF_MECHANISMS as readonly string[]).includes(term.name));
}

function isWide(term: SpfMechanism): boolean {
  if (term.qualifier !== '+') return false;
  return term.name === 'ip4' ? (term.prefix4 ?? 32) < LEAST_PREFIX4 : term.name === 'ip6' && (term.prefix6 ?? 128) < LEAST_PREFIX6;
}
