import { hostAddresses, type HostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { gradeOf } from '../../model/catalogue.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dnsRemedy, type RecordChange, zoneAt } from './dns-remedy.ts';
import { dnsProof, isNamed, UNNAMED, zoneOf } from './host-facts.ts';
import { splitOf, webHostOfAddress } from './web-host-facts.ts';

const COSTS = { class: 'incident', impact: 'downtime', identity: [], minutes: 10, waitMinutes: 10, fails: [] } as const;
const SAYS = {
  v6: '{host:name} leads to {platform:word} over IPv4 but to {address:name} over IPv6, where {platform:word} is not: people on IPv6 (most phones) reach something else',
  two: '{host:name} leads to {platform:word} and to {others:names} by turns: about every other visitor reaches the wrong one',
} as const;

export const addressSplit = defineCheck({
  id: 'domain/address-split',
  rows: ['B1'],
  stage: 'domain',
  about: 'host',
  title: 'All addresses of the host belong to the same hosting',
  why: 'After a move an old record is easily left: part of the visitors then sees the old site, a parking page or an error, and you see none of it.',
  test: 'dig +short {subject} A; dig +short {subject} AAAA; then compare with the values that your hosting shows for the domain',
  refs: ['RFC 8305 §4'],
  needs: { host: one(hostAddresses), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: { 'ipv6-left-behind': { says: SAYS.v6, ...COSTS }, 'two-platforms': { says: SAYS.two, ...COSTS } },
  judge({ host, servers }, { subject, intent, report }) {
    if (!isNamed(intent, subject.name)) return report.notApplicable(UNNAMED);
    // Behind an alias all addresses are its owner's.
    if (host.status !== 'present' || host.chain.length > 0) return report.notApplicable('it has no address records of its own');
    const split = splitOf(host);
    if (!split) return report.pass('its addresses are of no platform that is known here; nothing shows that they do not belong together');
    const { platform, strays, leftBehind } = split;
    const at = zoneAt(zoneOf(subject), servers);
    const details = {
      host: subject.name,
      platform: platform.title,
      proof: dnsProof(host),
      ...gradeOf(platform.source),
    };
    const drop = (stray: Addresses) =>
      dnsRemedy(
        at,
        stray.map((one): RecordChange => ({ op: 'remove', name: subject.name, type: one.family === 4 ? 'A' : 'AAAA', data: one.address })),
      );
    if (strays.length > 0)
      report.fail('two-platforms', { ...details, others: strays.map(({ address }) => webHostOfAddress(address)?.title ?? address), fix: drop(strays) });
    if (leftBehind[0]) report.fail('ipv6-left-behind', { ...details, address: leftBehind[0].address, fix: drop(leftBehind) });
    report.pass(`all addresses are of ${platform.title}`);
  },
});

type Addresses = HostAddresses['addresses'];
