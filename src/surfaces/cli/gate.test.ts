import { expect, test } from 'vitest';
import { makeAssessment, makeFinding } from '../../../test/assessment-fixture.ts';
import type { Assessment } from '../../model/assessment.ts';
import { exitCodeOf, exitCodeOfPart } from './gate.ts';

const counts = (proven: number, failed: number, unknown: number): Assessment['coverage'] => ({
  proven,
  failed,
  unknown,
  total: proven + failed + unknown,
  items: [],
});
const open: Assessment['decision'] = { decision: 'fix-first', rule: { id: 'must-know-open', says: '' }, because: [] };

test('a part of the audit passes by itself, while the whole one waits for answers', () => {
  const fine = { ...makeAssessment(), findings: [], decision: open };
  expect(exitCodeOf({ ...fine, coverage: counts(3, 0, 0) })).toBe(3);
  expect(exitCodeOfPart({ ...fine, coverage: counts(3, 0, 0) })).toBe(0);
  expect(exitCodeOfPart({ ...fine, coverage: counts(3, 0, 1) })).toBe(3);
  expect(exitCodeOfPart({ ...fine, coverage: counts(3, 1, 1) })).toBe(1);
});

test('a blocker fails the part; one that must be verified first cannot be decided', () => {
  const with1 = (verifyFirst: boolean): Assessment =>
    makeAssessment({ findings: [makeFinding({ check: 'email/spf', problem: 'duplicate', class: 'blocker', verifyFirst })], coverage: counts(3, 0, 0) });
  expect(exitCodeOfPart(with1(false))).toBe(1);
  expect(exitCodeOfPart(with1(true))).toBe(3);
});
