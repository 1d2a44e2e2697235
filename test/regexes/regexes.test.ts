import { Buffer } from 'node:buffer';
import { RegExpParser } from '@eslint-community/regexpp';
import scslre from 'scslre';
import { describe, expect, test } from 'vitest';
import { secretRules } from '../../src/data/secret-rules.ts';
import { compileRules, patternsOf, valuesPattern } from '../../src/recognise/secrets/compile-rules.ts';
import { makePrefilter } from '../../src/recognise/secrets/prefilter.ts';
import { patternsIn, type Written } from './all.ts';
import { attacks } from './attacks.ts';
import { counted } from './steps.ts';

const LENGTH = 400;
/** Of a line, around a word. */
const MOST_WINDOW = 860;
/** Steps for each character: a pattern that tries every pair of places needs half the length of them. */
const MOST_STEPS = 140;

const { written, made } = patternsIn('src/recognise/secrets/**/*.ts', 'src/data/secrets/*.ts', 'src/formats/file-role.ts');
const shapes: readonly Written[] = secretRules.flatMap((rule) => [
  ...(rule.shapes ?? []).flatMap((shape) => {
    const { on, back } = patternsOf(shape);
    return [on, ...(back ? [back] : [])].map((regex) => ({ at: `${rule.id} ${shape}`, regex }));
  }),
  ...(rule.values ? [{ at: `${rule.id} ${rule.values.join(' ')}`, regex: valuesPattern(rule) }] : []),
]);
const all = [...written, ...shapes];

test('it sees the patterns of the secret scanner, and none is made that it does not see', () => {
  expect(written.length).toBeGreaterThan(90);
  expect(shapes.length).toBeGreaterThan(280);
  // Those of shapes and of values, which `shapes` has.
  expect(made.map((at) => at.replace(/:\d+$/, ''))).toEqual(Array.from({ length: 3 }, () => 'src/recognise/secrets/compile-rules.ts'));
});

describe('no pattern can run away', () => {
  test('by its structure', () => {
    expect(all.flatMap(({ at, regex }) => reportsOn(regex).map((report) => `${at}: ${report}`))).toEqual([]);
  });

  // Shapes are one repetition after another: of each way to put them together one is enough.
  const kinds = new Map(shapes.map((shape) => [shape.regex.source.replaceAll(/[A-Za-z0-9]+/g, 'x'), shape]));
  const files = Map.groupBy([...written, ...kinds.values()], ({ at }) => (at.startsWith('src/') ? at.replace(/:\d+$/, '') : 'shapes'));
  test.each([...files])('by counting its steps: %s', (_, patterns) => {
    for (const { at, regex } of patterns) expect(worst(regex, LENGTH), at).toBeLessThan(MOST_STEPS * LENGTH);
  });

  test('both see those that do', () => {
    const bad = [/^(?:a+)+$/, /(?:a|a)*b/, /[\w.]*@\w*x/, /\s+$/, /^(?:[a-z]+\.?)+@/];
    for (const regex of bad) {
      expect(reportsOn(regex).length, regex.source).toBeGreaterThan(0);
      expect(worst(regex, LENGTH), regex.source).toBeGreaterThan(MOST_STEPS * LENGTH);
    }
    // Bounded, and still too much.
    expect(worst(/\w{1,300}\w{1,300}\w{1,300}!/, LENGTH)).toBeGreaterThan(MOST_STEPS * LENGTH);
  });
});

test('no pattern reads more than 16 kB', () => {
  const { words, at } = compileRules(secretRules);
  for (const index of words.keys())
    for (const { reads } of at(index).detectors) expect((reads?.before ?? 0) + (reads?.after ?? 0), words[index]?.text).toBeLessThanOrEqual(16_384);
  const line = Buffer.from(`${'x'.repeat(3000)} password = "${'y'.repeat(3000)}" ${words.map(({ text }) => text).join('= "aaaaaaaa" ')}`);
  const candidates = makePrefilter(words).find(line, 0, line.length, 0, line.length);
  expect(candidates.length).toBeGreaterThan(500);
  expect(Math.max(...candidates.map(({ from, to }) => to - from))).toBeLessThanOrEqual(MOST_WINDOW);
});

function reportsOn({ source, flags }: RegExp): string[] {
  // Its parser knows no newer flags; `y` and `g` change no structure.
  const parsed = new RegExpParser({ ecmaVersion: 2022 }).parseLiteral(`/${source}/${flags.replaceAll(/[ygd]/g, '')}`);
  return scslre.analyse({ pattern: parsed.pattern, flags: parsed.flags }).reports.map(({ type, character }) => `${type} with ${character.pick}`);
}

function worst(regex: RegExp, length: number): number {
  const pattern = counted(regex);
  let most = 0;
  for (const text of attacks(pattern, length)) {
    most = Math.max(most, pattern.steps(text, MOST_STEPS * length));
    if (most > MOST_STEPS * length) break;
  }
  return most;
}
