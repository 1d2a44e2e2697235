import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { SpfPlace } from '../../evidence/email/spf.ts';
import { mergeSpf, repairedTerms, termKey, withoutTerm, withoutTerms } from '../../formats/spf-edit.ts';
import { MOST_SPF_LOOKUPS } from '../../formats/spf-walk.ts';

/**
 * The own record without a term that leads to nothing usable. Where it is a well-known slip for a service, its right include takes the place, unless
 * the service sends from a domain of its own.
 */
export function withoutBroken(text: string, term: string, target: string): string | undefined {
  const { spf } = MAIL_PROVIDERS.find((provider) => provider.spf.mistaken?.includes(target)) ?? {};
  const rest = withoutTerm(term)(text);
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

/** The look-ups of the own record when only the terms of `text` are left of it. */
export function lookupsLeft(place: SpfPlace, text: string): number {
  const left = new Set((repairedTerms(text) ?? []).map(termKey));
  return (place.nodes[0]?.costs ?? []).reduce((sum, cost) => (left.has(termKey(cost.text)) ? sum + lookupsOf(place, cost.text) : sum), 0);
}

/** Look-ups of one term of the own record and everything below it. */
function lookupsOf(place: SpfPlace, term: string): number {
  const index = place.nodes.findIndex((node) => node.parent === 0 && node.term === term);
  return 1 + (index < 0 ? 0 : lookupsBelow(place, index));
}

/** Takes out the terms of the own record that find nothing. */
export function withoutVoid(place: SpfPlace): (text: string) => string | undefined {
  const drop = new Set(voidTerms(place).map(termKey));
  return (text) => (drop.size === 0 ? undefined : withoutTerms(text, (term) => drop.has(termKey(term))));
}

function voidTerms({ nodes }: SpfPlace): string[] {
  const costs = nodes[0]?.costs.filter(({ state }) => state === 'void') ?? [];
  return [...costs.map(({ text }) => text), ...nodes.flatMap((node) => (node.parent === 0 && node.isVoid && node.term !== null ? [node.term] : []))];
}

/**
 * A record without what it does not need: terms that find nothing, and includes of services that send from a domain of their own or from a name below this
 * one. Nothing when that is not enough, or when it cannot be told.
 * @param text the own record, in which other things may be repaired already
 */
export function lighterSpf(place: SpfPlace, text: string): string | undefined {
  if (!place.whole) return undefined;
  if (lookupsLeft(place, text) <= MOST_SPF_LOOKUPS) return text;
  const needed = new Set(MAIL_PROVIDERS.filter(({ spf }) => spf.places.includes('@')).flatMap(({ spf }) => spf.includes));
  const elsewhere = MAIL_PROVIDERS.filter(({ spf, source }) => !spf.places.includes('@') && source.read !== null).flatMap(({ spf }) => spf.includes);
  const unused = new Set(place.role === 'envelope' ? [] : elsewhere.filter((include) => !needed.has(include)));
  const spare = place.nodes.flatMap(({ parent, term, domain }) => (parent === 0 && term !== null && unused.has(domain) ? [term] : []));
  const drop = new Set([...voidTerms(place), ...spare].map(termKey));
  const lighter = withoutTerms(text, (term) => drop.has(termKey(term)));
  return lighter !== undefined && lookupsLeft(place, lighter) <= MOST_SPF_LOOKUPS ? lighter : undefined;
}
