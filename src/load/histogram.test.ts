import { expect, test } from 'vitest';
import { histogram } from './histogram.ts';

test('percentiles are those of the sorted values, to a thousandth', () => {
  const values = Array.from({ length: 20_000 }, (_, at) => 0.5 + (((at * 7919) % 20_000) / 20_000) ** 3 * 4000);
  const counted = histogram();
  for (const value of values) counted.record(value);
  const sorted = values.toSorted((a, b) => a - b);
  for (const share of [0.001, 0.5, 0.9, 0.95, 0.99, 0.999]) {
    const truth = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
    expect(Math.abs(counted.at(share) - truth) / truth).toBeLessThan(0.001);
  }
  expect([counted.count, counted.max]).toEqual([20_000, Math.max(...values)]);
});

test('the interval holds the truth, and is not given where there are too few', () => {
  const counted = histogram();
  for (let at = 1; at <= 1000; at++) counted.record(at);
  const [from, to] = counted.between(0.95) ?? [0, 0];
  expect([Math.round(from), Math.round(to)]).toEqual([936, 965]);
  expect(counted.between(0.999)).toBeUndefined();
  expect(histogram().between(0.5)).toBeUndefined();
});

test.each([0, 0.0004, 2.047, 2.048, 1_000_000_000])('%s ms has its place', (ms) => {
  const counted = histogram();
  counted.record(ms);
  expect(counted.at(0.5)).toBeLessThanOrEqual(ms);
  expect(counted.max).toBe(ms);
});

test('nothing recorded is nothing', () => {
  expect([histogram().at(0.5), histogram().mean, histogram().max]).toEqual([0, 0, 0]);
});
