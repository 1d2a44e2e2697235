import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { addTarget, dnsRemedy, type RecordChange } from './dns-remedy.ts';
import { dnsProof, hostIn, isNamed, UNNAMED, zoneOf } from './host-facts.ts';

const COSTS = { impact: 'downtime', identity: [], minutes: 15, waitMinutes: 10 } as const;
const SAYS = {
  none: '{host:name} leads to {address:name}, an address inside a private network: nobody outside can open it',
  part: '{host:name} also leads to {address:name}, which only works inside a private network: some visitors wait for nothing',
} as const;
/** Hosts that a company may keep inside on purpose. */
const INSIDE = ['admin', 'staging', 'preview'];

export const publicAddress = defineCheck({
  id: 'domain/public-address',
  rows: ['B1', 'B3'],
  stage: 'domain',
  about: 'host',
  title: 'The host leads to addresses on the public internet',
  why: 'An address of a private network works in the office and nowhere else.',
  test: 'Open https://{subject} on a phone with Wi-Fi switched off.',
  refs: ['RFC 6890'],
  needs: { host: one(hostAddresses), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'not-public': { says: SAYS.none, class: 'blocker', ...COSTS },
    'partly-private': { says: SAYS.part, class: 'incident', fails: [], ...COSTS },
  },
  judge({ host, servers }, { subject, intent, report }) {
    if (!isNamed(intent, subject.name)) return report.notApplicable(UNNAMED);
    if (host.status !== 'present') return report.notApplicable('it has no address: see domain/host-resolves');
    const hidden = host.addresses.filter((one) => one.scope !== 'public');
    const [first] = hidden;
    if (!first) return;
    const owner = host.chain.at(-1) ?? subject.name;
    const drop = hidden.map((one): RecordChange => ({ op: 'remove', name: owner, type: one.family === 4 ? 'A' : 'AAAA', data: one.address }));
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const details = { host: subject.name, address: first.address, proof: dnsProof(host) };
    if (hidden.length < host.addresses.length) return report.fail('partly-private', { ...details, fix: dnsRemedy(at, drop) });
    const purpose = hostIn(intent, subject.name)?.purpose ?? 'other';
    const because = `a host for ${purpose} may be meant for people inside the network only`;
    const soften = INSIDE.includes(purpose) ? { soften: { to: 'later' as const, because } } : {};
    report.fail('not-public', { ...details, fix: dnsRemedy(at, [...drop, addTarget(subject.name, at)]), ...soften });
  },
});
