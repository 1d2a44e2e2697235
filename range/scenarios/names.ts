import { appBut, declaring, fewHostsBut, siteBut } from '../faults/change.ts';
import { nameServersAre, withRecords, withZone, withoutRecords, withoutZone } from '../faults/dns.ts';
import { DOMAIN, zone } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const hosts = appBut().intent.hosts ?? [];
const vercel = { name: 'acme.vercel.app', purpose: 'app' as const, declared: true };
const NOBODY_SERVES = ['ns1.lost.example', 'ns2.lost.example'] as const;

/** More about names: what the scenarios of the domain leave out. */
export const nameScenarios: readonly Scenario[] = [
  { name: 'www is missing', world: siteBut(withoutRecords('www'), declaring({ hosts: hosts.filter(({ purpose }) => purpose === 'apex') })), finds: [] },
  {
    name: 'a declared host has a name but no address',
    world: appBut(withoutRecords('app'), withRecords(['app', 'TXT', 'here'])),
    finds: [`domain/host-resolves:no-address@app.${DOMAIN}`],
  },
  {
    name: 'one of two addresses is private',
    world: appBut(withRecords(['app', 'A', '10.0.0.7'])),
    finds: [`domain/public-address:partly-private@app.${DOMAIN}`],
  },
  {
    name: 'an authority must know a property that it cannot know',
    world: siteBut(withRecords(['@', 'CAA', '128 future "x"'])),
    finds: [`domain/caa:unknown-critical@${DOMAIN}`],
  },
  {
    name: 'an admin host that nobody declared',
    world: siteBut(withRecords(['admin', 'A', '203.0.113.250'])),
    finds: [`domain/subdomain-purpose:unknown-sensitive@admin.${DOMAIN}`],
  },
  {
    name: 'a host without purpose and owner',
    world: appBut(declaring({ hosts: hosts.map((host) => (host.purpose === 'app' ? { ...host, purpose: 'other' as const } : host)) })),
    finds: [],
    also: [`domain/subdomain-purpose:no-purpose@app.${DOMAIN}`],
  },
  {
    name: 'an undeclared host points to a name that is gone',
    world: siteBut(withRecords(['docs', 'CNAME', 'gone.example'])),
    finds: [`domain/dangling-cname:dangling@docs.${DOMAIN}`],
  },
  {
    name: 'the main address is a preview address',
    world: siteBut(declaring({ canonicalHost: vercel.name })),
    finds: ['domain/production-domain:preview-canonical'],
  },
  {
    name: 'one name server has no address',
    world: siteBut(nameServersAre('ada.ns.cloudflare.com', 'gone.ns.cloudflare.com')),
    finds: ['domain/name-servers:no-address'],
  },
  {
    name: 'none of the name servers has an address',
    world: siteBut(
      nameServersAre(...NOBODY_SERVES),
      withZone(zone('lost.example', [['@', 'SOA', 'ns.lost.example hostmaster.lost.example 1 7200 3600 1209600 300']])),
    ),
    finds: ['domain/name-servers:none-serves'],
  },
  {
    name: 'the domain is not registered',
    world: fewHostsBut(['app'], withoutZone(DOMAIN)),
    finds: ['domain/name-servers:domain-missing'],
  },
];
