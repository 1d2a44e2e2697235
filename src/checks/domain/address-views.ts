import { addressViews } from '../../evidence/domain/address-views.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { differentSites, shows } from './address-view-facts.ts';
import { whereToEdit } from './dns-remedy.ts';
import { dnsProof, isNamed, UNNAMED, zoneOf } from './host-facts.ts';
import { splitOf } from './web-host-facts.ts';

export const addressViewsCheck = defineCheck({
  id: 'domain/address-views',
  rows: ['B1'],
  stage: 'domain',
  about: 'host',
  title: 'Every address of the host shows the same site',
  why: 'After a move an old record is easily left beside the new one, often the one for IPv6: part of the visitors then sees the old site or a parking page, and you see none of it.',
  test: 'For each address that dig {subject} A and dig {subject} AAAA show: curl -sI --resolve {subject}:443:<address> https://{subject}/',
  refs: ['RFC 8305 §4'],
  needs: { host: one(hostAddresses), seen: one(addressViews), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'different-sites': {
      says: '{host:name} shows {one:outside} at {first:name} and {two:outside} at {second:name}: what visitors see depends on chance',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 10,
      waitMinutes: 10,
      fails: [],
    },
  },
  judge({ host, seen, servers }, { subject, intent, report }) {
    if (!isNamed(intent, subject.name)) return report.notApplicable(UNNAMED);
    if (seen.views.length < 2) return report.notApplicable('it has only one address of its own, or only one that can be reached from here');
    const split = splitOf(host);
    if (split && split.strays.length + split.leftBehind.length > 0)
      return report.notApplicable('its addresses are of several places: see domain/address-split');
    const different = differentSites(seen.views);
    const steps = [
      'Look up at your hosting which addresses the host must have, for IPv4 and for IPv6.',
      whereToEdit(servers?.zone ?? zoneOf(subject), servers?.names),
      `Delete the A and AAAA records of ${subject.name} that are not among them.`,
    ];
    if (different) {
      const [one, two] = different;
      const proof = [...dnsProof(host), { says: 'Each address, asked for the front page:', lines: seen.views.map(({ line }) => line) }];
      // A site may show something else to every other visitor on purpose.
      const details = { one: quote(shows(one), 80), first: one.address, two: quote(shows(two), 80), second: two.address };
      return report.fail('different-sites', { host: subject.name, ...details, proof, fix: { steps }, grade: 'observed' });
    }
    const answered = seen.views.filter(({ outcome }) => outcome === 'answered').length;
    if (answered < 2) return report.unknown('fewer than two of its addresses answered with a page that could be compared');
    report.pass(`${answered} addresses show the same site`);
  },
});
