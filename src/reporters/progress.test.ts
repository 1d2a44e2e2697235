import { expect, test } from 'vitest';
import type { ProgressEvent } from '../model/progress.ts';
import { advance, endsArea, eraseLines, progressLine, progressScreen } from './progress.ts';

const options = { columns: 80, color: false, unicode: true };
const event = (given: Partial<ProgressEvent>): ProgressEvent => ({ area: 'domain', done: 1, total: 4, failed: 0, unknown: 0, ...given });

test('one line per area in a fixed order, the latest event of each', () => {
  const progress = [event({ area: 'email' }), event({}), event({ done: 4, failed: 1, unknown: 2 })].reduce(advance, []);
  expect(progressScreen(progress, options)).toBe('  ✖ Domain        4/4, 1 failed, 2 not checked\n  · Email         1/4\n');
});

test('an area ends once, and again only when it grew', () => {
  const last = event({ done: 4 });
  expect(endsArea([], event({}))).toBe(false);
  expect(endsArea([event({})], last)).toBe(true);
  expect(endsArea([last], last)).toBe(false);
  expect(endsArea([last], event({ done: 5, total: 5 }))).toBe(true);
});

test('plain ASCII where the terminal has no more', () => {
  expect(progressLine(event({ done: 4 }), { columns: 40, color: false, unicode: false })).toBe('  + Domain        4/4');
  expect(eraseLines(0)).toBe('');
  expect(eraseLines(3)).toBe('\u001b[3A\r\u001b[J');
});
