import { expect, test } from 'vitest';
import * as named from '../../test/assessments.ts';
import { hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import { canonicalJson, json } from './json.ts';

test('keys are sorted by code unit at every depth, whatever order they were made in', () => {
  expect(canonicalJson({ b: 1, a: { d: [{ z: 1, Z: 2 }], c: null } })).toBe(canonicalJson({ a: { c: null, d: [{ Z: 2, z: 1 }] }, b: 1 }));
  expect(canonicalJson({ b: 1, a: 2, B: 3 })).toBe('{\n  "B": 3,\n  "a": 2,\n  "b": 1\n}\n');
});

test('what is read back is the assessment', () => {
  expect(JSON.parse(json(named.fixFirst))).toEqual(named.fixFirst);
});

test('hostile text is kept, and nothing in the bytes can control a terminal', () => {
  const random = seeded(2);
  for (let run = 0; run < 20; run++) {
    const hostile = mapOutside(named.fixFirst, () => hostileText(random).toWellFormed());
    const text = json(hostile);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u);
    expect(JSON.parse(text)).toEqual(hostile);
  }
});

test('a key named __proto__ is an ordinary key', () => {
  expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{\n  "__proto__": 1\n}\n');
});
