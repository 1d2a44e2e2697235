import { expect, test } from 'vitest';
import type { Coverage } from '../model/assessment.ts';
import { decide, type DecideOptions } from './decide.ts';
import { makeFinding, NOW } from './engine.fixture.ts';
import type { MustKnow } from './must-know.ts';

const proven: Coverage = { proven: 1, failed: 0, unknown: 0, total: 1, items: [{ id: 'a/b', title: 'A', rows: ['B1'], state: 'proven' }] };
const known = (state: MustKnow['state']): MustKnow => ({ row: 'A2', state, question: { row: 'A2', asks: 'Where?', minutes: 5, answerWith: '' } });
const decided = (changes: Partial<DecideOptions>) =>
  decide({ findings: [], accepted: [], coverage: proven, mustKnows: [known('answered')], now: NOW, ...changes });
const leak = makeFinding({ impact: 'data', irreversible: true, says: 'a live key leaked' });

test.each<[string, Partial<DecideOptions>, string, string]>([
  ['nothing in the way', {}, 'ship-now', 'all-required-proven'],
  ['an incident only', { findings: [makeFinding({ class: 'incident' })] }, 'ship-now', 'all-required-proven'],
  ['a blocker', { findings: [makeFinding()] }, 'fix-first', 'blockers'],
  ['an inferred blocker', { findings: [makeFinding({ grade: 'inferred', verifyFirst: true })] }, 'fix-first', 'verify-first'],
  ['an irreversible proven exposure', { findings: [leak] }, 'delay-24-hours', 'exposure-open'],
  ['the same, only observed', { findings: [{ ...leak, grade: 'observed' }] }, 'fix-first', 'blockers'],
  ['the same, accepted by name', { findings: [leak], accepted: [{ finding: leak, by: 'Ann Founder' }] }, 'ship-now', 'all-required-proven'],
  ['nobody knows', { mustKnows: [known('nobody-knows')] }, 'delay-24-hours', 'nobody-knows'],
  ['a must-know is open', { mustKnows: [known('open')] }, 'fix-first', 'must-know-open'],
  [
    'blockers longer than the hours left',
    { findings: [makeFinding({ minutes: 60, waitMinutes: 120 })], launchAt: '2026-11-25T14:00:00Z' },
    'delay-24-hours',
    'not-enough-hours',
  ],
  ['blockers that fit', { findings: [makeFinding({ minutes: 60, waitMinutes: 30 })], launchAt: '2026-11-25T14:00:00Z' }, 'fix-first', 'blockers'],
  [
    'something required is unknown',
    { coverage: { ...proven, proven: 0, unknown: 1, items: [{ id: 'a/b', title: 'A', rows: ['B1'], state: 'unknown' }] } },
    'fix-first',
    'required-unknown',
  ],
])('%s', (_, changes, decision, rule) => {
  expect(decided(changes)).toMatchObject({ decision, rule: { id: rule } });
});

test('a delay says when to look again: 24 hours, or the end of the longest wait', () => {
  expect(decided({ findings: [leak] }).lookAgainAt).toBe('2026-11-26T12:00:00.000Z');
  expect(decided({ findings: [{ ...leak, waitMinutes: 48 * 60 }] }).lookAgainAt).toBe('2026-11-27T12:00:00.000Z');
});

test('an accepted exposure is named in the decision', () => {
  expect(decided({ findings: [leak], accepted: [{ finding: leak, by: 'Ann Founder' }] }).because).toContain('accepted by Ann Founder: a live key leaked');
});
