import type { SpfPlace, SpfPlaceNode } from '../../evidence/email/spf.ts';
import { parseSpf, reachedTerms } from '../../formats/spf.ts';
import { withoutTerms } from '../../formats/spf-edit.ts';
import { MOST_SPF_LOOKUPS, MOST_SPF_NAMES, MOST_VOID_LOOKUPS } from '../../formats/spf-walk.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import { flatSpf } from './spf-flatten.ts';
import { namesInsteadOfMx, tooHeavyByHand } from './spf-hand.ts';
import type { SpfContext, SpfOwn } from './spf-place.ts';
import { lighterSpf, passesThrough, spfTree, withoutBroken } from './spf-tree.ts';

/** Judges what the record includes and what that costs a receiver. */
export function judgeSpfCost(own: SpfOwn, context: SpfContext): void {
  const { place, name } = own;
  const { report } = context;
  const tree: Proof = { says: `What a receiver looks up for ${name}, with the look-ups of each part`, lines: spfTree(place).map((line) => quote(line)) };
  const proof = [...own.proof, tree];
  for (const [index, node] of place.nodes.entries()) {
    if (index > 0) judgeNode(own, index, node, proof, context);
    const crowded = node.costs.find(({ state }) => state === 'crowded');
    if (crowded) report.fail('crowded-mx', { name, term: crowded.text, limit: MOST_SPF_NAMES, proof, fix: namesInsteadOfMx(node.domain, crowded.text) });
    for (const { text, target, unregistered } of node.costs) {
      if (unregistered === null || target === null || !passesThrough(place, index, text)) continue;
      report.fail('hijackable', { name, target, domain: unregistered, proof, ...takenOut(own, index === 0 ? text : termAtTop(place, index)) });
    }
  }
  if (place.lookups > MOST_SPF_LOOKUPS) report.fail('too-many-lookups', { name, lookups: place.lookups, limit: MOST_SPF_LOOKUPS, proof, ...lighter(own) });
  else if (place.voids > MOST_VOID_LOOKUPS) report.fail('void-lookups', { name, voids: place.voids, limit: MOST_VOID_LOOKUPS, proof, ...lighter(own) });
  const unseen = place.nodes.find((node) => node.state === 'unknown');
  if (unseen) report.unknown(`DNS did not answer for ${unseen.domain}, which SPF of ${name} includes: ${unseen.why ?? ''}`);
}

function judgeNode(own: SpfOwn, index: number, node: SpfPlaceNode, proof: readonly Proof[], { report }: SpfContext): void {
  const { place, name, text, replace } = own;
  const { domain: target, unregistered } = node;
  // Only a term of the own record can be taken out by the owner of the domain.
  const ours = node.parent === 0 ? withoutBroken(text, node.term ?? '', target) : undefined;
  const wrong = wrongWith(node.state, node.faults.length);
  if (unregistered !== null) report.fail('hijackable', { name, target, domain: unregistered, proof, ...replace(ours) });
  else if (wrong !== undefined) report.fail('broken-include', { name, target, wrong, proof, ...replace(ours) });
  else if (allowsAll(node) && passesThrough(place, index))
    report.fail('pass-all-through', {
      name,
      target,
      proof: [...proof, { says: `TXT at ${target}`, lines: node.records }],
      ...takenOut(own, termAtTop(place, index)),
    });
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

function takenOut({ text, replace }: SpfOwn, term: string): { fix: Remedy } {
  return replace(withoutTerms(text, (each) => each.text === term));
}

/** Less of it where that is enough; the addresses themselves as the last choice. */
function lighter({ place, name, replace }: SpfOwn): { fix: Remedy } {
  const text = lighterSpf(place);
  if (text !== undefined) return replace(text);
  const byHand = tooHeavyByHand(name);
  const flat = flatSpf(place);
  if (flat === undefined) return { fix: byHand };
  const { fix } = replace(flat.text);
  const last = `Only if that is not possible, put the addresses of ${flat.terms.join(', ')} in place of the include, as below. They are today's: whenever the service changes them, its mail fails SPF until you do this again.`;
  return { fix: { ...fix, steps: [...byHand.steps, last, ...fix.steps] } };
}
