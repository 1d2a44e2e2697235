import { isToldByName, type SecretRule } from '../../model/secret-rule.ts';
import { readAssignment } from './assignment.ts';
import { type Decoder, decoderOf } from './decoders.ts';
import { type Found, type Look, NOTHING, type Window } from './found.ts';
import { lookAtAddress } from './looks/address.ts';
import { lookAtAssignment } from './looks/assignment.ts';
import { judgeAwsId } from './looks/aws-id.ts';
import { judgeGoogle } from './looks/google.ts';
import { lookAtHeader } from './looks/header.ts';
import { lookAtJwt } from './looks/jwt.ts';
import { lookAtPem } from './looks/pem.ts';
import { lookAtPhrase } from './looks/phrase.ts';
import { isInventedText } from './made-up.ts';
import type { OwnRule } from './own-rules.ts';
import { PLAN, PLANNED } from './plan.gen.ts';
import { type Looker, type PlannedWord, planRules, readPlan } from './plan.ts';
import { type Word, WordKind } from './prefilter-tables.ts';
import { anchorOf, readShape, shapeSource } from './shape.ts';

/** One rule at one word. */
export interface Detector {
  readonly look: Look;
  /** Of two that claim the same text the lower one has it: the longer the literal text of a rule, the more it says. */
  readonly rank: number;
  /** Bytes before and after the word that it reads; none: the window that the prefilter gives. */
  readonly reads?: { readonly before: number; readonly after: number };
  /** It can be told from the bytes of a program or a database. */
  readonly inBinary: boolean;
}
export interface Compiled {
  readonly words: readonly Word[];
  /** What looks at the word with this number; made when it is first asked for. */
  readonly at: (word: number) => AtWord;
}
/** The rules that look at a word, and what may be wrapped there. */
export interface AtWord {
  readonly detectors: readonly Detector[];
  readonly decoders: readonly Decoder[];
}

/** From here on a rule knows a value by its name alone, and gives way to every other, also to what is wrapped in the value. */
export const GENERAL_RANK = 20_000;

const WIDE = { before: 300, after: 700 };
const READS: Readonly<Record<string, Detector['reads']>> = {
  jwt: { before: 8, after: 4090 },
  pem: { before: 8, after: 16_000 },
  google: WIDE,
  long: { before: 300, after: 2100 },
  'aws-id': WIDE,
  phrase: { before: 160, after: 700 },
};

/**
 * Which words are looked for, and what looks at each. What was planned when files were generated is taken from there; whatever a word needs is made when it is first
 * seen: of fifteen hundred words a project has a hundred.
 */
export function compileRules(rules: readonly SecretRule[], own: readonly OwnRule[] = []): Compiled {
  const planned = PLANNED.split(' ');
  const [given, known] = [new Map(rules.map((rule) => [rule.id, rule])), new Set(planned)];
  const others = rules.filter(({ id }) => !known.has(id));
  const book = [...planned.map((id) => given.get(id)), ...others];
  const all = [...readPlan(PLAN), ...planRules(others, planned.length)];
  const wanted = planned.every((id) => given.has(id)) ? all : all.filter((word) => word.lookers().some((looker) => lookerAt(word, looker, book) !== undefined));
  // What the project says of itself comes first.
  const ofProject = own.flatMap(({ keywords, look }, rank) =>
    keywords.map((text) => ({ word: { text, kind: WordKind.plain, begins: false }, at: { detectors: [{ look, rank, inBinary: true }], decoders: [] } })),
  );
  const made = new Map<number, AtWord>(ofProject.map(({ at }, index) => [wanted.length + index, at]));
  const at = (index: number): AtWord => {
    const before = made.get(index);
    if (before) return before;
    const fresh = atWord(wanted[index], book);
    made.set(index, fresh);
    return fresh;
  };
  return { words: [...wanted, ...ofProject.map(({ word }) => word)], at };
}

function atWord(word: PlannedWord | undefined, book: Book): AtWord {
  const lookers = word ? word.lookers().map((looker) => lookerAt(word, looker, book)) : [];
  return {
    detectors: lookers.filter((one) => one !== undefined && 'look' in one).toSorted((a, b) => a.rank - b.rank),
    decoders: lookers.filter((one) => one !== undefined && 'decode' in one),
  };
}

/** The rules in the order of the plan; nothing in the place of one that is not wanted. */
type Book = readonly (SecretRule | undefined)[];

/** Nothing when its rule is not among those that are wanted. */
function lookerAt(word: PlannedWord, { by, rule: order, part }: Looker, book: Book): Detector | Decoder | undefined {
  if (by !== 'shape' && by !== 'name' && by !== 'look') return decoderOf(by, word.exact, part);
  const rule = book[order];
  if (!rule) return undefined;
  const reads = READS[rule.look ?? ''];
  if (by === 'name') return { look: nameLook(rule), rank: 5000 + order, inBinary: false };
  if (by === 'shape') {
    const rank = 4000 - word.text.length * 50 + order - (rule.near ? 400 : 0);
    return { look: shapeLook(rule, rule.shapes?.[part] ?? ''), rank, inBinary: true, ...(reads && { reads }) };
  }
  const look = generalLook(rule, book);
  return look && { look, rank: (isToldByName(rule) ? GENERAL_RANK : 7000) + order, inBinary: rule.look === 'pem', ...(reads && { reads }) };
}

function shapeLook(rule: SecretRule, shape: string): Look {
  let patterns: Patterns | undefined;
  return (window) => lookAtShape(window, rule, (patterns ??= patternsOf(shape)));
}

export interface Patterns {
  readonly literal: string;
  readonly on: RegExp;
  readonly back: RegExp | undefined;
}
/** What a shape is matched by, from its literal text on and back from there. */
export function patternsOf(shape: string): Patterns {
  const { literal, before, from } = anchorOf(shape);
  return {
    literal,
    on: new RegExp(`${shapeSource(from)}(?![A-Za-z0-9_])`, 'y'),
    back: before.length > 0 ? new RegExp(`(?:(?<![A-Za-z0-9_-])|(?<=\\\\[nrt]))${shapeSource(before)}$`) : undefined,
  };
}

function lookAtShape(window: Window, rule: SecretRule, patterns: Patterns): readonly Found[] {
  const { text, at } = window;
  patterns.on.lastIndex = at;
  const match = patterns.on.exec(text);
  if (!match) return NOTHING;
  const head = patterns.back ? patterns.back.exec(text.slice(Math.max(0, at - 80), at))?.[0] : '';
  if (head === undefined) return NOTHING;
  const before = text.slice(0, at - head.length);
  if (rule.near && !rule.near.test(before.slice(before.lastIndexOf('\n') + 1))) return NOTHING;
  const value = head + match[0];
  const found = { rule, value, from: at - head.length, to: at + match[0].length };
  const after = text.slice(found.to);
  if (rule.look === 'google') return [{ ...found, ...judgeGoogle(value, before, after) }];
  if (rule.look === 'aws-id') return [{ ...found, ...judgeAwsId(value, before, after) }];
  const isMadeUp = rule.class !== 'public' && isInventedText(value.replace(patterns.literal, ''));
  return [{ ...found, class: isMadeUp ? 'placeholder' : rule.class, sure: rule.sure ?? true }];
}

/** What a whole value is matched by. */
export function valuesPattern({ values = [] }: SecretRule): RegExp {
  return new RegExp(`^(?:${values.map((shape) => shapeSource(readShape(shape))).join('|')})$`);
}

function nameLook(rule: SecretRule): Look {
  let pattern: RegExp | undefined;
  return ({ text, at, length }) => {
    pattern ??= valuesPattern(rule);
    const given = readAssignment(text, at, length);
    if (!given || given.compared || !pattern.test(given.value)) return NOTHING;
    if (rule.near && !rule.near.test(given.name)) return NOTHING;
    const { value, from } = given;
    return [{ rule, value, from, to: from + value.length, class: isInventedText(value) ? 'placeholder' : rule.class, sure: rule.sure ?? true }];
  };
}

function generalLook(rule: SecretRule, rules: Book): Look | undefined {
  const named = (id: string): SecretRule => rules.find((one) => one?.id === id) ?? rule;
  if (rule.look === 'jwt') return (window) => lookAtJwt(window, { supabase: rule, other: named('signed-token') });
  if (rule.look === 'pem') return (window) => lookAtPem(window, rule);
  if (rule.look === 'address') return (window) => lookAtAddress(window, { database: rule, other: named('address-password') });
  if (rule.look === 'header') return (window) => lookAtHeader(window, rule);
  if (rule.look === 'phrase') return (window) => lookAtPhrase(window, rule);
  if (rule.look === 'assignment') return (window) => lookAtAssignment(window, rule);
  return undefined;
}
