import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { addTarget, dnsRemedy } from './dns-remedy.ts';
import { claimableServiceOf, dnsProof, isNamed, UNNAMED, zoneOf } from './host-facts.ts';

const SAYS = {
  name: 'DNS knows no name {host:name}: nobody can open it',
  address: '{host:name} exists in DNS but has no address: nobody can open it',
  alias: '{host:name} is an alias for {target:name}, which has no address: nobody can open it',
  claimable:
    '{host:name} is an alias for {target:name} at {service:word}, which is gone: nobody can open it, and a stranger may register it and answer under your name',
} as const;
const COSTS = { class: 'blocker', impact: 'downtime', identity: [], minutes: 10, waitMinutes: 10, fails: ['B1', 'B3'] } as const;

export const hostResolves = defineCheck({
  id: 'domain/host-resolves',
  rows: ['B1', 'B3', 'B4'],
  stage: 'domain',
  about: 'host',
  title: 'The host name leads to an address',
  why: 'A name without an address is a dead link: the browser says that the site cannot be found.',
  test: 'dig +short {subject} A; dig +short {subject} AAAA',
  refs: ['RFC 1034 §3.6'],
  needs: { host: one(hostAddresses), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '5m',
  problems: {
    'no-such-name': { says: SAYS.name, ...COSTS },
    'no-address': { says: SAYS.address, ...COSTS },
    'alias-to-nothing': { says: SAYS.alias, ...COSTS },
    'alias-to-claimable': { says: SAYS.claimable, ...COSTS, fails: ['B1', 'B3', 'B4'], impact: 'data' },
  },
  judge({ host, servers }, { subject, intent, report }) {
    if (!isNamed(intent, subject.name)) return report.notApplicable(UNNAMED);
    // One finding about the domain, not one per name below it.
    if (servers?.status === 'missing' && host.status === 'nxdomain') return report.notApplicable('the whole domain is missing: see domain/name-servers');
    if (host.status === 'present') return report.pass(host.addresses.map((one) => one.address).join(', '));
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const after = [
      'Add the name to the project at your hosting as well, so that it gets a certificate.',
      `Try it again in ten minutes: dig +short ${subject.name}`,
    ];
    const details = { host: subject.name, proof: dnsProof(host), fix: dnsRemedy(at, [addTarget(subject.name, at)], after) };
    const target = host.chain.at(-1);
    if (target !== undefined) {
      const old = { op: 'remove' as const, name: subject.name, type: 'CNAME', data: `${host.chain[0]}.` };
      const lost = { ...details, target, fix: dnsRemedy(at, [old, addTarget(subject.name, at)], after) };
      const service = host.status === 'nxdomain' ? claimableServiceOf(target)?.title : undefined;
      return service === undefined ? report.fail('alias-to-nothing', lost) : report.fail('alias-to-claimable', { ...lost, service });
    }
    report.fail(host.status === 'nxdomain' ? 'no-such-name' : 'no-address', details);
  },
});
