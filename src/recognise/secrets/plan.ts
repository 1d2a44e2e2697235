import type { SecretRule } from '../../model/secret-rule.ts';
import { decoderWords, type DecoderKind } from './decoders.ts';
import { phraseWords } from './looks/phrase.ts';
import { anchorsOf, type Word, WordKind } from './prefilter-tables.ts';
import { anchorOf } from './shape.ts';

/** Who looks at a word: a shape or a name of a rule by its place in the rule, the look of a rule, or what unwraps. */
export interface Looker {
  readonly by: 'shape' | 'name' | 'look' | DecoderKind;
  /** Place of the rule in the list. */
  readonly rule: number;
  /** Place of the shape or of the name in the rule; characters before a word in base 64. */
  readonly part: number;
}
export interface PlannedWord extends Word {
  /** As it is written where its capitals count. */
  readonly exact: string;
  readonly lookers: () => readonly Looker[];
}

const CODES: Readonly<Record<Looker['by'], string>> = { shape: 's', name: 'n', look: 'l', base64: 'b', hex: 'h', gzip: 'g', percent: 'p', unicode: 'u' };
const BY = Object.fromEntries(Object.entries(CODES).map(([by, code]) => [code, by])) as Readonly<Record<string, Looker['by']>>;

/** Kinds of words of the rules that are no shape, and of those that read more than the window which the prefilter gives. */
const KINDS: Readonly<Record<string, WordKind>> = { assignment: WordKind.assigned, address: WordKind.address };
const READS_MORE = new Set(['jwt', 'pem', 'google', 'long', 'aws-id', 'phrase']);

/** Which words are looked for, and who looks at each. @param from place of the first rule in a longer list */
export function planRules(rules: readonly SecretRule[], from = 0): PlannedWord[] {
  const words = new Map<string, { readonly word: Word; readonly exact: string; readonly lookers: Looker[] }>();
  const add = (word: Word, looker: Looker, exact = word.text): void => {
    const key = `${exact} ${word.kind} ${word.begins}`;
    const known = words.get(key);
    if (!known) words.set(key, { word, exact, lookers: [looker] });
    else if (!known.lookers.some((one) => one.by === looker.by && one.rule === looker.rule && one.part === looker.part)) known.lookers.push(looker);
  };
  for (const [index, given] of rules.entries()) {
    const rule = from + index;
    for (const [part, shape] of (given.shapes ?? []).entries()) add(shapeWord(shape, given), { by: 'shape', rule, part });
    for (const [part, name] of (given.names ?? []).entries())
      for (const text of namesLike(name)) add({ text, kind: WordKind.assigned, begins: false }, { by: 'name', rule, part });
    for (const text of given.look === 'phrase' ? phraseWords : (given.keywords ?? []))
      add({ text, kind: kindOf(given), begins: given.look === 'jwt' }, { by: 'look', rule, part: 0 });
  }
  const beginnings = rules.flatMap((rule) => (rule.class === 'public' ? [] : (rule.shapes ?? []).map((shape) => anchorOf(shape).literal)));
  if (rules.length > 0) for (const { word, exact, kind, leading } of decoderWords(beginnings)) add(word, { by: kind, rule: 0, part: leading }, exact);
  return [...words.values()].map(({ word, exact, lookers }) => ({ ...word, exact, anchors: anchorsOf(word.text), lookers: () => lookers }));
}

/** One line a word: kind, whether it begins a word, its two anchors, who looks, then the word itself, which may hold blanks. */
export function writePlan(words: readonly PlannedWord[]): string[] {
  return words.map(({ kind, begins, anchors: [even, odd] = [0, 0], lookers, exact }) => {
    const who = lookers()
      .map(({ by, rule, part }) => `${CODES[by]}${rule.toString(36)}.${part}`)
      .join(' ');
    return `${kind}${begins ? 1 : 0}${even.toString(36)}${odd.toString(36)}${who}\t${exact}`;
  });
}

export function readPlan(lines: readonly string[]): PlannedWord[] {
  return lines.map((line) => {
    const tab = line.indexOf('\t');
    const exact = line.slice(tab + 1);
    const anchors = [Number.parseInt(line.charAt(2), 36), Number.parseInt(line.charAt(3), 36)] as const;
    const lookers = (): Looker[] => line.slice(4, tab).split(' ').map(readLooker);
    return { text: exact.toLowerCase(), exact, kind: Number(line.charAt(0)) as WordKind, begins: line.charAt(1) === '1', anchors, lookers };
  });
}

function readLooker(text: string): Looker {
  const point = text.indexOf('.');
  return { by: BY[text.charAt(0)] ?? 'look', rule: Number.parseInt(text.slice(1, point), 36), part: Number(text.slice(point + 1)) };
}

function kindOf({ look }: SecretRule): WordKind {
  return READS_MORE.has(look ?? '') ? WordKind.own : (KINDS[look ?? ''] ?? WordKind.plain);
}

function shapeWord(shape: string, rule: SecretRule): Word {
  const { literal, before } = anchorOf(shape);
  return {
    text: literal.toLowerCase(),
    kind: READS_MORE.has(rule.look ?? '') ? WordKind.own : WordKind.plain,
    begins: before.length === 0 && /^\w/.test(literal),
  };
}

/** `API_KEY`, `apikey`, `api-key`. */
function namesLike(name: string): ReadonlySet<string> {
  const small = name.toLowerCase();
  return new Set([small, small.replaceAll(/[_-]/g, ''), small.replaceAll('_', '-')]);
}
