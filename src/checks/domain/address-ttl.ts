import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { propagation } from '../../evidence/domain/propagation.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { whereToEdit } from './dns-remedy.ts';
import { dnsProof, isNamed, zoneOf } from './host-facts.ts';

const MOST_SECONDS = 6 * 3600;

export const addressTtl = defineCheck({
  id: 'domain/address-ttl',
  rows: ['B10'],
  stage: 'domain',
  about: 'host',
  title: 'A change of address reaches everybody within hours',
  why: 'Resolvers keep an answer as long as its TTL says. With a long one, a move or a rollback in launch week leaves people at the old address.',
  test: 'dig {subject} A (the number in the second column is the TTL in seconds)',
  refs: ['RFC 1035 §3.2.1'],
  needs: { host: one(hostAddresses), servers: maybe(nameServers, ['names']), spread: maybe(propagation, ['names']) },
  maxAge: '24h',
  problems: {
    'long-ttl': {
      says: 'Addresses of {host:name} are remembered for {hours:count} hours: a move or rollback takes that long to reach everybody',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 5,
    },
  },
  judge({ host, servers, spread }, { subject, intent, report }) {
    if (host.status !== 'present' || !isNamed(intent, subject.name)) return report.notApplicable('no address of a declared host to judge');
    // A resolver counts the TTL down, so that what it says is the least; the name servers themselves say the whole of it.
    const views = spread?.names.find(({ name, type }) => name === subject.name && type === 'A')?.views ?? [];
    const whole = views.filter(({ kind, answer }) => kind === 'authority' && answer === 'present').map(({ ttl }) => ttl);
    const longest = Math.max(...host.addresses.map((one) => one.ttl), ...whole);
    if (longest <= MOST_SECONDS) return;
    const steps = [
      whereToEdit(servers?.zone ?? zoneOf(subject), servers?.names),
      `Set the TTL of the record for ${subject.name} to 300 seconds at least a day before a move; 3600 is fine afterwards.`,
    ];
    report.fail('long-ttl', { host: subject.name, hours: Math.round(longest / 3600), proof: dnsProof(host), fix: { steps } });
  },
});
