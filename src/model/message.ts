import type { Masked, Quoted } from './text.ts';

/** Slot kinds of message templates and the values they take. `word` and `name` are for our own words and canonical names, `outside` for anything else. */
export interface SlotKinds {
  count: number;
  /** the ending of a plural: nothing for 1 */
  s: number;
  bytes: number;
  /** milliseconds */
  ms: number;
  days: number;
  /** ISO 8601 instant or date */
  date: string;
  /** host name, address, record type, identifier */
  name: string;
  /** one of our own words */
  word: string;
  outside: Quoted;
  masked: Masked;
  names: readonly string[];
}
export type SlotValue = SlotKinds[keyof SlotKinds];

/** The slots of a template: `'{n:count} of {host:name}'` takes `{ n: number; host: string }`. */
export type SlotsOf<T extends string> = string extends T
  ? Readonly<Record<string, SlotValue>>
  : T extends `${string}{${infer Slot}:${infer Kind}}${infer Rest}`
    ? { readonly [K in Slot]: Kind extends keyof SlotKinds ? SlotKinds[Kind] : never } & SlotsOf<Rest>
    : unknown;

const SLOT = /\{([a-zA-Z]+):([a-z]+)\}/g;

/** The slots a template names, in order of appearance. */
export function slotsIn(template: string): { slot: string; kind: string }[] {
  return [...template.matchAll(SLOT)].map((match) => ({ slot: match[1] ?? '', kind: match[2] ?? '' }));
}

/** Fills a template. The only place where problem codes become prose. */
export function say(template: string, slots: Readonly<Record<string, SlotValue>>): string {
  return template.replace(SLOT, (whole, slot: string, kind: string) => {
    const value = slots[slot];
    return value === undefined ? whole : sayValue(kind, value);
  });
}

/** Begins a sentence with a capital, unless its first word is a name that must stay as it is (a host, a path, a variable). */
export function sentence(text: string): string {
  const [first = ''] = text.split(' ');
  return /^[a-z][a-z'’-]*[,;:]?$/.test(first) ? first.charAt(0).toUpperCase() + text.slice(1) : text;
}

function sayValue(kind: string, value: SlotValue): string {
  if (kind === 'names') {
    const names = value as readonly string[];
    return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  }
  if (kind === 's') return value === 1 ? '' : 's';
  if (kind === 'bytes') return sayBytes(value as number);
  if (kind === 'ms') return (value as number) >= 10_000 ? `${Math.round((value as number) / 1000)} s` : `${Math.round(value as number)} ms`;
  if (kind === 'days') return value === 1 ? '1 day' : `${value as number} days`;
  if (kind === 'date') return String(value).slice(0, 10);
  return String(value);
}

/** `1 check`, `2 checks`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
