import { expect, test } from 'vitest';
import { declared, hostSubject, leadsNowhere, leadsTo } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import { publicAddress } from './public-address.ts';

const judged = (host: HostAddresses, purpose: 'app' | 'admin' = 'app') =>
  judgeOne(publicAddress, { host }, { subject: hostSubject('x.acme.test'), intent: { hosts: [declared('x.acme.test', purpose)] } });

const cases: readonly (readonly [string, HostAddresses, readonly string[]])[] = [
  ['public', leadsTo('203.0.113.7', '2001:db8::7'), []],
  ['private', leadsTo('10.0.0.5'), ['not-public']],
  ['loopback', leadsTo('127.0.0.1'), ['not-public']],
  ['private behind IPv6 clothes', leadsTo('::ffff:10.0.0.5'), ['not-public']],
  ['some private', leadsTo('203.0.113.7', '192.168.1.4'), ['partly-private']],
  ['none at all is for another check', leadsNowhere('nxdomain'), []],
];
test.each(cases)('%s', (_name, host, problems) => expect(judged(host).problems).toEqual(problems));

test('an admin host may be kept inside', () => {
  expect(judged(leadsTo('10.0.0.5'), 'admin').fails[0]?.details.soften?.to).toBe('later');
});
