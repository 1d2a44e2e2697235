import type { SpfPlace } from '../../evidence/email/spf.ts';
import { parseSpf, printSpf, printTerm, reachedTerms } from '../../formats/spf.ts';
import { mergeSpf, withoutTerms } from '../../formats/spf-edit.ts';
import { MOST_SPF_LOOKUPS, MOST_VOID_LOOKUPS } from '../../formats/spf-walk.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import { dnsRemedy, replaceText, type ZoneAt } from '../domain/dns-remedy.ts';
import type { spfProblems } from './spf-problems.ts';
import { lighterSpf, spfTree, withoutBroken } from './spf-tree.ts';

export type SpfContext = JudgeContext<typeof spfProblems>;

/** Judges the SPF records of one name by themselves; whether the right senders are in them is judged in `spf-senders.ts`. */
export function judgeSpfPlace(place: SpfPlace, at: ZoneAt, context: SpfContext): void {
  const { report, subject } = context;
  const own = place.nodes[0];
  const name = place.name;
  if (!own || own.state === 'unknown') return report.unknown(`DNS did not say whether ${name} has SPF: ${own?.why ?? 'not asked'}`);
  const proof: Proof[] = [{ says: `TXT at ${name}`, lines: own.records }];
  const replace = (text: string | undefined): { fix: Remedy } => ({
    fix: text === undefined ? byHand(subject.name, name) : replaceSpf(at, name, own.records, text),
  });
  const [text] = own.records;
  if (own.state === 'many') return report.fail('duplicate', { name, records: own.records.length, proof, ...replace(mergeSpf(own.records)) });
  if (text === undefined) {
    const [lookalike] = place.lookalikes;
    if (lookalike === undefined) return undefined;
    const fixed = mergeSpf([lookalike]);
    const fix = fixed === undefined ? byHand(subject.name, name) : replaceSpf(at, name, [lookalike], fixed);
    return report.fail('not-recognised', { name, proof: [{ says: `TXT at ${name}`, lines: [lookalike] }], fix });
  }
  const [fault] = own.faults;
  if (fault) return report.fail('syntax', { name, at: fault.at + 1, term: fault.term, wrong: fault.says, proof, ...replace(mergeSpf([text])) });
  judgeTree(place, at, context, proof);
  return judgeEnd(text, context, name, proof, replace);
}

/** What the record costs and includes. */
function judgeTree(place: SpfPlace, at: ZoneAt, { report, subject }: SpfContext, proof: Proof[]): void {
  const name = place.name;
  const own = place.nodes[0]?.records ?? [];
  const tree: Proof = { says: `What a receiver looks up for ${name}, with the look-ups of each part`, lines: spfTree(place).map((line) => quote(line)) };
  for (const [index, node] of place.nodes.entries()) {
    if (index === 0) continue;
    const wrong = wrongWith(node.state, node.faults.length);
    if (wrong === undefined) continue;
    // Only a term of the own record can be taken out by the owner of the domain.
    const ours = node.parent === 0 && own[0] !== undefined ? withoutBroken(own[0], node.term ?? '', node.domain) : undefined;
    const fix = ours === undefined ? byHand(subject.name, name) : replaceSpf(at, name, own, ours);
    report.fail('broken-include', { name, target: node.domain, wrong, proof: [...proof, tree], fix });
  }
  const lighter = lighterSpf(place);
  const fix = lighter === undefined ? tooHeavyByHand(name) : replaceSpf(at, name, own, lighter);
  if (place.lookups > MOST_SPF_LOOKUPS)
    report.fail('too-many-lookups', { name, lookups: place.lookups, limit: MOST_SPF_LOOKUPS, proof: [...proof, tree], fix });
  else if (place.voids > MOST_VOID_LOOKUPS) report.fail('void-lookups', { name, voids: place.voids, limit: MOST_VOID_LOOKUPS, proof: [...proof, tree], fix });
  const unseen = place.nodes.find((node) => node.state === 'unknown');
  if (unseen) report.unknown(`DNS did not answer for ${unseen.domain}, which SPF of ${name} includes: ${unseen.why ?? ''}`);
}

function wrongWith(state: SpfPlace['nodes'][number]['state'], faults: number): string | undefined {
  if (state === 'none') return 'which has no SPF record';
  if (state === 'nxdomain') return 'which does not exist';
  if (state === 'many') return 'which has more than one SPF record';
  if (state === 'loop') return 'which leads back to itself';
  return state === 'record' && faults > 0 ? 'whose SPF record has an error' : undefined;
}

/** How the record ends, and terms that should not be in it. */
function judgeEnd(text: string, { report }: SpfContext, name: string, proof: Proof[], replace: (text: string | undefined) => { fix: Remedy }): void {
  const { terms } = parseSpf(text);
  const reached = reachedTerms(terms);
  const all = reached.find((term) => term.kind === 'mechanism' && term.name === 'all');
  const fixed = mergeSpf([text]);
  if (all?.kind === 'mechanism' && all.qualifier === '+') report.fail('pass-all', { name, proof, ...replace(fixed) });
  else if (all?.kind === 'mechanism' && all.qualifier === '?') report.fail('open-end', { name, end: 'it ends with "?all"', proof, ...replace(fixed) });
  else if (!all && !reached.some((term) => term.kind === 'modifier')) report.fail('open-end', { name, end: 'it has no "all"', proof, ...replace(fixed) });
  if (reached.some((term) => term.kind === 'mechanism' && term.name === 'ptr')) {
    report.fail('ptr', { name, proof, ...replace(withoutTerms(text, (term) => term.kind === 'mechanism' && term.name === 'ptr')) });
  }
  const rest = all ? terms.filter((term) => term.at > all.at && !(term.kind === 'modifier' && term.name === 'exp')) : [];
  // Taking it away changes nothing for receivers; moving it forward would allow more and cost more.
  const cut = printSpf([...reached, ...terms.filter((term) => term.kind === 'modifier' && term.name === 'exp')]);
  if (rest.length > 0) report.fail('text-after-all', { name, rest: quote(rest.map(printTerm).join(' ')), proof, ...replace(cut) });
}

export function replaceSpf(at: ZoneAt, name: string, old: readonly string[], text: string): Remedy {
  return dnsRemedy(at, replaceText(name, old, text));
}

function byHand(domain: string, name: string): Remedy {
  return {
    steps: [
      `Look up in the settings of each service that sends mail for ${domain} what it wants in SPF.`,
      `Keep exactly one TXT record at ${name} of the form: v=spf1 include:<service> include:<other service> ~all`,
    ],
  };
}

function tooHeavyByHand(name: string): Remedy {
  return {
    steps: [
      'Take out the parts of services that you no longer use; the proof shows what each part costs.',
      `Let services that can use a name of their own below ${name} (a "custom return path") do so: they then need no place in this record.`,
    ],
  };
}
