import { describe, expect, it } from 'vitest';
import type { KeptTls } from '../../evidence/email/kept-dmarc-reports.ts';
import { summariseTlsReports } from '../../evidence/email/summarise-tls-reports.ts';
import { tlsReportsEvidence } from '../../evidence/email/tls-reports.ts';
import { quote } from '../../model/text.ts';
import { type Judged, judgeOne } from '../../../test/support/judge-one.ts';
import { tlsReportsCheck } from './tls-reports.ts';

const MX = 'mx.acme.test';
const day = (change: Partial<KeptTls> = {}): KeptTls => ({
  id: '0'.repeat(32),
  day: '2026-11-24',
  domain: 'acme.test',
  type: 'sts',
  mode: 'enforce',
  successful: 90,
  failed: 0,
  failures: [],
  ...change,
});
const failing = (type: string, sessions: number, change: Partial<KeptTls> = {}): KeptTls =>
  day({ failed: sessions, failures: [{ type, host: MX, sessions }], ...change });
const SOUND = { trust: 'trusted', nameMatches: true, names: [quote(MX)], notBefore: '2026-11-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' };
const TLS = { servers: [{ host: quote(`${MX}.`), outcome: 'secured', certificate: SOUND }] };
const STS = { policy: { faults: [], file: { outcome: 'answered', status: 200, location: null, cut: false, certificate: SOUND } } };

function judge(days: readonly KeptTls[], given: Readonly<Record<string, unknown>> = {}): Judged {
  const reports = summariseTlsReports({ tls: days }, 'acme.test', '2026-11-25');
  expect(reports === undefined ? undefined : tlsReportsEvidence.schema.fault(reports, 'reports')).toBeUndefined();
  return judgeOne(tlsReportsCheck, { reports, ...given });
}

describe('email/tls-reports', () => {
  it.each([
    ['all is well', [day()], {}, [], []],
    ['an enforced policy holds mail back', [failing('certificate-expired', 10)], {}, ['mail-held'], []],
    ['DANE holds mail back', [failing('tlsa-invalid', 10, { type: 'tlsa', mode: null })], {}, ['mail-held'], []],
    ['a policy that is only tried out', [failing('certificate-expired', 10, { mode: 'testing' })], {}, ['not-protected'], []],
    ['no policy', [failing('starttls-not-supported', 10, { type: 'no-policy-found', mode: null })], {}, ['not-protected'], []],
    ['nobody says why', [day({ failed: 10 })], {}, ['mail-held'], []],
    ['two causes', [failing('certificate-expired', 10), failing('sts-policy-invalid', 5)], {}, ['mail-held', 'mail-held'], []],
    ['it stopped three days ago', [failing('certificate-expired', 10, { day: '2026-11-20' }), day()], {}, [], []],
    ['too old to count', [failing('certificate-expired', 10, { day: '2026-11-01' }), day()], {}, [], []],
    ['another domain', [failing('certificate-expired', 10, { domain: 'other.test' }), day()], {}, [], []],
    ['a few of many', [failing('validation-failure', 2, { successful: 9000 })], {}, ['mail-held'], ['it hits fewer than 1 in 100 deliveries']],
    ['repaired since', [failing('certificate-expired', 10)], { tls: TLS }, ['mail-held'], ['what this server shows today is in order']],
    ['a policy that can be fetched again', [failing('sts-policy-fetch-error', 10)], { sts: STS }, ['mail-held'], ['the policy can be fetched and read today']],
  ] as const)('%s', (_name, days, given, problems, softened) => {
    const judged = judge([...days], given);
    expect(judged.problems).toEqual(problems);
    expect(judged.fails.flatMap(({ details }) => details.soften?.because ?? [])).toEqual(softened);
    for (const { details } of judged.fails) expect(details.fix?.steps.length).toBeGreaterThan(0);
  });

  it('says how many, where and why', () => {
    const [finding] = judge([failing('certificate-expired', 7), failing('certificate-expired', 3, { day: '2026-11-25' })]).fails;
    expect(finding?.says).toBe(
      '10 of 190 deliveries to acme.test failed, and that mail is held back or lost: at mx.acme.test its certificate has expired (certificate-expired)',
    );
    expect(finding?.details.proof[0]?.says).toContain('10 of them with certificate-expired, the last on 2026-11-25');
  });

  it('without reports: nobody asks for them, or nobody read them', () => {
    expect(judge([], { record: { state: 'none' } }).notApplicable).toHaveLength(1);
    expect(judge([], { record: { state: 'record' } }).unknown).toHaveLength(1);
    expect(judge([]).unknown).toHaveLength(1);
  });
});
