import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { byteSearch } from './byte-search.ts';

const search = (texts: readonly string[], inside: string): string[] => {
  const found: string[] = [];
  byteSearch(texts.map((text) => Buffer.from(text, 'latin1')))(Buffer.from(inside, 'latin1'), (text, at) => found.push(`${text}@${at}`));
  return found.sort();
};

/** The same by indexOf, one text after the other. */
function byIndexOf(texts: readonly string[], inside: string): string[] {
  const found: string[] = [];
  for (const [index, text] of texts.entries()) for (let at = inside.indexOf(text); at >= 0; at = inside.indexOf(text, at + 1)) found.push(`${index}@${at}`);
  return found.sort();
}

test.each([
  [['he', 'she', 'his', 'hers'], 'ushers'],
  [['a', 'aa', 'aaa'], 'aaaa'],
  [['a text that is longer than the anchor', 'a text that is another one'], 'xa text that is longer than the anchor, a text that is anot'],
  [['abc', 'abc'], 'abcabc'],
  [['\0\xff'], 'a\0\xff\0\xff'],
  [[], 'nothing to look for'],
  [['x'], ''],
])('finds %j where indexOf does', (texts, inside) => {
  expect(search(texts, inside)).toEqual(byIndexOf(texts, inside));
});

test('finds exactly what indexOf finds, in 3,000 random texts of few letters', () => {
  let state = 1;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const word = (letters: number, most: number): string => Array.from({ length: 1 + random(most) }, () => String.fromCharCode(97 + random(letters))).join('');
  let hits = 0;
  for (let round = 0; round < 3000; round++) {
    const letters = 1 + random(4);
    const texts = Array.from({ length: 1 + random(12) }, () => word(letters, 20));
    const inside = word(letters, 120);
    const expected = byIndexOf(texts, inside);
    hits += expected.length;
    expect(search(texts, inside)).toEqual(expected);
  }
  expect(hits).toBeGreaterThan(10_000);
});

test('finds exactly what indexOf finds where all texts are long, so that bytes are skipped', () => {
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let hits = 0;
  for (let round = 0; round < 1500; round++) {
    const letters = 2 + random(3);
    const inside = Array.from({ length: 100 + random(200) }, () => String.fromCharCode(97 + random(letters))).join('');
    const texts = Array.from({ length: 1 + random(10) }, () => {
      const from = random(inside.length - 20);
      const text = inside.slice(from, from + 3 + random(17));
      return random(2) === 0 ? text : `${text.slice(0, -1)}${String.fromCharCode(97 + random(letters))}`;
    });
    const expected = byIndexOf(texts, inside);
    hits += expected.length;
    expect(search(texts, inside)).toEqual(expected);
  }
  expect(hits).toBeGreaterThan(5000);
});

test('every byte value may stand in the texts', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const texts = Array.from({ length: 251 }, (_, from) => all.subarray(from, from + 6).toString('latin1'));
  expect(search(texts, all.toString('latin1'))).toEqual(byIndexOf(texts, all.toString('latin1')));
});
