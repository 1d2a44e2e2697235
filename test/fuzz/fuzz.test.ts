import { describe, expect, it } from 'vitest';
import { fuzz, fuzzed } from './fuzz.ts';
import { inputs, seededRandom } from './mutate.ts';
import { PARSERS } from './parsers.ts';

describe('every parser survives 1,000 random and changed inputs', () => {
  it.each(PARSERS.map((parser) => [`${parser.file}: ${parser.name}`, parser] as const))('%s', (_, parser) => {
    expect(fuzz(parser, 1000, 1)).toEqual([]);
  });
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
      const { user } = process.cpuUsage();
      while (input.length > 100 && process.cpuUsage().user - user < 30_000);
    });
    expect(fuzz(slow, 30, 1, 10)[0]?.why).toContain('took more than');
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
