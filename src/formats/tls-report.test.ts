import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { seeded } from '../../test/hostile.ts';
import { mutants, outcomeOf } from './dmarc-report.fixture.ts';
import { readTlsReport } from './tls-report.ts';

/** The example of RFC 8460 §5.2, shortened. */
const EXAMPLE = {
  'organization-name': 'Company-X',
  'date-range': { 'start-datetime': '2016-04-01T00:00:00Z', 'end-datetime': '2016-04-01T23:59:59Z' },
  'contact-info': 'sts-reporting@company-x.example',
  'report-id': '5065427c-23d3-47ca-b6e0-946ea0e8c4be',
  policies: [
    {
      policy: {
        'policy-type': 'sts',
        'policy-string': ['version: STSv1', 'mode: testing'],
        'policy-domain': 'company-y.example',
        'mx-host': ['*.mail.company-y.example'],
      },
      summary: { 'total-successful-session-count': 5326, 'total-failure-session-count': 303 },
      'failure-details': [
        {
          'result-type': 'certificate-expired',
          'sending-mta-ip': '2001:db8:abcd:0012::1',
          'receiving-mx-hostname': 'mx1.mail.company-y.example',
          'failed-session-count': 100,
        },
        {
          'result-type': 'starttls-not-supported',
          'receiving-mx-hostname': 'MX2.mail.company-y.example.',
          'failed-session-count': '-3',
          'failure-reason-code': 'x'.repeat(500),
        },
      ],
    },
    { policy: { 'policy-domain': 7 } },
    null,
  ],
};
const read = (value: unknown): ReturnType<typeof readTlsReport> => readTlsReport(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));

test('the example of the RFC, with wrong figures and a policy about nothing', () => {
  const { policies, ...report } = read(EXAMPLE);
  expect(report).toEqual({ organisation: 'Company-X', reportId: '5065427c-23d3-47ca-b6e0-946ea0e8c4be', begin: 1_459_468_800, end: 1_459_555_199 });
  expect(policies).toMatchObject([
    {
      type: 'sts',
      mode: 'testing',
      domain: 'company-y.example',
      successful: 5326,
      failed: 303,
      failures: [
        { type: 'certificate-expired', host: 'mx1.mail.company-y.example', sessions: 100, reason: null },
        { type: 'starttls-not-supported', host: 'mx2.mail.company-y.example', sessions: 0 },
      ],
    },
  ]);
  expect(policies[0]?.failures[1]?.reason).toHaveLength(160);
});

test.each([
  ['broken JSON', '{', 'the JSON is broken'],
  ['other JSON', '{}', 'it has no policies'],
  ['no time', '{"policies":[]}', 'does not say for which time'],
])('refused: %s', (_, text, says) => {
  expect(() => read(text)).toThrow(says);
});

test('mutated reports are read or refused', () => {
  const outcomes = new Set(Array.from(mutants([JSON.stringify(EXAMPLE)], seeded(43)), (bytes) => outcomeOf(() => readTlsReport(bytes)).split(':')[0]));
  expect([...outcomes]).toContain('read');
});
