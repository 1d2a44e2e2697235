import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dnsRemedy } from './dns-remedy.ts';
import { claimableServiceOf, dnsProof, isNamed, zoneOf } from './host-facts.ts';

const COSTS = { identity: ['target'], minutes: 10, waitMinutes: 10 } as const;
const SAYS = {
  claimable: '{host:name} points to {target:name} at {service:word}, which is gone: a stranger may be able to register it and answer under your name',
  dangling: '{host:name} points to {target:name}, which does not exist',
} as const;
const AGAIN = ['Or, if the host is still needed, create the target again at that service first.'];

export const danglingCname = defineCheck({
  id: 'domain/dangling-cname',
  rows: ['B4'],
  stage: 'domain',
  about: 'host',
  title: 'No alias points to a name that is gone',
  why: 'Whoever registers the lost target runs their own site under your name: they can ask your users for passwords and read cookies of your domain.',
  test: 'dig {subject} CNAME; dig +short {subject}',
  refs: ['https://learn.microsoft.com/azure/security/fundamentals/subdomain-takeover'],
  needs: { host: one(hostAddresses), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    claimable: { says: SAYS.claimable, class: 'blocker', impact: 'data', ...COSTS },
    dangling: { says: SAYS.dangling, class: 'incident', impact: 'control', fails: [], ...COSTS },
  },
  judge({ host, servers }, { subject, intent, report }) {
    const target = host.chain.at(-1);
    if (host.status !== 'nxdomain' || target === undefined) return;
    if (isNamed(intent, subject.name)) return report.notApplicable('it is declared, so domain/host-resolves tells of its lost target');
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const drop = { op: 'remove', name: subject.name, type: 'CNAME', data: `${host.chain[0]}.` } as const;
    const fix = dnsRemedy(at, [drop], AGAIN);
    const details = { host: subject.name, target, proof: dnsProof(host), fix };
    const service = claimableServiceOf(target)?.title;
    // That the target is gone is proven; that a stranger may register it depends on the service, so it is to be verified first.
    if (service !== undefined) {
      const test = `Try to create ${target} at ${service}: if it lets you, anybody could.`;
      return report.fail('claimable', { ...details, service, grade: 'inferred', test });
    }
    report.fail('dangling', details);
  },
});
