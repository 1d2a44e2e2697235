import { describe, expect, it } from 'vitest';
import type { ServerCertificate } from '../../evidence/email/certificate.ts';
import { type FetchedFile, mtaStsEvidence, type MtaStsEvidence } from '../../evidence/email/mta-sts.ts';
import { driveNow } from '../../formats/dns-question.ts';
import { quote } from '../../model/text.ts';
import { lookAtMtaSts, policyIn } from '../../probes/email/mta-sts.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { lookAtTlsRpt } from '../../probes/email/tls-rpt.ts';
import { type Judged, judgeOne } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { mtaStsCheck } from './mta-sts.ts';
import { tlsRptCheck } from './tls-rpt.ts';

const CERTIFICATE: ServerCertificate = {
  trust: 'trusted',
  nameMatches: true,
  names: [quote('mta-sts.acme.test')],
  notBefore: '2026-11-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
};
const FILE: FetchedFile = {
  url: quote('https://mta-sts.acme.test/.well-known/mta-sts.txt', 500),
  outcome: 'answered',
  says: null,
  status: 200,
  location: null,
  contentType: quote('text/plain; charset=utf-8'),
  bytes: 100,
  cut: false,
  certificate: CERTIFICATE,
};
const MX: readonly Line[] = [
  ['@', 'MX', '10 mx1.acme.test'],
  ['@', 'MX', '20 mx2.acme.test'],
  ['mx1', 'A', '203.0.113.1'],
  ['mx2', 'A', '203.0.113.2'],
];
const RECORD: Line = ['_mta-sts', 'TXT', 'v=STSv1; id=1'];
const policy = (mode: string, ...mx: string[]): string =>
  ['version: STSv1', `mode: ${mode}`, ...mx.map((name) => `mx: ${name}`), 'max_age: 604800', ''].join('\n');
const BOTH = policy('enforce', '*.acme.test');

function judge(lines: readonly Line[], text: string, file: Partial<FetchedFile> = {}): Judged {
  const answers = zoneAnswers([zone('acme.test', ...MX, ...lines)]);
  const seen = driveNow(lookAtMtaSts('acme.test'), answers);
  const sts: MtaStsEvidence = { ...seen, policy: seen.state === 'record' ? policyIn({ file: { ...FILE, ...file }, text }) : null };
  const fault = mtaStsEvidence.schema.fault(sts, 'sts');
  if (fault) throw new Error(fault);
  return judgeOne(mtaStsCheck, { sts, mx: driveNow(lookAtMx('acme.test'), answers), ns: undefined });
}

interface Case {
  readonly name: string;
  readonly lines?: readonly Line[];
  readonly text?: string;
  readonly file?: Partial<FetchedFile>;
  readonly problems: readonly string[];
  readonly unknown?: number;
  readonly softened?: boolean;
}
const CASES: readonly Case[] = [
  { name: 'none', lines: [], problems: [] },
  { name: 'enforced and fits', problems: [] },
  { name: 'testing and fits', text: policy('testing', 'mx1.acme.test', 'mx2.acme.test'), problems: [] },
  { name: 'switched off', text: 'version: STSv1\nmode: none\nmax_age: 86400\n', problems: [] },
  { name: 'two records', lines: [RECORD, ['_mta-sts', 'TXT', 'v=STSv1; id=2']], problems: ['record-invalid'] },
  { name: 'a record without id', lines: [['_mta-sts', 'TXT', 'v=STSv1']], problems: ['record-invalid'] },
  { name: 'a look-alike', lines: [['_mta-sts', 'TXT', '"v=STSv1, id=1"']], problems: ['record-invalid'] },
  { name: 'no host', file: { outcome: 'no-host', status: null, says: quote('no address') }, problems: ['policy-unreachable'] },
  { name: 'refused', file: { outcome: 'refused', status: null }, problems: ['policy-unreachable'] },
  { name: 'no TLS', file: { outcome: 'no-tls', status: null }, problems: ['policy-unreachable'] },
  { name: 'could not look', file: { outcome: 'unseen', status: null }, problems: [], unknown: 1 },
  { name: 'a redirect', file: { status: 301, location: quote('https://acme.test/', 500) }, problems: ['policy-unreachable'] },
  { name: 'not found', file: { status: 404 }, problems: ['policy-unreachable'] },
  { name: 'too large', file: { cut: true }, problems: ['policy-unreachable'] },
  { name: 'another name in the certificate', file: { certificate: { ...CERTIFICATE, nameMatches: false } }, problems: ['policy-unreachable'] },
  { name: 'an expired certificate', file: { certificate: { ...CERTIFICATE, notAfter: '2026-11-20T00:00:00Z' } }, problems: ['policy-unreachable'] },
  { name: 'an unknown authority', file: { certificate: { ...CERTIFICATE, trust: 'untrusted' } }, problems: ['policy-unreachable'] },
  { name: 'an issuer nobody could ask', file: { certificate: { ...CERTIFICATE, trust: 'undecided' } }, problems: [] },
  { name: 'a page instead', text: '<html></html>', file: { contentType: quote('text/html') }, problems: ['policy-invalid'] },
  { name: 'another content type', file: { contentType: quote('application/octet-stream') }, problems: ['policy-type'] },
  { name: 'forgotten at once', text: BOTH.replace('604800', '600'), problems: ['short-life'] },
  { name: 'enforced, fits none', text: policy('enforce', 'mail.old.test'), problems: ['mail-refused'] },
  { name: 'enforced, fits one', text: policy('enforce', 'mx1.acme.test'), problems: ['mail-refused'], softened: true },
  { name: 'testing, fits none', text: policy('testing', 'mail.old.test'), problems: ['mx-not-listed'] },
];

describe('email/mta-sts', () => {
  it.each(CASES)('$name', ({ lines = [RECORD], text = BOTH, file, problems, unknown, softened }) => {
    const judged = judge(lines, text, file);
    expect(judged.problems).toEqual(problems);
    expect(judged.unknown).toHaveLength(unknown ?? 0);
    for (const { details } of judged.fails) {
      expect([details.proof.length > 0, details.soften !== undefined]).toEqual([true, softened ?? false]);
      // The repair is a record, a policy text, or both; put in place as written, nothing is left.
      const changes = details.fix?.changes ?? [
        { kind: 'dns' as const, op: 'add' as const, name: '_mta-sts.acme.test', type: 'TXT', ttl: 300, data: '"v=STSv1; id=2"' },
      ];
      const isRecord = details.fix?.changes !== undefined;
      const before = isRecord ? lines : [];
      const [repaired] = applyChanges([zone('acme.test', ...before)], changes);
      const record = (repaired?.records ?? [])
        .filter(({ type }) => type === 'TXT')
        .map(({ data }): Line => ['_mta-sts', 'TXT', (data as { strings: string[] }).strings.join('')]);
      expect(judge(record, isRecord ? BOTH : (details.fix?.snippet?.text ?? '')).problems).toEqual([]);
    }
  });
});

describe('email/tls-rpt', () => {
  const sees = (...lines: Line[]) => {
    const zones = [zone('acme.test', ...MX, ...lines)];
    const judgeZones = (all: typeof zones): Judged => {
      const answers = zoneAnswers(all);
      const sts = { ...driveNow(lookAtMtaSts('acme.test'), answers), policy: null };
      return judgeOne(tlsRptCheck, { tls: driveNow(lookAtTlsRpt('acme.test'), answers), sts, ns: undefined });
    };
    const { problems, fails } = judgeZones(zones);
    for (const { details } of fails) expect(judgeZones(applyChanges(zones, details.fix?.changes ?? [])).problems).toEqual([]);
    return problems;
  };
  const report = (text: string): Line => ['_smtp._tls', 'TXT', text];
  it('says so when it is there and damaged, or missing beside MTA-STS', () => {
    expect(sees()).toEqual([]);
    expect(sees(RECORD)).toEqual(['missing']);
    expect(sees(RECORD, report('v=TLSRPTv1; rua=mailto:tls@acme.test'))).toEqual([]);
    expect(sees(report('v=TLSRPTv1; rua=tls@acme.test'))).toEqual(['invalid']);
    expect(sees(report('v=TLSRPTv1; rua=mailto:a@acme.test'), report('v=TLSRPTv1; rua=mailto:b@acme.test'))).toEqual(['invalid']);
    expect(sees(report('TLSRPTv1 rua=mailto:a@acme.test'))).toEqual(['invalid']);
  });
});
