import { appBut, changed, declaring, mailBut, type WorldChange } from '../faults/change.ts';
import { alsoAt, certificateIs, everything, servedAt } from '../faults/web.ts';
import {
  allServers,
  atParent,
  delegationIs,
  nameServersAre,
  oneServer,
  ownNameServers,
  recordsAre,
  registryHas,
  secondResolverRemembers,
  secondServerAlsoAt,
  secondServerHas,
  withRecords,
  withZone,
} from '../faults/dns.ts';
import { DOMAIN, NAME_SERVERS, page, zone } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const [FIRST, SECOND] = NAME_SERVERS.map(({ name }) => name) as [string, string];
const SOA = 'hostmaster.acme.example 2026110101 7200 3600 1209600 300';
/** Servers of another DNS host that hold the zone as well. */
const OTHER = ['ns1.other-dns.example', 'ns2.other-dns.example'] as const;
const otherHost = withZone(
  zone('other-dns.example', [
    ['@', 'SOA', 'ns.other-dns.example hostmaster.other-dns.example 1 7200 3600 1209600 300'],
    ['ns1', 'A', '203.0.113.1'],
    ['ns2', 'A', '203.0.113.2'],
  ]),
);
const withAddresses = (first: string, second: string) => [
  withZone(
    zone('dns-pair.example', [
      ['@', 'SOA', `ns.dns-pair.example ${SOA}`],
      ['ns1', 'A', first],
      ['ns2', 'A', second],
    ]),
  ),
  nameServersAre('ns1.dns-pair.example', 'ns2.dns-pair.example'),
];

/** Name servers of a DNS host by name; each stands at one of the two addresses of the world. */
function servedBy(...names: readonly string[]): readonly WorldChange[] {
  const homes = [...new Set(names.map((name) => name.split('.').slice(1).join('.')))];
  const address = (name: string): string => NAME_SERVERS[names.indexOf(name) % 2]?.address ?? '';
  const zones = homes.map((home) => {
    const own = names.filter((name) => name.endsWith(`.${home}`));
    return withZone(zone(home, [['@', 'SOA', `ns.${home} ${SOA}`], ...own.map((name) => [`${name}.`, 'A', address(name)] as const)]));
  });
  return [...zones, nameServersAre(...names)];
}
const servedByRoute53 = [
  ...servedBy('ns-1.awsdns-01.com', 'ns-2.awsdns-02.net', 'ns-3.awsdns-03.org', 'ns-4.awsdns-04.co.uk'),
  recordsAre('@', 'SOA', 'ns-1.awsdns-01.com awsdns-hostmaster.amazon.com 1 7200 900 1209600 86400'),
];
const servedByVercel = [
  ...servedBy('ns1.vercel-dns.com', 'ns2.vercel-dns.com'),
  recordsAre('@', 'SOA', 'ns1.vercel-dns.com hostmaster.nsone.net 1659373707 43200 7200 1209600 14400'),
];
const vercelNames = withZone(
  zone('vercel-dns.com', [
    ['@', 'SOA', `ns1.vercel-dns.com ${SOA}`],
    ['cname', 'A', '76.76.21.21'],
  ]),
);

const unknownAtVercel = [
  vercelNames,
  recordsAre('app', 'A'),
  withRecords(['app', 'CNAME', 'cname.vercel-dns.com']),
  servedAt('app', '76.76.21.21'),
  everything('app', 'https', { status: 404, headers: [['x-vercel-error', 'DEPLOYMENT_NOT_FOUND']], body: 'The deployment could not be found on Vercel.' }),
];

/** The host `app` is a zone of its own, at servers that stand where the zone above is served, and know nothing of it. */
function handedTo(...servers: readonly string[]): WorldChange {
  const home = (servers[0] ?? '').split('.').slice(1).join('.');
  return (spec) =>
    changed(
      spec,
      recordsAre('app', 'A'),
      withRecords(...servers.map((server) => ['app', 'NS', server] as const)),
      withZone(zone(home, [['@', 'SOA', `ns.${home} ${SOA}`], ...servers.map((server) => [`${server}.`, 'A', '203.0.113.4'] as const)])),
    );
}

/** Scenarios about the health of the zone: who serves it, and how. */
export const zoneScenarios: readonly Scenario[] = [
  {
    name: 'the registrar names the servers of another DNS host than the zone does',
    world: mailBut(otherHost, recordsAre('@', 'NS', ...OTHER)),
    finds: ['domain/delegation:two-hosts'],
  },
  {
    name: 'the registrar lists a server more than the zone',
    world: mailBut(recordsAre('@', 'NS', FIRST)),
    finds: [],
    also: ['domain/delegation:sets-differ'],
  },
  {
    name: 'the registrar lists a server that does not serve the zone',
    world: mailBut(otherHost, delegationIs(FIRST, SECOND, 'a.nic.example')),
    finds: ['domain/name-servers:lame'],
    also: ['domain/delegation:sets-differ'],
    unknown: ['domain/zone-agreement'],
  },
  {
    name: 'name servers below the domain itself, with their addresses at the registrar',
    world: mailBut(ownNameServers('203.0.113.1', '203.0.113.2')),
    finds: [],
  },
  {
    name: 'the registrar hands out the old address of a name server',
    world: mailBut(ownNameServers('203.0.113.1', '203.0.113.222')),
    finds: ['domain/delegation:glue-differs'],
  },
  {
    name: 'the registrar has no address of a name server below the domain',
    world: mailBut(ownNameServers('203.0.113.1', '')),
    finds: ['domain/delegation:glue-missing'],
  },
  { name: 'two names of one name server', world: mailBut(...withAddresses('203.0.113.1', '203.0.113.1')), finds: ['domain/name-servers:one-address'] },
  {
    name: 'both name servers in one network',
    world: mailBut(...withAddresses('203.0.113.1', '203.0.113.2')),
    finds: [],
    also: ['domain/name-servers:one-network'],
  },
  {
    name: 'the domain of a name server is for sale',
    world: mailBut(nameServersAre(FIRST, 'ns.lapsed-company.test'), registryHas('test')),
    finds: ['domain/name-servers:claimable'],
    unknown: ['domain/zone-agreement'],
  },
  {
    name: 'a name server refuses the zone at one of its two addresses',
    world: mailBut(secondServerAlsoAt('203.0.113.77', 'refused')),
    finds: ['domain/name-servers:address-fails'],
  },
  {
    name: 'both name servers have forgotten the zone',
    world: mailBut(allServers('refused')),
    finds: ['domain/name-servers:none-serves'],
    unknown: ['domain/zone-agreement', 'email/spf'],
  },
  {
    name: 'the domain of a mail host is for sale',
    world: mailBut(recordsAre('@', 'MX', '1 smtp.google.com', '20 mx.lapsed-company.test'), registryHas('test')),
    finds: ['domain/claimable-mail:claimable'],
    also: ['email/mx:no-address'],
  },
  {
    name: 'the name servers copy from different primaries',
    world: mailBut(secondServerHas(recordsAre('@', 'SOA', `hidden.other.example ${SOA}`))),
    finds: [],
    also: ['domain/zone-agreement:primaries-differ'],
  },
  {
    name: 'a hidden primary and the serial of Route 53 are fine',
    world: mailBut(recordsAre('@', 'SOA', 'hidden-master.dns.example awsdns-hostmaster.amazon.com 1 7200 900 1209600 86400')),
    finds: [],
  },
  { name: 'answers to another question prove nothing', world: mailBut(oneServer('wrong-question')), finds: [], unknown: ['domain/name-servers'] },
  { name: 'answers whose names point to themselves prove nothing', world: mailBut(oneServer('pointer-loop')), finds: [], unknown: ['domain/name-servers'] },
  { name: 'the four name servers of Route 53 in four registries are fine', world: mailBut(...servedByRoute53), finds: [] },
  { name: 'the name servers of Vercel, with Let’s Encrypt allowed, are fine', world: mailBut(...servedByVercel), finds: [] },
  { name: 'a name server without TCP', world: mailBut(oneServer('udp-only')), finds: ['domain/name-server-transport:tcp-refused'] },
  { name: 'a name server that refuses EDNS', world: mailBut(oneServer('refuses-edns')), finds: [], also: ['domain/name-server-transport:edns-broken'] },
  { name: 'a name server that drops EDNS', world: mailBut(oneServer('drops-edns')), finds: [], also: ['domain/name-server-transport:edns-broken'] },
  { name: 'a name server that answers in lower case is fine', world: mailBut(oneServer('folds-case')), finds: [] },
  {
    name: 'a name server that looks up names for strangers',
    world: mailBut(oneServer('resolves')),
    finds: [],
    also: ['domain/name-server-transport:open-resolver'],
  },
  {
    name: 'a name server hands the whole zone to strangers',
    world: mailBut(oneServer('gives-zone'), declaring({ owned: [DOMAIN] })),
    finds: ['domain/zone-transfer:open'],
  },
  { name: 'whether it would is not asked of a domain that nobody says is theirs', world: mailBut(oneServer('gives-zone')), finds: [] },
  {
    name: 'mail records with the domain typed twice',
    world: mailBut(withRecords([`send.${DOMAIN}`, 'TXT', 'v=spf1 include:amazonses.com ~all'])),
    finds: ['domain/doubled-names:doubled'],
  },
  {
    name: 'below a wildcard everything is doubled, which says nothing',
    world: mailBut(withRecords(['*', 'A', '203.0.113.10'])),
    finds: [],
  },
  {
    name: 'the new hosting may not get its certificate',
    world: appBut(
      vercelNames,
      recordsAre('app', 'A'),
      withRecords(['app', 'CNAME', 'cname.vercel-dns.com']),
      recordsAre('@', 'CAA', '0 issue "digicert.com"'),
      servedAt('app', '76.76.21.21'),
      certificateIs('app', { issuer: 'self' }),
    ),
    finds: [
      `domain/caa-hosting:forbids-platform@app.${DOMAIN}`,
      ...[DOMAIN, `www.${DOMAIN}`].map((name) => `domain/caa-renewal:forbids-renewal@${name}`),
      `edge/certificate:self-signed@app.${DOMAIN}`,
    ],
  },
  {
    name: 'IPv6 still leads to the old hosting',
    world: appBut(recordsAre('app', 'A', '76.76.21.21'), withRecords(['app', 'AAAA', '2001:db8::99']), servedAt('app', '76.76.21.21', '[2001:db8::99]')),
    finds: [`domain/address-split:ipv6-left-behind@app.${DOMAIN}`],
  },
  {
    name: 'the old server is still among the addresses',
    world: appBut(withRecords(['app', 'A', '203.0.113.241']), alsoAt('app', '203.0.113.241', page('Under construction'))),
    finds: [`domain/address-views:different-sites@app.${DOMAIN}`],
  },
  {
    name: 'two servers with one site are fine',
    world: appBut(withRecords(['app', 'A', '203.0.113.241']), alsoAt('app', '203.0.113.241', page('Acme app'))),
    finds: [],
  },
  {
    name: 'addresses of two platforms',
    world: appBut(recordsAre('app', 'A', '76.76.21.21', '75.2.60.5'), servedAt('app', '76.76.21.21', '75.2.60.5')),
    finds: [`domain/address-split:two-platforms@app.${DOMAIN}`],
  },
  {
    name: 'a host hangs on name servers that have forgotten it',
    world: appBut(handedTo('ns1.forgot.example', 'ns2.forgot.example')),
    finds: [`domain/dangling-delegation:dead@app.${DOMAIN}`],
    unknown: [`domain/host-resolves@app.${DOMAIN}`],
  },
  {
    name: 'a host hangs on a zone that was deleted at a company where anybody has an account',
    world: appBut(handedTo('ns-1.awsdns-01.org', 'ns-2.awsdns-01.org')),
    finds: [`domain/dangling-delegation:claimable@app.${DOMAIN}`],
    unknown: [`domain/host-resolves@app.${DOMAIN}`],
  },
  {
    name: 'the hosting platform knows no project for a host',
    world: appBut(...unknownAtVercel),
    finds: [`domain/unclaimed-host:unclaimed@app.${DOMAIN}`, `domain/page-answers:platform-error@app.${DOMAIN}`],
  },
  {
    name: 'the same, but a record ties the host to an account there',
    world: appBut(...unknownAtVercel, withRecords(['_vercel', 'TXT', `vc-domain-verify=app.${DOMAIN},0123456789abcdef`])),
    finds: [`domain/page-answers:platform-error@app.${DOMAIN}`],
  },
  {
    name: 'a resolver still has the address from before the move',
    world: appBut(secondResolverRemembers(recordsAre('app', 'A', '198.18.0.99'))),
    finds: [],
    also: ['domain/propagation:resolver-behind'],
  },
  {
    name: 'a name server has not loaded the zone since a host moved',
    world: appBut(
      secondServerHas(
        recordsAre('app', 'A', '198.18.0.99'),
        recordsAre('@', 'SOA', 'ada.ns.cloudflare.com hostmaster.ada.ns.cloudflare.com 2026110100 7200 3600 1209600 300'),
      ),
    ),
    finds: ['domain/propagation:server-behind'],
    also: ['domain/zone-agreement:serials-differ'],
  },
  {
    name: 'two resolvers that give other addresses of one pool are fine',
    world: appBut(secondResolverRemembers(recordsAre('app', 'A', '203.0.113.77'))),
    finds: [],
  },
  {
    name: 'a name server of the zone above lists an address for a host of the zone: no matter',
    world: mailBut(atParent(['www', 'A', '203.0.113.99']), withRecords(['www', 'TXT', 'x'])),
    finds: [],
  },
];
