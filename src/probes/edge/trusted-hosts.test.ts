import { expect, test } from 'vitest';
import { hostSubject } from '../../../test/support/domain-facts.ts';
import { httpEvidence, pageOf } from '../../../test/support/edge-evidence.ts';
import { lookAtDns } from '../../../test/support/look-at-dns.ts';
import { zone } from '../../../test/support/zone-answers.ts';
import { serversFromRoot, zoneDns } from '../../../test/support/zone-dns.ts';
import type { TrustedHosts } from '../../evidence/edge/trusted-hosts.ts';
import { trustedHostsProbe } from './trusted-hosts.ts';

const HOST = 'app.acme.test';
const subject = hostSubject(HOST);
const trusting = (...hosts: readonly string[]) =>
  httpEvidence(HOST, { page: pageOf(`https://${HOST}/`, { trusts: hosts.map((host) => ({ host, as: 'script' as const })) }) });
const com = zone('com', ['@', 'NS', 'ns.com.'], ['there', 'A', '203.0.113.9']);

test('each host that the page trusts is looked up once, and the zone that denies it is kept', async () => {
  const given = { http: trusting('cdn.gone.com', 'there.com', 'there.com') };
  const { value } = await lookAtDns<TrustedHosts>(trustedHostsProbe, zoneDns([com, zone('')], serversFromRoot([com])), { subject, given });
  expect(value.targets.map(({ host, status, lostIn }) => [host, status, lostIn])).toEqual([
    ['cdn.gone.com', 'lost', 'com'],
    ['there.com', 'present', null],
  ]);
});

test('a host that only the resolver of this network denies is not lost', async () => {
  const given = { http: trusting('www.tag-vendor.com') };
  const there = [com, zone('tag-vendor.com', ['www', 'A', '203.0.113.9'])];
  const known = await lookAtDns<TrustedHosts>(trustedHostsProbe, zoneDns([com, zone('')], serversFromRoot(there)), { subject, given });
  expect(known.value.targets[0]).toMatchObject({ status: 'present', lostIn: null });
  const alone = await lookAtDns<TrustedHosts>(trustedHostsProbe, zoneDns([com, zone('')]), { subject, given });
  expect(alone.value.targets[0]).toMatchObject({ status: 'unknown', lostIn: null });
});

test('a host without a page is none, and one that DNS is silent about is unknown', async () => {
  const none = await lookAtDns<TrustedHosts>(trustedHostsProbe, zoneDns([]), { subject, given: { http: httpEvidence(HOST, { page: null }) } });
  expect(none.value.status).toBe('none');
  const silent = await lookAtDns<TrustedHosts>(trustedHostsProbe, () => 'silent', { subject, given: { http: trusting('cdn.gone.com') } });
  expect(silent.value.targets[0]).toMatchObject({ status: 'unknown', lostIn: null });
});

test('where DNS cannot be seen from here nothing is looked at', async () => {
  const given = { vantage: { dns: 'silent', resolvers: [], ipv6: true }, http: trusting('cdn.gone.com') };
  await expect(lookAtDns(trustedHostsProbe, zoneDns([com]), { subject, given })).rejects.toThrow('DNS');
});
