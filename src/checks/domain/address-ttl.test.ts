import { expect, test } from 'vitest';
import { declared, hostSubject, leadsNowhere, leadsTo } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { addressTtl } from './address-ttl.ts';

const withTtl = (ttl: number) => ({ ...leadsTo('203.0.113.7'), addresses: leadsTo('203.0.113.7').addresses.map((one) => ({ ...one, ttl })) });
const cases: readonly (readonly [string, ReturnType<typeof leadsTo>, readonly string[]])[] = [
  ['five minutes', withTtl(300), []],
  ['six hours', withTtl(21_600), []],
  ['two days', withTtl(172_800), ['long-ttl']],
  ['no address', leadsNowhere('nxdomain'), []],
];
test('the name servers say the whole TTL, where a resolver has counted it down', () => {
  const view = { server: 'a.ns.test', kind: 'authority', answer: 'present', values: [], ttl: 86_400, serial: 1 };
  const spread = { names: [{ name: 'app.acme.test', type: 'A', views: [view] }], resolvers: 1 };
  const options = { subject: hostSubject('app.acme.test'), intent: { hosts: [declared('app.acme.test')] } };
  expect(judgeOne(addressTtl, { host: withTtl(120), spread }, options).problems).toEqual(['long-ttl']);
});

test.each(cases)('%s', (_name, host, problems) => {
  const options = { subject: hostSubject('app.acme.test'), intent: { hosts: [declared('app.acme.test')] } };
  expect(judgeOne(addressTtl, { host }, options).problems).toEqual(problems);
});
