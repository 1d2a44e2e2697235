import { expect, test } from 'vitest';
import { makeAssessment } from '../../test/assessment-fixture.ts';
import type { FirstDecision } from '../model/assessment.ts';
import { sayFirstDecision } from './first-decision.ts';
import { markdown } from './markdown.ts';
import { terminal } from './terminal.ts';

const given = (decidedAt: string | null, withinMs: number | null, beganAt = '2026-11-25T03:30:00.000Z'): { firstDecision: FirstDecision } => ({
  firstDecision: { beganAt, decidedAt, withinMs },
});
const HOUR = 3_600_000;

test.each([
  ['in time', given('2026-11-25T04:12:00.000Z', HOUR), 'first decision with every question answered 42 min after the start; the roadmap asks for 1 h'],
  [
    'late',
    given('2026-11-25T06:00:00.000Z', 2 * HOUR),
    'first decision with every question answered 2 h 30 min after the start; the roadmap asks for 2 h, so it is late',
  ],
  ['not yet', given(null, HOUR), '45 min since the start, and not every question is answered yet; the roadmap asks for 1 h'],
  ['measured, not judged', given('2026-11-25T04:12:00.000Z', null), 'first decision with every question answered 42 min after the start'],
])('%s', (_, made, says) => {
  const assessment = makeAssessment(made);
  expect(sayFirstDecision(assessment)).toBe(says);
  expect(markdown(assessment)).toContain(says.slice(1));
  expect(terminal(assessment, { columns: 200, color: false, unicode: true })).toContain(says);
});

test('nothing is said where no time is kept', () => expect(sayFirstDecision(makeAssessment())).toBeUndefined());
