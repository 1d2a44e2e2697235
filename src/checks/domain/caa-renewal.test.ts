import { expect, test } from 'vitest';
import { caaOf, declared, hostSubject } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { quote } from '../../model/text.ts';
import { caaRenewal } from './caa-renewal.ts';

const issuedBy = (issuer: string, trust = 'trusted') => ({ status: 'seen', protocols: null, addresses: [{ trust, chain: [{ issuer: quote(issuer, 200) }] }] });
const LE = issuedBy("C=US, O=Let's Encrypt, CN=E7");
type Case = readonly [string, readonly string[], unknown, readonly string[], 'pass' | 'unknown' | 'notApplicable' | 'fail'];
const cases: readonly Case[] = [
  ['no CAA', [], LE, [], 'pass'],
  ['allowed', ['0 issue letsencrypt.org'], LE, [], 'pass'],
  ['allowed in capitals', ['0 issue LetsEncrypt.org'], LE, [], 'pass'],
  ['forbidden', ['0 issue digicert.com'], LE, ['forbids-renewal'], 'fail'],
  ['nobody allowed: domain/caa says it', ['0 issue ;'], LE, [], 'notApplicable'],
  ['only wildcards restricted', ['0 issuewild digicert.com'], LE, [], 'pass'],
  ['another name of the same authority', ['0 issue sectigo.com'], issuedBy('C=AT, O=ZeroSSL, CN=ZeroSSL RSA'), [], 'pass'],
  ['organisation with a comma', ['0 issue pki.goog'], issuedBy('CN=X, O=DigiCert, Inc., C=US'), ['forbids-renewal'], 'fail'],
  ['an authority that is not in the list', ['0 issue pki.goog'], issuedBy('O=Small CA'), [], 'unknown'],
  ['no trusted certificate', ['0 issue pki.goog'], issuedBy('O=x', 'self-signed'), [], 'notApplicable'],
];
test.each(cases)('%s', (_name, lines, tls, problems, outcome) => {
  const judged = judgeOne(caaRenewal, { caa: caaOf(...lines), tls }, { subject: hostSubject('app.acme.test') });
  expect(judged.problems).toEqual(problems);
  const said = { pass: judged.passes, unknown: judged.unknown, notApplicable: judged.notApplicable, fail: judged.problems }[outcome];
  expect(said).toHaveLength(1);
});

test('without a look at the certificate it is unknown for a declared host', () => {
  const subject = hostSubject('app.acme.test');
  const given = { caa: caaOf('0 issue pki.goog') };
  expect(judgeOne(caaRenewal, given, { subject, intent: { hosts: [declared('app.acme.test')] } }).unknown).toHaveLength(1);
  expect(judgeOne(caaRenewal, given, { subject }).notApplicable).toHaveLength(1);
});
