import type { Propagation, View } from '../../evidence/domain/propagation.ts';
import { quote, type Quoted } from '../../model/text.ts';

type Asked = Propagation['names'][number];
export interface Behind {
  readonly name: string;
  readonly type: Asked['type'];
  readonly view: View;
  /** What the name servers with the newest zone say. */
  readonly now: readonly string[];
}

/** Name servers that hold an older version of the zone and say something else than those with the newest. */
export function authoritiesBehind({ names }: Propagation): Behind[] {
  return names.flatMap(({ name, type, views }) => {
    const authorities = views.filter(({ kind, answer }) => kind === 'authority' && answer !== 'unknown');
    const newest = authorities.filter(({ serial }) => serial === newestSerial(authorities));
    const [truth] = newest;
    if (!truth || !newest.every((view) => same(view, truth))) return [];
    return authorities.filter((view) => view.serial !== truth.serial && differ(view, truth)).map((view) => ({ name, type, view, now: truth.values }));
  });
}

/** Resolvers that still hand out what no name server says any more. Not judged where the name servers themselves do not agree. */
export function resolversBehind({ names }: Propagation): Behind[] {
  return names.flatMap(({ name, type, views }) => {
    const authorities = views.filter(({ kind, answer }) => kind === 'authority' && answer !== 'unknown');
    const [truth] = authorities;
    if (!truth || !authorities.every((view) => same(view, truth))) return [];
    return views
      .filter((view) => view.kind !== 'authority' && view.answer !== 'unknown' && differ(view, truth))
      .map((view) => ({ name, type, view, now: truth.values }));
  });
}

/** How the answers look side by side, for proof. */
export function viewLines({ name, type, views }: Asked): Quoted[] {
  return views.map(({ server, answer, values, ttl }) =>
    quote(`@${server} ${name}. ${ttl} ${type}: ${answer === 'present' ? values.join(' · ') : answer}`, 300),
  );
}

/** Serial numbers go round (RFC 1982): one is newer when it lies in the half circle ahead. */
function newestSerial(views: readonly View[]): number | undefined {
  return views
    .flatMap(({ serial }) => (serial === null ? [] : [serial]))
    .reduce<number | undefined>((best, serial) => (best === undefined || ahead(serial, best) ? serial : best), undefined);
}
function ahead(one: number, other: number): boolean {
  return one !== other && (one - other) >>> 0 < 0x8000_0000;
}

function same(one: View, other: View): boolean {
  return one.answer === other.answer && one.values.join() === other.values.join();
}

/**
 * Something else altogether, not only other addresses of the same pool: many hosts answer with a few of many addresses of one network by turns, or by where
 * the question comes from.
 */
function differ(one: View, other: View): boolean {
  if (one.answer !== other.answer) return true;
  const [networks, others] = [one, other].map(({ values }) => new Set(values.map(pool)));
  return ![...(networks ?? [])].some((network) => others?.has(network));
}
function pool(value: string): string {
  return /^\d+\.\d+\.\d+\.\d+$/.test(value) ? value.split('.').slice(0, 2).join('.') : value;
}
