import { expect, test } from 'vitest';
import { declared, hostSubject, leadsTo, server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import { ipv6 } from './ipv6.ts';

const at = (name: string, value: HostAddresses) => ({ subject: hostSubject(name), value });
const both = leadsTo('203.0.113.7', '2001:db8::7');
const four = leadsTo('203.0.113.7');
const vercel: HostAddresses = { ...leadsTo('76.76.21.21') };
const with6 = servedBy(server('a.ns.test', { addresses: ['198.51.100.1', '2001:db8::1'] }), server('b.ns.test'));
const cloudflare = servedBy(server('ada.ns.cloudflare.com'), server('bob.ns.cloudflare.com'));

test.each<[string, HostAddresses, HostAddresses, NameServers, string[]]>([
  ['all over both', both, both, with6, []],
  ['none over IPv6', four, four, with6, []],
  ['domain/ipv6:some-hosts, one of two', both, four, with6, ['some-hosts']],
  ['a platform without IPv6 beside it', both, vercel, with6, []],
  ['domain/ipv6:name-servers of an own DNS host', four, four, servedBy(server('a.ns.test'), server('b.ns.test')), ['name-servers']],
  ['name servers of a company', four, four, cloudflare, []],
])('%s', (_, first, second, servers, problems) => {
  const hosts = [at('app.acme.test', first), at('www.acme.test', second)];
  const intent = { hosts: [declared('app.acme.test'), declared('www.acme.test', 'www')] };
  const judged = judgeOne(ipv6, { hosts, servers }, { intent });
  expect(judged.problems).toEqual(problems);
});
