import { expect, test } from 'vitest';
import type { Assessment } from '../model/assessment.ts';
import { profileOf } from '../profiles/index.ts';
import { firstDecision } from './first-decision.ts';
import type { MustKnow } from './must-know.ts';

const run: Assessment['run'] = { id: 'r', at: '2026-11-25T10:00:00.000Z', tookMs: 2000, interrupted: false, environment: 'production', vantage: 'here' };
const question = { row: 'A2', asks: 'Where?', minutes: 5, answerWith: '' } as const;
const known = (...states: MustKnow['state'][]): MustKnow[] => states.map((state) => ({ row: 'A2', state, question }));
const began = { beganAt: '2026-11-25T09:15:00.000Z', decidedAt: null };
const profile = profileOf('coach-prototype');
const options = { whole: true, run, profile };

test('the clock stops at the end of the first run in which every must-know is answered', () => {
  expect(firstDecision(began, known('answered', 'answered'), options)).toEqual({
    beganAt: began.beganAt,
    decidedAt: '2026-11-25T10:00:02.000Z',
    withinMs: 3_600_000,
  });
});

test.each<[string, MustKnow[], Partial<typeof options>]>([
  ['a question is open', known('answered', 'open'), {}],
  ['nobody knows is no answer', known('answered', 'nobody-knows'), {}],
  ['a run of selected checks decides nothing', known('answered'), { whole: false }],
  ['an interrupted run decides nothing', known('answered'), { run: { ...run, interrupted: true } }],
])('it runs on: %s', (_, states, changes) => expect(firstDecision(began, states, { ...options, ...changes }).decidedAt).toBeNull());

test('a decision once made stays the first', () => {
  const decidedAt = '2026-11-25T09:30:00.000Z';
  expect(firstDecision({ ...began, decidedAt }, known('open'), options).decidedAt).toBe(decidedAt);
});
