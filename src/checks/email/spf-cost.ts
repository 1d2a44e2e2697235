import type { SpfPlace, SpfPlaceNode } from '../../evidence/email/spf.ts';
import { parseSpf, reachedTerms } from '../../formats/spf.ts';
import { withoutTerm } from '../../formats/spf-edit.ts';
import { MOST_SPF_LOOKUPS, MOST_SPF_NAMES, MOST_VOID_LOOKUPS } from '../../formats/spf-walk.ts';
import type { Proof } from '../../model/finding.ts';
import { quote } from '../../model/text.ts';
import { flatSpf } from './spf-flatten.ts';
import { namesInsteadOfMx, tooHeavyByHand } from './spf-hand.ts';
import type { SpfContext, SpfOwn } from './spf-place.ts';
import type { SpfEdit } from './spf-repairs.ts';
import { lighterSpf, passesThrough, spfTree, withoutBroken, withoutVoid } from './spf-tree.ts';

/** Judges what the record includes and what that costs a receiver. */
export function judgeSpfCost(own: SpfOwn, context: SpfContext): void {
  const { place, name } = own;
  const { report, repairs } = context;
  const tree: Proof = { says: `What a receiver looks up for ${name}, with the look-ups of each part`, lines: spfTree(place).map((line) => quote(line)) };
  const proof = [...own.proof, tree];
  for (const [index, node] of place.nodes.entries()) {
    if (index > 0) judgeNode(own, index, node, proof, context);
    const crowded = node.costs.find(({ state }) => state === 'crowded');
    if (crowded) {
      const fix = namesInsteadOfMx(node.domain, crowded.text);
      repairs.found(name, undefined, () => report.fail('crowded-mx', { name, term: crowded.text, limit: MOST_SPF_NAMES, proof, fix }));
    }
    for (const { text, target, unregistered } of node.costs) {
      if (unregistered === null || target === null || !passesThrough(place, index, text)) continue;
      const edit = withoutTerm(index === 0 ? text : termAtTop(place, index));
      repairs.found(name, edit, (fix) => report.fail('hijackable', { name, target, domain: unregistered, proof, ...fix }));
    }
  }
  const { lookups, voids } = place;
  if (lookups > MOST_SPF_LOOKUPS) judgeHeavy(own, proof, context);
  else if (voids > MOST_VOID_LOOKUPS)
    repairs.found(name, withoutVoid(place), (fix) => report.fail('void-lookups', { name, voids, limit: MOST_VOID_LOOKUPS, proof, ...fix }));
  const unseen = place.nodes.find((node) => node.state === 'unknown');
  if (unseen) report.unknown(`DNS did not answer for ${unseen.domain}, which SPF of ${name} includes: ${unseen.why ?? ''}`);
}

function judgeNode(own: SpfOwn, index: number, node: SpfPlaceNode, proof: readonly Proof[], { report, repairs }: SpfContext): void {
  const { place, name } = own;
  const { domain: target, unregistered } = node;
  // Only a term of the own record can be taken out by the owner of the domain.
  const ours: SpfEdit | undefined = node.parent === 0 ? (text) => withoutBroken(text, node.term ?? '', target) : undefined;
  const wrong = wrongWith(node.state, node.faults.length);
  if (unregistered !== null) repairs.found(name, ours, (fix) => report.fail('hijackable', { name, target, domain: unregistered, proof, ...fix }));
  else if (wrong !== undefined) repairs.found(name, ours, (fix) => report.fail('broken-include', { name, target, wrong, proof, ...fix }));
  else if (allowsAll(node) && passesThrough(place, index)) {
    const all = [...proof, { says: `TXT at ${target}`, lines: node.records }];
    repairs.found(name, withoutTerm(termAtTop(place, index)), (fix) => report.fail('pass-all-through', { name, target, proof: all, ...fix }));
  }
}

function wrongWith(state: SpfPlaceNode['state'], faults: number): string | undefined {
  if (state === 'none') return 'which has no SPF record';
  if (state === 'nxdomain') return 'which does not exist';
  if (state === 'malformed') return 'which is no possible name';
  if (state === 'many') return 'which has more than one SPF record';
  if (state === 'loop') return 'which leads back to itself';
  return state === 'record' && faults > 0 ? 'whose SPF record has an error' : undefined;
}

function allowsAll({ records: [text] }: SpfPlaceNode): boolean {
  return text !== undefined && reachedTerms(parseSpf(text).terms).some((term) => term.kind === 'mechanism' && term.name === 'all' && term.qualifier === '+');
}

/** The term of the own record that leads to the record at `index`. */
function termAtTop(place: SpfPlace, index: number): string {
  const node = place.nodes[index];
  return node?.parent === null || node === undefined ? '' : node.parent === 0 ? (node.term ?? '') : termAtTop(place, node.parent);
}

/** Less of it where that is enough; the addresses themselves as the last choice, and only for this finding. */
function judgeHeavy({ place, name }: SpfOwn, proof: readonly Proof[], { report, repairs }: SpfContext): void {
  const lighter: SpfEdit = (text) => lighterSpf(place, text);
  repairs.found(name, lighter, ({ fix }, { isRepaired, text }) => {
    const flat = isRepaired || text === undefined ? undefined : flatSpf(place, text);
    const byHand = tooHeavyByHand(name);
    const last = `Only if that is not possible, put the addresses of ${flat?.terms.join(', ')} in place of the include, as below. They are today's: whenever the service changes them, its mail fails SPF until you do this again.`;
    const flattened = flat && repairs.replace(name, flat.text);
    const byAddress = flattened && { ...flattened, steps: [...byHand.steps, last, ...flattened.steps] };
    const said = { name, lookups: place.lookups, limit: MOST_SPF_LOOKUPS, proof };
    report.fail('too-many-lookups', { ...said, fix: isRepaired ? fix : (byAddress ?? byHand) });
  });
}
