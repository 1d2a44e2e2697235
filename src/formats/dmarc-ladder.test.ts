import { expect, it } from 'vitest';
import { climbDmarc, type ReportedMail, type ReportedSource } from './dmarc-ladder.ts';

const own = (messages: number, aligned = messages, name = 'Resend'): ReportedSource => ({ name, kind: 'service', messages, aligned });
const other = (kind: ReportedSource['kind'], messages: number, aligned = 0): ReportedSource => ({ name: kind, kind, messages, aligned });
const reported = (days: number, ...sources: readonly ReportedSource[]): ReportedMail => ({
  days,
  messages: sources.reduce((sum, { messages }) => sum + messages, 0),
  sources,
});

it.each([
  ['none', undefined, 'stay', 'no-reports'],
  ['reject', undefined, 'stay', 'top'],
  ['none', reported(30), 'stay', 'no-mail'],
  ['none', reported(30, other('forwarder', 50)), 'stay', 'no-mail'],
  ['none', reported(14, own(100)), 'ready-for-quarantine', 'raise'],
  ['quarantine', reported(14, own(100)), 'ready-for-reject', 'raise'],
  ['reject', reported(14, own(100, 10)), 'stay', 'top'],
  ['none', reported(13, own(100)), 'stay', 'few-days'],
  ['none', reported(14, own(100, 98)), 'ready-for-quarantine', 'raise'],
  ['none', reported(14, own(10_000, 9799)), 'stay', 'own-mail-fails'],
  ['none', reported(14, own(98), own(2, 0, 'Mailchimp')), 'ready-for-quarantine', 'raise'],
  ['none', reported(14, own(90), own(10, 0, 'Mailchimp')), 'stay', 'own-mail-fails'],
  ['none', reported(14, own(1000), own(12, 0, 'Mailchimp')), 'stay', 'service-fails'],
  ['quarantine', reported(14, own(1000), own(12, 0, 'Mailchimp')), 'stay', 'service-fails'],
  ['none', reported(14, own(90), other('stranger', 10)), 'stay', 'strangers'],
  ['none', reported(14, own(90), other('forwarder', 10)), 'ready-for-quarantine', 'raise'],
] as const)('p=%s, %j: %s (%s)', (policy, mail, step, why) => {
  expect(climbDmarc(policy, mail)).toMatchObject({ step, why });
});

it('names what fails, most first, and never rounds a miss up', () => {
  const verdict = climbDmarc('none', reported(20, own(1000), own(30, 10, 'Mailchimp'), own(40, 0, 'Zendesk')));
  expect(verdict.failing.map(({ name }) => name)).toEqual(['Zendesk', 'Mailchimp']);
  expect(climbDmarc('none', reported(20, own(100_000, 97_999))).because).toContain('97.9 %');
});

it('takes the limit of the owner', () => {
  expect(climbDmarc('none', reported(7, own(100, 95)), { alignedShare: 0.95, days: 7 }).step).toBe('ready-for-quarantine');
});
