import { expect, test } from 'vitest';
import { declared, hostSubject, leadsNowhere, leadsTo, server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import { hostResolves } from './host-resolves.ts';

const cases: readonly (readonly [string, HostAddresses, readonly string[]])[] = [
  ['an address', leadsTo('203.0.113.7'), []],
  ['only an IPv6 address', leadsTo('2001:db8::7'), []],
  ['no such name', leadsNowhere('nxdomain'), ['no-such-name']],
  ['a name without addresses', leadsNowhere('nodata'), ['no-address']],
  ['an alias to a name that is gone', leadsNowhere('nxdomain', 'gone.test'), ['alias-to-nothing']],
  ['an alias to a name that anybody may register', leadsNowhere('nxdomain', 'x.azurewebsites.net'), ['alias-to-claimable']],
  ['an alias to a name without addresses', leadsNowhere('nodata', 'empty.test'), ['alias-to-nothing']],
];
test.each(cases)('%s', (_name, host, problems) => {
  const options = { subject: hostSubject('app.acme.test'), intent: { hosts: [declared('app.acme.test')] } };
  expect(judgeOne(hostResolves, { host }, options).problems).toEqual(problems);
});

test('a host that nobody declared is no blocker, the canonical one is', () => {
  const host = leadsNowhere('nxdomain');
  const subject = hostSubject('www.acme.test');
  expect(judgeOne(hostResolves, { host }, { subject })).toMatchObject({ problems: [], notApplicable: [expect.stringContaining('nobody declared')] });
  expect(judgeOne(hostResolves, { host }, { subject, intent: { canonicalHost: 'www.acme.test' } }).problems).toEqual(['no-such-name']);
});

test('the fix says where to click', () => {
  const servers = servedBy(server('ada.ns.cloudflare.com'), server('bob.ns.cloudflare.com'));
  const judged = judgeOne(
    hostResolves,
    { host: leadsNowhere('nxdomain', 'gone.test'), servers },
    { subject: hostSubject('app.acme.test'), intent: { canonicalHost: 'app.acme.test' } },
  );
  const fix = judged.fails[0]?.details.fix;
  expect(fix?.steps.slice(0, 3)).toEqual([
    'Open Cloudflare, which serves acme.test: dash.cloudflare.com → the domain → DNS → Records.',
    'Delete the CNAME record with the name "app" and the value "gone.test.".',
    'Add a record: type CNAME, name "app" (only this: most panels add "acme.test" themselves), value the target that your hosting shows for app.acme.test, TTL 300 seconds or automatic.',
  ]);
  expect(fix?.snippet?.text).toBe(
    '; delete: app.acme.test. 300 IN CNAME gone.test.\napp.acme.test. 300 IN CNAME <the target that your hosting shows for app.acme.test>',
  );
});
