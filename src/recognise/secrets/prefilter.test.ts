import { expect, test } from 'vitest';
import { type Random, seededRandom } from '../../../test/fuzz/mutate.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { compileRules } from './compile-rules.ts';
import { makePrefilter } from './prefilter.ts';
import { CHUNK, MARGIN } from './prefilter-tables.ts';
import { compileScanner } from './scanner.ts';

const { words } = compileRules(secretRules);
const PIECES = [
  ' ',
  '\n',
  '=',
  ':',
  '"',
  "'",
  '`',
  '\\',
  ': ',
  '=>',
  '(',
  ')',
  ',',
  '@',
  '/',
  '.',
  '_',
  '-',
  '\\n',
  '\\"',
  '${',
  'é',
  '\0',
  'process.env.',
  'a1B2c3D4e5F6g7H8',
];

function text(random: Random): Buffer {
  const some = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
  const word = (): string => {
    const { text: letters } = some(words) ?? { text: '' };
    return random(2) === 0 ? letters : letters.toUpperCase();
  };
  const parts = Array.from({ length: 200 }, () => [word, word, () => some(PIECES) ?? '', () => random(1e9).toString(36)][random(4)]?.());
  return Buffer.from(parts.join(''), 'utf8');
}

test('the assembled prefilter and the one in JavaScript find the same windows', () => {
  const [wasm, js] = [makePrefilter(words), makePrefilter(words, true)];
  expect(wasm.constructor).not.toBe(js.constructor);
  const random = seededRandom(7);
  let found = 0;
  for (let round = 0; round < 400; round++) {
    const bytes = text(random);
    const start = random(20);
    const end = bytes.length - random(20);
    const from = start + random(30);
    const to = Math.max(from, end - random(30));
    const [a, b] = [wasm, js].map((prefilter) => prefilter.find(bytes, from, to, start, end));
    expect(a).toEqual(b);
    found += a?.length ?? 0;
  }
  expect(found).toBeGreaterThan(2000);
});

test('the scanner finds the same with and without WebAssembly, once and again', () => {
  const [wasm, js] = [compileScanner(secretRules), compileScanner(secretRules, { fallback: true })];
  const random = seededRandom(8);
  for (let round = 0; round < 200; round++) {
    const bytes = text(random);
    const once = wasm.scan(bytes, { path: 'a.env' });
    expect(wasm.scan(bytes, { path: 'a.env' })).toEqual(once);
    expect(js.scan(bytes, { path: 'a.env' })).toEqual(once);
  }
});

test('what it is asked to hold at once is bounded', () => {
  const prefilter = makePrefilter(words);
  const bytes = new Uint8Array(CHUNK + 2 * MARGIN + 2);
  expect(() => prefilter.find(bytes, 0, CHUNK + 1, 0, CHUNK + 1)).toThrow(RangeError);
  expect(() => prefilter.find(bytes, MARGIN + 1, MARGIN + 2, 0, MARGIN + 2)).toThrow(RangeError);
});
