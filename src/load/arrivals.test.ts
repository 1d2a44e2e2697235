import { expect, test } from 'vitest';
import { arrivals } from './arrivals.ts';

function seeded(): () => number {
  let state = 42;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

test('evenly: one every so often', () => {
  expect([...arrivals({ kind: 'constant', rate: 4, seconds: 2 }, seeded())]).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750]);
});

test('bursts: a second’s worth at once', () => {
  expect([...arrivals({ kind: 'burst', rate: 3, seconds: 2 }, seeded())]).toEqual([0, 0, 0, 1000, 1000, 1000]);
});

test('a ramp: half as many, most of them late', () => {
  const due = [...arrivals({ kind: 'ramp', rate: 20, seconds: 10 }, seeded())];
  expect(due).toHaveLength(100);
  expect(due.filter((at) => at < 5000)).toHaveLength(25);
  expect(due.at(-1)).toBeLessThan(10_000);
});

test('independent: the mean gap is right, and as many are early as an exponential distribution has', () => {
  const due = [...arrivals({ kind: 'poisson', rate: 100, seconds: 100 }, seeded())];
  const gaps = due.slice(1).map((at, one) => at - (due[one] ?? 0));
  expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeCloseTo(10, 0);
  expect(gaps.filter((gap) => gap < 10 * Math.LN2).length / gaps.length).toBeCloseTo(0.5, 1);
});
