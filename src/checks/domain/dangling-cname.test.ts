import { expect, test } from 'vitest';
import { declared, hostSubject, leadsNowhere, leadsTo } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import { danglingCname } from './dangling-cname.ts';

const cases: readonly (readonly [string, HostAddresses, boolean, readonly string[]])[] = [
  ['an address', leadsTo('203.0.113.7'), false, []],
  ['no name at all', leadsNowhere('nxdomain'), false, []],
  ['target exists without addresses', leadsNowhere('nodata', 'x.azurewebsites.net'), false, []],
  ['target gone where anybody registers', leadsNowhere('nxdomain', 'x.azurewebsites.net'), false, ['claimable']],
  ['the same for a declared host: host-resolves says it', leadsNowhere('nxdomain', 'x.azurewebsites.net'), true, []],
  ['last of a chain counts', leadsNowhere('nxdomain', 'cdn.acme.test', 'x.trafficmanager.net'), false, ['claimable']],
  ['target gone elsewhere', leadsNowhere('nxdomain', 'old.host.test'), false, ['dangling']],
  ['target gone elsewhere, declared: host-resolves says it', leadsNowhere('nxdomain', 'old.host.test'), true, []],
  ['look-alike of a service', leadsNowhere('nxdomain', 'notazurewebsites.net'), false, ['dangling']],
];
test.each(cases)('%s', (_name, host, isDeclared, problems) => {
  const options = { subject: hostSubject('dev.acme.test'), intent: { hosts: isDeclared ? [declared('dev.acme.test')] : [] } };
  const judged = judgeOne(danglingCname, { host }, options);
  expect(judged.problems).toEqual(problems);
  expect(judged.fails.map(({ problem, details }) => problem === 'claimable' && details.grade !== 'inferred')).not.toContain(true);
});

test('the fix deletes the record, and a machine can do it', () => {
  const { fails } = judgeOne(danglingCname, { host: leadsNowhere('nxdomain', 'x.azurewebsites.net') }, { subject: hostSubject('dev.acme.test') });
  expect(fails[0]?.details.fix?.changes).toEqual([{ kind: 'dns', op: 'remove', name: 'dev.acme.test', type: 'CNAME', ttl: 300, data: 'x.azurewebsites.net.' }]);
});
