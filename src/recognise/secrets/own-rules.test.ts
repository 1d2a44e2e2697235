import { expect, test } from 'vitest';
import { randomText } from '../../../test/repository/made-up-secrets.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { loadOwnRules } from './own-rules.ts';
import { compileScanner } from './scanner.ts';

const rule = (pattern: string, id = 'acme-session') => ({ id, keywords: ['Acme_'], pattern });
const value = randomText(32, 3, '0123456789abcdef');

test('a rule of the project finds what its pattern says, plainly and wrapped, and its group is the value', async () => {
  const scanner = compileScanner(secretRules, { own: await loadOwnRules([rule('(?i)acme_([0-9a-f]{32})')], secretRules) });
  const found = (text: string): unknown => scanner.scan(Buffer.from(text)).map(({ format, class: kind, at, via }) => [format, kind, at, ...via]);
  expect(found(`x = "acme_${value}"`)).toEqual([['acme-session', 'secret', 10]]);
  expect(found(`ACME_${value}\n\nacme_${value}`)).toEqual([
    ['acme-session', 'secret', 5],
    ['acme-session', 'secret', 44],
  ]);
  expect(found(`acme_ ${value}`)).toEqual([]);
  // Again: a line in which nothing was found is known by now, one in which something was found is not.
  expect(found(`x = "acme_${value}"`)).toEqual([['acme-session', 'secret', 10]]);
});

test.each([
  ['acme_(abc', 'secrets.rules[0].pattern: the rule "acme-session" has a fault at character 10: missing closing )'],
  ['acme[z-a]', 'has a fault at character 6: invalid character class range "z-a"'],
  ['acme(?=x)', 'has a fault at character 5: invalid or unsupported Perl syntax "(?="'],
  ['acme**', 'has a fault at character 5: invalid nested repetition operator "**"'],
  ['(?:acme_)?', 'it also matches nothing at all'],
])('%s is refused with its place', async (pattern, says) => {
  await expect(loadOwnRules([rule(pattern)], secretRules)).rejects.toThrow(says);
});

test('an id of ours is taken', async () => {
  await expect(loadOwnRules([rule('x', 'openai-key')], secretRules)).rejects.toThrow('secrets.rules[0].id: there is a built-in rule "openai-key"');
});

test('a pattern that would run away elsewhere does not: this test ends', async () => {
  const scanner = compileScanner([], { own: await loadOwnRules([rule('acme_(?:a|aa)+(?:a|aa)+(?:a|aa)+b')]) });
  expect(scanner.scan(Buffer.from(`acme_${'a'.repeat(600)}\n`.repeat(50)))).toEqual([]);
});
