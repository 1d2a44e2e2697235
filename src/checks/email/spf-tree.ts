import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { SpfPlace } from '../../evidence/email/spf.ts';
import { mergeSpf, withoutTerms } from '../../formats/spf-edit.ts';
import { MOST_SPF_LOOKUPS } from '../../formats/spf-walk.ts';

/**
 * The own record without a term that leads to nothing usable. Where it is a well-known slip for a service, its right include takes the place, unless
 * the service sends from a domain of its own.
 */
export function withoutBroken(text: string, term: string, target: string): string | undefined {
  const { spf } = MAIL_PROVIDERS.find((provider) => provider.spf.mistaken?.includes(target)) ?? {};
  const rest = withoutTerms(text, (each) => each.text === term);
  return rest !== undefined && spf?.include != null && spf.places.includes('@') ? mergeSpf([rest], [spf.include]) : rest;
}

/** Look-ups of the record at `index` and everything below it. */
export function lookupsBelow(place: SpfPlace, index: number): number {
  const own = place.nodes[index]?.costs.length ?? 0;
  return place.nodes.reduce((sum, node, at) => (node.parent === index ? sum + lookupsBelow(place, at) : sum), own);
}

/**
 * True when a match in the record at `index` (of `term`, if given) makes the own record pass: every term on the way to it passes, none turns it into
 * something else. A redirect passes on what it finds.
 */
export function passesThrough(place: SpfPlace, index: number, term?: string): boolean {
  if (term !== undefined && /^[-~?]/.test(term)) return false;
  const node = place.nodes[index];
  if (!node || node.parent === null) return node !== undefined;
  return passesThrough(place, node.parent, node.term ?? '');
}

/** The cost tree as lines of text, deepest parts indented. */
export function spfTree(place: SpfPlace, index = 0, depth = 0): string[] {
  const node = place.nodes[index];
  if (!node || depth > 12) return [];
  const indent = '· '.repeat(depth);
  const head =
    depth === 0 ? `${node.domain}: ${place.lookups} look-ups` : `${indent}${node.term ?? ''}: 1 + ${lookupsBelow(place, index)}${stateNote(node.state)}`;
  const children = place.nodes.flatMap((child, at) => (child.parent === index ? [{ term: child.term, at }] : []));
  const plain = node.costs.filter((cost) => !children.some((child) => child.term === cost.text));
  return [
    head,
    ...plain.map((cost) => `${indent}· ${cost.text}: ${cost.lookups}${costNote(cost.state)}`),
    ...children.flatMap((child) => spfTree(place, child.at, depth + 1)),
  ];
}

function costNote(state: SpfPlace['nodes'][number]['costs'][number]['state']): string {
  return { ok: '', void: ' (finds nothing)', unknown: ' (nobody answered)', macro: ' (depends on the message)', crowded: ' (too many mail servers)' }[state];
}

function stateNote(state: SpfPlace['nodes'][number]['state']): string {
  if (state === 'record') return '';
  return ` (${state === 'none' ? 'no SPF there' : state === 'nxdomain' ? 'no such name' : state})`;
}

/**
 * The own record without what it does not need: terms that find nothing, and includes of services that send from a domain of their own or from a name
 * below this one. Nothing when that is not enough, or when it cannot be told.
 */
export function lighterSpf(place: SpfPlace): string | undefined {
  const own = place.nodes[0];
  const text = own?.records[0];
  if (!own || text === undefined || !place.whole) return undefined;
  const needed = new Set(MAIL_PROVIDERS.filter(({ spf }) => spf.places.includes('@')).flatMap(({ spf }) => spf.includes));
  const elsewhere = MAIL_PROVIDERS.filter(({ spf, source }) => !spf.places.includes('@') && source.read !== null).flatMap(({ spf }) => spf.includes);
  const unused = new Set(elsewhere.filter((include) => !needed.has(include)));
  let saved = 0;
  const drop = new Set<string>();
  const stillNeeded = place.role === 'envelope';
  for (const [index, node] of place.nodes.entries()) {
    const isOurs = node.parent === 0 && node.term !== null;
    if (!isOurs || !(node.isVoid || (unused.has(node.domain) && !stillNeeded))) continue;
    drop.add(node.term);
    saved += 1 + lookupsBelow(place, index);
  }
  for (const cost of own.costs) {
    if (cost.state !== 'void' || drop.has(cost.text)) continue;
    drop.add(cost.text);
    saved += 1;
  }
  if (drop.size === 0 || place.lookups - saved > MOST_SPF_LOOKUPS) return undefined;
  return withoutTerms(text, (term) => drop.has(term.text));
}
