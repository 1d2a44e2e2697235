import { expect, test } from 'vitest';
import { DNS_HOSTS } from '../../data/dns-hosts.ts';
import { dnsHostOf, dnsRemedy, whereToEdit } from './dns-remedy.ts';

const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['Cloudflare', ['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com'], 'cloudflare'],
  ['Route 53', ['ns-1.awsdns-22.com', 'ns-900.awsdns-48.net', 'ns-1500.awsdns-59.org', 'ns-2000.awsdns-58.co.uk'], 'route-53'],
  ['Vercel', ['ns1.vercel-dns.com', 'ns2.vercel-dns.com'], 'vercel'],
  ['Netlify or NS1', ['dns1.p01.nsone.net'], 'netlify-or-ns1'],
  ['GoDaddy', ['ns51.domaincontrol.com'], 'godaddy'],
  ['Namecheap', ['dns1.registrar-servers.com'], 'namecheap'],
  ['Squarespace or Google', ['ns-cloud-a1.googledomains.com'], 'squarespace-or-google'],
  ['Hostinger', ['ns1.dns-parking.com'], 'hostinger'],
  ['Porkbun', ['maceio.ns.porkbun.com'], 'porkbun'],
  ['IONOS', ['ns1045.ui-dns.de', 'ns1045.ui-dns.biz'], 'ionos'],
  ['OVH', ['dns111.ovh.net', 'ns111.ovh.net'], 'ovh'],
  ['Hetzner', ['helium.ns.hetzner.de', 'oxygen.ns.hetzner.com'], 'hetzner'],
  ['Gandi', ['ns-1-a.gandi.net'], 'gandi'],
  ['Azure', ['ns1-04.azure-dns.com', 'ns2-04.azure-dns.net'], 'azure'],
  ['two hosts at once', ['ada.ns.cloudflare.com', 'ns1.digitalocean.com'], undefined],
  ['nobody we know', ['ns1.acme.test'], undefined],
  ['a look-alike', ['ada.ns.cloudflare.com.acme.test'], undefined],
];
test.each(cases)('%s', (_name, servers, id) => expect(dnsHostOf(servers)?.id).toBe(id));

test('each DNS host is one line of data with a place and a source', () => {
  expect(new Set(DNS_HOSTS.map(({ id }) => id)).size).toBe(DNS_HOSTS.length);
  for (const { source, where } of DNS_HOSTS) {
    expect(source).toMatch(/^https:\/\//);
    expect(where).toContain('→');
  }
});

test('without a DNS host that we know the name servers are named', () => {
  expect(whereToEdit('acme.test', ['ns1.x.test'])).toContain('ns1.x.test');
  expect(whereToEdit('acme.test')).toContain('where the domain was bought');
});

test('a value that only a person knows is not offered to a machine', () => {
  const known = { op: 'add', name: 'acme.test', type: 'CAA', data: '0 issue "letsencrypt.org"' } as const;
  expect(dnsRemedy({ zone: 'acme.test' }, [known])).toMatchObject({
    steps: [expect.anything(), 'Add a record: type CAA, name "@", value 0 issue "letsencrypt.org", TTL 300 seconds or automatic.'],
    changes: [{ kind: 'dns', op: 'add', name: 'acme.test', type: 'CAA', ttl: 300, data: '0 issue "letsencrypt.org"' }],
  });
  expect(dnsRemedy({ zone: 'acme.test' }, [known, { ...known, data: 'ask your hosting', placeholder: true }]).changes).toBeUndefined();
});
