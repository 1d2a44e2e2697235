import { expect, expectTypeOf, test } from 'vitest';
import { say, sentence, slotsIn, type SlotsOf } from './message.ts';

test('fills slots by their kind', () => {
  expect(say('{n:count} of {size:bytes} in {took:ms} at {host:name}', { n: 3, size: 1_500_000, took: 12_345, host: 'a.example' })).toBe(
    '3 of 1.5 MB in 12 s at a.example',
  );
  expect(say('{left:days}, until {end:date}', { left: 1, end: '2026-12-01T10:00:00Z' })).toBe('1 day, until 2026-12-01');
  expect([1, 2].map((n) => say('{n:count} file{n:s}', { n }))).toEqual(['1 file', '2 files']);
  expect(say('{hosts:names}', { hosts: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] })).toBe('a, b, c, d, e and 2 more');
});

test('outside text cannot bring slots of its own', () => {
  expect(say('{a:word} {b:word}', { a: '{b:word}', b: 'x' })).toBe('{b:word} x');
});

test('a slot that is missing shows as it is, and the type system names it', () => {
  expect(say('{a:word}', {})).toBe('{a:word}');
  expect(slotsIn('{a:word} {b:count}')).toEqual([
    { slot: 'a', kind: 'word' },
    { slot: 'b', kind: 'count' },
  ]);
  expectTypeOf<SlotsOf<'{a:word} {b:count}'>>().toExtend<{ readonly a: string; readonly b: number }>();
});

test.each([
  ['a key leaked', 'A key leaked'],
  ['app.example.com has no address', 'app.example.com has no address'],
  ['.env is in git', '.env is in git'],
])('%s', (text, expected) => {
  expect(sentence(text)).toBe(expected);
});
