import { isToldByName, type SecretRule } from '../../model/secret-rule.ts';
import { readAssignment } from './assignment.ts';
import { type Decoder, decoderWords } from './decoders.ts';
import { type Found, type Look, NOTHING, type Window } from './found.ts';
import { lookAtAddress } from './looks/address.ts';
import { lookAtAssignment } from './looks/assignment.ts';
import { judgeAwsId } from './looks/aws-id.ts';
import { judgeGoogle } from './looks/google.ts';
import { lookAtHeader } from './looks/header.ts';
import { lookAtJwt } from './looks/jwt.ts';
import { lookAtPem } from './looks/pem.ts';
import { lookAtPhrase, phraseWords } from './looks/phrase.ts';
import { isInventedText } from './made-up.ts';
import type { OwnRule } from './own-rules.ts';
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
  /** For each word: the rules that look at it, and what may be wrapped there. */
  readonly detectors: readonly (readonly Detector[])[];
  readonly decoders: readonly (readonly Decoder[])[];
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
const KINDS: Readonly<Record<string, WordKind>> = { assignment: WordKind.assigned, address: WordKind.address };

/** Which words are looked for, and what looks at each. Patterns are built when their word is first seen. */
export function compileRules(rules: readonly SecretRule[], own: readonly OwnRule[] = []): Compiled {
  const index = new Map<string, number>();
  const words: Word[] = [];
  const detectors: Detector[][] = [];
  const decoders: Decoder[][] = [];
  const indexOf = (word: Word): number => {
    const key = `${word.text} ${word.kind} ${word.begins}`;
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, words.length);
    detectors.push([]);
    decoders.push([]);
    return words.push(word) - 1;
  };
  const add = (word: Word, detector: Detector): void => void detectors[indexOf(word)]?.push(detector);
  for (const [order, rule] of rules.entries()) {
    for (const shape of rule.shapes ?? []) addShape(rule, shape, order, add);
    for (const name of rule.names ?? []) addName(rule, name, order, add);
    const look = rule.keywords || rule.look === 'phrase' ? generalLook(rule, rules) : undefined;
    for (const text of rule.look === 'phrase' ? phraseWords : (rule.keywords ?? []))
      if (look) {
        const reads = READS[rule.look ?? ''];
        const word = { text, kind: reads ? WordKind.own : (KINDS[rule.look ?? ''] ?? WordKind.plain), begins: rule.look === 'jwt' };
        add(word, { look, rank: (isToldByName(rule) ? GENERAL_RANK : 7000) + order, inBinary: rule.look === 'pem', ...(reads && { reads }) });
      }
  }
  // What the project says of itself comes first.
  for (const [order, { keywords, look }] of own.entries())
    for (const text of keywords) add({ text, kind: WordKind.plain, begins: false }, { look, rank: order, inBinary: true });
  for (const list of detectors) list.sort((a, b) => a.rank - b.rank);
  const beginnings = rules.flatMap((rule) => (rule.class === 'public' ? [] : (rule.shapes ?? []).map((shape) => anchorOf(shape).literal)));
  for (const { word, decoder } of decoderWords(beginnings)) decoders[indexOf(word)]?.push(decoder);
  return { words, detectors, decoders };
}

type Add = (word: Word, detector: Detector) => void;

function addShape(rule: SecretRule, shape: string, order: number, add: Add): void {
  const { literal, before, from } = anchorOf(shape);
  const reads = READS[rule.look ?? ''];
  const word = { text: literal.toLowerCase(), kind: reads ? WordKind.own : WordKind.plain, begins: before.length === 0 && /^\w/.test(literal) };
  let patterns: { readonly on: RegExp; readonly back: RegExp | undefined } | undefined;
  const look = (window: Window): readonly Found[] => {
    patterns ??= {
      on: new RegExp(`${shapeSource(from)}(?![A-Za-z0-9_])`, 'y'),
      back: before.length > 0 ? new RegExp(`(?:(?<![A-Za-z0-9_-])|(?<=\\\\[nrt]))${shapeSource(before)}$`) : undefined,
    };
    return lookAtShape(window, rule, literal, patterns);
  };
  add(word, { look, rank: 4000 - literal.length * 50 + order - (rule.near ? 400 : 0), inBinary: true, ...(reads && { reads }) });
}

function lookAtShape(
  window: Window,
  rule: SecretRule,
  literal: string,
  patterns: { readonly on: RegExp; readonly back: RegExp | undefined },
): readonly Found[] {
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
  const isMadeUp = rule.class !== 'public' && isInventedText(value.replace(literal, ''));
  return [{ ...found, class: isMadeUp ? 'placeholder' : rule.class, sure: rule.sure ?? true }];
}

function addName(rule: SecretRule, name: string, order: number, add: Add): void {
  const small = name.toLowerCase();
  let pattern: RegExp | undefined;
  const look = ({ text, at, length }: Window): readonly Found[] => {
    pattern ??= new RegExp(`^(?:${(rule.values ?? []).map((shape) => shapeSource(readShape(shape))).join('|')})$`);
    const given = readAssignment(text, at, length);
    if (!given || given.compared || !pattern.test(given.value)) return NOTHING;
    if (rule.near && !rule.near.test(given.name)) return NOTHING;
    const { value, from } = given;
    return [{ rule, value, from, to: from + value.length, class: isInventedText(value) ? 'placeholder' : rule.class, sure: rule.sure ?? true }];
  };
  for (const text of new Set([small, small.replaceAll(/[_-]/g, ''), small.replaceAll('_', '-')]))
    add({ text, kind: WordKind.assigned, begins: false }, { look, rank: 5000 + order, inBinary: false });
}

function generalLook(rule: SecretRule, rules: readonly SecretRule[]): Look | undefined {
  const named = (id: string): SecretRule => rules.find((one) => one.id === id) ?? rule;
  if (rule.look === 'jwt') return (window) => lookAtJwt(window, { supabase: rule, other: named('signed-token') });
  if (rule.look === 'pem') return (window) => lookAtPem(window, rule);
  if (rule.look === 'address') return (window) => lookAtAddress(window, { database: rule, other: named('address-password') });
  if (rule.look === 'header') return (window) => lookAtHeader(window, rule);
  if (rule.look === 'phrase') return (window) => lookAtPhrase(window, rule);
  if (rule.look === 'assignment') return (window) => lookAtAssignment(window, rule);
  return undefined;
}
