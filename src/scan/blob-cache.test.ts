import { expect, test } from 'vitest';
import { githubToken } from '../../test/repository/made-up-secrets.ts';
import { decode, encode, type BlobCache } from './blob-cache.ts';
import { openScanner } from './scanner.ts';

const id = (digit: string): string => digit.repeat(40);
const known: BlobCache = {
  ids: new Set([id('a'), id('b')]),
  found: new Map([[id('a'), { id: id('a'), path: 'a.ts', hits: openScanner(0)(Buffer.from(`x = '${githubToken()}'`), 'a.ts'), gaps: [], allows: [] }]]),
  introduced: new Map([[id('a'), { commit: id('c'), at: '2026-01-02T03:04:05.000Z', path: 'a.ts', age: 1 }]]),
  whole: { state: 's', versions: 2, media: 0, missing: [id('d')], found: [id('a')] },
};
const bytes = Buffer.from(encode(known, 'rules'));

test('what is written is read again, with nothing raw in it', () => {
  expect(decode(bytes, 'rules')).toEqual(known);
  expect(openScanner(0)(bytes, 'cache.bin')).toEqual([]);
  expect(bytes.includes(githubToken().slice(4, 16))).toBe(false);
});

test('other rules, a cut and a changed byte are no cache', () => {
  expect(decode(bytes, 'other rules')).toBeUndefined();
  for (const length of [0, 10, 40, bytes.length - 1]) expect(decode(bytes.subarray(0, length), 'rules')).toBeUndefined();
  for (const at of [5, bytes.length - 40, bytes.length - 2]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(decode(changed, 'rules')).toBeUndefined();
  }
});
