import { expect, it } from 'vitest';
import type { KeptFailure } from '../../evidence/email/kept-dmarc-reports.ts';
import { failureReportsEvidence } from '../../evidence/email/failure-reports.ts';
import { summariseFailureReports } from '../../evidence/email/summarise-failure-reports.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { failureReportsCheck } from './failure-reports.ts';

const failure = (change: Partial<KeptFailure> = {}): KeptFailure => ({
  id: '0'.repeat(32),
  day: '2026-11-24',
  domain: 'acme.test',
  address: '203.0.113.7',
  failed: ['dmarc'],
  messages: 1,
  ...change,
});
const OWN = { senders: [{ domain: 'acme.test', selectors: [], addresses: ['203.0.113.7'], declared: true }] };

function judge(failures: readonly KeptFailure[], given: object = {}, intent: object = OWN) {
  const reports = summariseFailureReports({ failures: [...failures] }, 'acme.test', '2026-11-25');
  expect(reports === undefined ? undefined : failureReportsEvidence.schema.fault(reports, 'reports')).toBeUndefined();
  return judgeOne(failureReportsCheck, { reports, ...given }, { intent });
}

it('email/failure-reports: messages of a declared server, with what failed', () => {
  const judged = judge([failure(), failure({ failed: ['spf', 'dmarc'], messages: 2 }), failure({ address: '198.51.100.9' })]);
  expect(judged.problems).toEqual(['own-mail-fails']);
  expect(judged.fails[0]?.says).toBe(
    'Receivers reported 3 failed messages of acme.test from 203.0.113.7, which the config names as a server of yours: dmarc, spf failed',
  );
});

it.each([
  ['from elsewhere', [failure({ address: '198.51.100.9' })]],
  ['from nobody knows where', [failure({ address: null })]],
] as const)('email/failure-reports: %s is no failure of ours', (_, failures) => {
  expect(judge(failures)).toMatchObject({ problems: [], passes: [expect.stringContaining('1 message failed')] });
});

it('email/failure-reports: none were read, or none are asked for', () => {
  expect(judge([failure({ day: '2026-10-01' })]).unknown).toHaveLength(1);
  expect(judge([failure({ domain: 'other.test' })], { dmarc: { reports: [{ tag: 'ruf' }] } }).unknown).toHaveLength(1);
  expect(judge([], { dmarc: { reports: [{ tag: 'rua' }] } }).notApplicable).toHaveLength(1);
});
