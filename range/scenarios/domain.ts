import { declaring, fewHostsBut, healthyBut } from '../faults/change.ts';
import {
  allServers,
  deadResolver,
  nameServersAre,
  oneServer,
  recordsAre,
  resolverFails,
  secondServerHas,
  singleNameServer,
  ttlIs,
  withoutRecords,
  withRecords,
  withZone,
} from '../faults/dns.ts';
import { certificateIs, withHost } from '../faults/web.ts';
import { DOMAIN, healthy, zone } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const hosts = healthy().intent.hosts ?? [];
/** The config names only the product's host; apex and www are assumptions. */
const onlyAppDeclared = declaring({
  canonicalHost: `app.${DOMAIN}`,
  hosts: hosts.map((host) => (host.purpose === 'apex' || host.purpose === 'www' ? { ...host, declared: false } : host)),
});
const without = (label: string) => declaring({ hosts: hosts.filter(({ name }) => name !== `${label}.${DOMAIN}`) });
const azure = withZone(zone('azurewebsites.net', [['@', 'SOA', 'ns1.azurewebsites.net hostmaster.azurewebsites.net 1 7200 3600 1209600 300']]));

/** Scenarios about names and name servers; what follows for the web server on such a host is not listed here. */
export const domainScenarios: readonly Scenario[] = [
  { name: 'one name server is silent', world: healthyBut(oneServer('silent')), finds: ['domain/name-servers:silent'], unknown: ['domain/zone-agreement'] },
  { name: 'one name server is lame', world: healthyBut(oneServer('lame')), finds: ['domain/name-servers:lame'], unknown: ['domain/zone-agreement'] },
  { name: 'one name server refuses', world: healthyBut(oneServer('refused')), finds: ['domain/name-servers:lame'] },
  { name: 'one name server fails', world: healthyBut(oneServer('servfail')), finds: ['domain/name-servers:lame'] },
  { name: 'a name server that speaks only TCP is fine', world: healthyBut(oneServer('tcp-only')), finds: [] },
  { name: 'a slow name server is fine', world: healthyBut(oneServer({ slowMs: 200 })), finds: [] },
  { name: 'answers with a wrong id prove nothing', world: healthyBut(oneServer('wrong-id')), finds: [], unknown: ['domain/name-servers'] },
  { name: 'a single name server', world: healthyBut(singleNameServer()), finds: ['domain/name-servers:only-one'] },
  {
    name: 'no name server reachable from here, although the resolver knows the domain',
    world: healthyBut(nameServersAre('a.dark.example', 'b.dark.example'), darkServers()),
    finds: [],
    unknown: ['domain/name-servers'],
  },
  {
    name: 'the second name server has an old MX',
    world: healthyBut(secondServerHas(recordsAre('@', 'MX', '10 mx.old.example'))),
    finds: ['domain/zone-agreement:disagree'],
  },
  {
    name: 'the second name server only has another serial',
    world: healthyBut(secondServerHas(recordsAre('@', 'SOA', 'ada.ns.cloudflare.com hostmaster.ada.ns.cloudflare.com 2026110100 7200 3600 1209600 300'))),
    finds: [],
    also: ['domain/zone-agreement:serials-differ'],
  },
  { name: 'other addresses at another name server are fine', world: healthyBut(secondServerHas(withRecords(['@', 'A', '203.0.113.99']))), finds: [] },
  { name: 'name servers in another order are fine', world: healthyBut(recordsAre('@', 'NS', 'bob.ns.cloudflare.com', 'ada.ns.cloudflare.com')), finds: [] },
  {
    name: 'nobody may issue certificates',
    world: healthyBut(recordsAre('@', 'CAA', '0 issue ";"')),
    finds: [`domain/caa:nobody-may-issue@${DOMAIN}`],
  },
  {
    name: 'only another authority may issue',
    world: healthyBut(recordsAre('@', 'CAA', '0 issue "digicert.com"')),
    finds: healthyHostNames().map((name) => `domain/caa-renewal:forbids-renewal@${name}`),
  },
  { name: 'no CAA record is fine', world: healthyBut(withoutRecords('@', 'CAA')), finds: [] },
  {
    name: 'DNS does not say who may issue',
    world: healthyBut(resolverFails({ name: DOMAIN, type: 'CAA', fault: 'servfail' })),
    finds: [],
    unknown: ['domain/caa'],
  },
  { name: 'a wildcard below the domain', world: healthyBut(withRecords(['*', 'A', '203.0.113.10'])), finds: [], also: ['domain/wildcard:wildcard'] },
  {
    name: 'the domain without www is missing, but not the product’s address',
    world: healthyBut(onlyAppDeclared, withoutRecords('www')),
    finds: [],
    also: ['domain/apex-and-www:other-form-missing'],
  },
  { name: 'a declared host is missing', world: healthyBut(withoutRecords('docs')), finds: [`domain/host-resolves:no-such-name@docs.${DOMAIN}`] },
  {
    name: 'a declared host points to a private address',
    world: healthyBut(recordsAre('docs', 'A', '10.0.0.5')),
    finds: [`domain/public-address:not-public@docs.${DOMAIN}`],
  },
  {
    name: 'a declared host has lost its target',
    world: healthyBut(recordsAre('docs', 'A'), withRecords(['docs', 'CNAME', 'gone.example'])),
    finds: [`domain/host-resolves:alias-to-nothing@docs.${DOMAIN}`],
  },
  {
    name: 'a declared host has lost its target where strangers can register it: one finding',
    world: healthyBut(azure, recordsAre('docs', 'A'), withRecords(['docs', 'CNAME', 'acme-docs.azurewebsites.net'])),
    finds: [`domain/host-resolves:alias-to-claimable@docs.${DOMAIN}`],
  },
  {
    name: 'hosts that nobody declared',
    world: healthyBut(withRecords(['dev', 'A', '203.0.113.60'], ['mail', 'A', '203.0.113.61'])),
    finds: [`domain/subdomain-purpose:unknown-sensitive@dev.${DOMAIN}`],
    also: [`domain/subdomain-purpose:unknown@mail.${DOMAIN}`],
  },
  {
    name: 'what a host serves that nobody declared is not judged, and one for mail need not serve the web',
    world: fewHostsBut(
      [],
      withRecords(['mail', 'A', '203.0.113.10'], ['status', 'A', '203.0.113.61'], ['docs', 'A', '203.0.113.62']),
      withHost('mail', 'mail'),
      certificateIs('mail', { names: ['other.example'] }),
      declaring({
        hosts: [
          { name: DOMAIN, purpose: 'apex', declared: true },
          { name: `status.${DOMAIN}`, purpose: 'mail', declared: true },
        ],
      }),
    ),
    finds: [],
    also: [`domain/subdomain-purpose:unknown@mail.${DOMAIN}`, `domain/subdomain-purpose:unknown@docs.${DOMAIN}`],
  },
  {
    name: 'an alias to an app that is gone',
    world: healthyBut(azure, without('status'), withoutRecords('status'), withRecords(['dev', 'CNAME', 'acme-dev.azurewebsites.net'])),
    finds: [`domain/dangling-cname:claimable@dev.${DOMAIN}`],
  },
  { name: 'addresses are remembered for two days', world: healthyBut(ttlIs('docs', 172_800)), finds: [], also: [`domain/address-ttl:long-ttl@docs.${DOMAIN}`] },
  {
    name: 'a resolver that is silent proves nothing',
    world: healthyBut(deadResolver('silent')),
    finds: [],
    unknown: ['domain/host-resolves', 'domain/name-servers', 'domain/caa'],
  },
  {
    name: 'a resolver that fails proves nothing',
    world: healthyBut(deadResolver('servfail')),
    finds: [],
    unknown: ['domain/host-resolves', 'domain/wildcard'],
  },
  { name: 'both name servers dead', world: healthyBut(allServers('silent')), finds: [], unknown: ['domain/host-resolves', 'domain/name-servers'] },
];

function healthyHostNames(): string[] {
  return hosts.map(({ name }) => name);
}

/** Two name servers whose addresses nobody answers at. */
function darkServers() {
  return withZone(
    zone('dark.example', [
      ['@', 'SOA', 'ns.dark.example hostmaster.dark.example 1 7200 3600 1209600 300'],
      ['a', 'A', '203.0.113.201'],
      ['b', 'A', '203.0.113.202'],
    ]),
  );
}
