import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { fuzz, fuzzed } from './fuzz.ts';
import { inputs, seededRandom } from './mutate.ts';
import { PARSERS } from './parsers.ts';

/** Files of `src/formats` that read nothing from outside by themselves. */
const NO_PARSERS = ['certificate-path', 'dns-question', 'integrity', 'zone'];

describe('every parser survives 1,000 random and changed inputs', () => {
  it.each(PARSERS.map((parser) => [`${parser.file}: ${parser.name}`, parser] as const))('%s', (_, parser) => {
    expect(fuzz(parser, 1000, 1)).toEqual([]);
  });
});

test('each file of src/formats is in the table of test/fuzz, or among those that read nothing', () => {
  const files = readdirSync('src/formats').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.gen.ts'));
  expect(files.length).toBeGreaterThan(20);
  const known = new Set([...PARSERS.map(({ file }) => file), ...NO_PARSERS]);
  expect(files.map((file) => file.replace('.ts', '')).filter((file) => !known.has(file))).toEqual([]);
});

describe('the fuzz frame itself', () => {
  const parser = (read: (input: string) => unknown) => fuzzed({ file: 'x', name: 'x', samples: ['a=1; b=2'], read });

  it.each([
    ['an exception', parser((input) => decodeURIComponent(input)), 'threw'],
    ['an answer without bound', parser((input) => 'x'.repeat(50_000 + 50 * input.length)), 'said more than'],
    ['a place outside', fuzzed({ file: 'x', name: 'x', samples: [], read: (input) => input, faults: (input) => [{ at: input.length + 1 }] }), 'named place'],
  ])('sees %s', (_, broken, why) => {
    expect(fuzz(broken, 1000, 1)[0]?.why).toContain(why);
  });

  it('sees time without bound', () => {
    const slow = parser((input) => {
      const until = performance.now() + (input.length > 100 ? 300 : 0);
      while (performance.now() < until);
    });
    expect(fuzz(slow, 200, 1)[0]?.why).toContain('took more than');
  });

  it('lets pass what a parser says it refuses, and gives the same cases for the same seed', () => {
    expect(
      fuzz(
        fuzzed({
          file: 'x',
          name: 'x',
          samples: [],
          read: () => {
            throw new RangeError('no');
          },
          refuses: (error) => error instanceof RangeError,
        }),
        100,
        1,
      ),
    ).toEqual([]);
    expect([...inputs(['abc'], seededRandom(7), 50)]).toEqual([...inputs(['abc'], seededRandom(7), 50)]);
    expect([...inputs(['abc'], seededRandom(7), 2000)].some((input) => input.length > 30_000)).toBe(true);
  });
});
