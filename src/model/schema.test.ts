import { expect, test } from 'vitest';
import { bool, dict, int, list, masked, name, nullable, object, oneOf, optional, quoted, union, type Schema } from './schema.ts';
import { quote } from './text.ts';

const place = object({ path: quoted(20), line: int, note: optional(name) });

test.each<[string, Schema<unknown>, unknown, string | undefined]>([
  ['a whole object', place, { path: 'a.ts', line: 1 }, undefined],
  ['an optional key given', place, { path: 'a.ts', line: 1, note: 'x' }, undefined],
  ['an optional key that is undefined', place, { path: 'a.ts', line: 1, note: undefined }, undefined],
  ['a missing key', place, { path: 'a.ts' }, 'at.line: expected a whole number'],
  ['a strange key', place, { path: 'a.ts', line: 1, more: 1 }, 'at.more: unknown key'],
  ['a key of every object', place, JSON.parse('{"path":"a.ts","line":1,"__proto__":1}'), 'at.__proto__: unknown key'],
  ['a list where an object belongs', place, [], 'at: expected an object'],
  [
    'the place in a list of objects',
    list(place),
    [
      { path: 'a', line: 1 },
      { path: 'b', line: 1.5 },
    ],
    'at[1].line: expected a whole number',
  ],
  ['too many items', list(int, 1), [1, 2], 'at: expected at most 1 items'],
  ['no list', list(int), 'x', 'at: expected a list'],
  ['null where it may be', nullable(place), null, undefined],
  ['not null and wrong', nullable(int), 'x', 'at: expected a whole number'],
  ['free keys', dict(bool), { a: true }, undefined],
  ['a free key that is no name', dict(bool), { 'a b': true }, 'at key: expected a name of printable ASCII'],
  ['a wrong value under a free key', dict(bool), { a: 1 }, 'at.a: expected true or false'],
  ['the second of two shapes', union(int, bool), true, undefined],
  ['neither of two shapes', union(int, bool), 'x', 'at: expected a whole number'],
  ['a word that is not offered', oneOf('a', 'b'), 'c', 'at: expected one of a, b'],
  ['text with a control character', quoted(), 'a\u001bb', 'at: expected cleaned text of at most 300 characters'],
  ['text with a lone surrogate', quoted(), 'a\ud800', 'at: expected cleaned text of at most 300 characters'],
  ['text with space around', quoted(), ' a', 'at: expected cleaned text of at most 300 characters'],
  ['text that is too long', quoted(3), 'abcd', 'at: expected cleaned text of at most 3 characters'],
  ['a bare secret', masked, 'hunter2hunter2', 'at: expected a masked value'],
])('%s', (_, schema, value, fault) => {
  expect(schema.fault(value, 'at')).toBe(fault);
  expect(schema.fits(value)).toBe(fault === undefined);
});

test.each(['', 'plain', ' a ', 'a\u202eb', 'é\u200b', '\ud800', 'x'.repeat(700), '😀'.repeat(200), 'tab\there'])(
  'what quote makes is quoted text: %j',
  (text) => {
    expect(quoted(50).fits(quote(text, 50))).toBe(true);
  },
);
