import { expect, it } from 'vitest';
import { starttlsEvidence, type StarttlsEvidence } from '../../evidence/email/starttls.ts';
import { quote } from '../../model/text.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { starttlsCheck } from './starttls.ts';

type Server = StarttlsEvidence['servers'][number];
const CERTIFICATE: NonNullable<Server['certificate']> = {
  trust: 'trusted',
  nameMatches: true,
  names: [quote('mx.acme.test')],
  notBefore: '2026-11-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
};
const server = (change: Partial<Server> = {}): Server => ({
  host: quote('mx.acme.test'),
  address: '203.0.113.1',
  outcome: 'secured',
  says: quote('220 go ahead'),
  greeting: quote('220 mx.acme.test'),
  protocol: 'TLSv1.3',
  certificate: CERTIFICATE,
  ...change,
});
const bare = (outcome: Server['outcome']): Server => server({ outcome, certificate: null, protocol: null });
const ENFORCED = { policy: { mode: 'enforce', faults: [], file: { status: 200 } } };

it.each([
  ['sound', [server()], [], 0],
  ['no mail', [], [], 0],
  ['not offered', [bare('not-offered')], ['no-starttls'], 0],
  ['refused', [bare('refused')], ['broken-starttls'], 0],
  ['failed', [bare('failed')], ['broken-starttls'], 0],
  ['does not want to talk to us', [bare('unwilling')], [], 1],
  ['something else answers', [bare('not-smtp')], [], 1],
  ['one of two is silent', [server(), bare('no-connection')], ['silent'], 0],
  ['another name', [server({ certificate: { ...CERTIFICATE, nameMatches: false } })], ['certificate'], 0],
  ['expired', [server({ certificate: { ...CERTIFICATE, notAfter: '2026-11-20T00:00:00Z' } })], ['certificate'], 0],
  ['an issuer nobody could ask', [server({ certificate: { ...CERTIFICATE, trust: 'undecided' } })], [], 0],
] as const)('email/starttls: %s', (_name, servers, problems, unknown) => {
  const tls = { servers };
  expect(starttlsEvidence.schema.fault(tls, 'tls')).toBeUndefined();
  const judged = judgeOne(starttlsCheck, { tls, sts: undefined, ns: undefined });
  expect([judged.problems, judged.unknown.length]).toEqual([problems, unknown]);
});

it('email/starttls: a certificate matters as soon as MTA-STS is enforced', () => {
  const tls = { servers: [server({ certificate: { ...CERTIFICATE, nameMatches: false } })] };
  const softened = (sts: unknown): boolean => judgeOne(starttlsCheck, { tls, sts, ns: undefined }).fails[0]?.details.soften !== undefined;
  expect([softened(undefined), softened(ENFORCED)]).toEqual([true, false]);
});
