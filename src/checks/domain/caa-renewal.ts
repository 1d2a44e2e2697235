import { CAA_AUTHORITIES } from '../../data/caa-names.ts';
import { caa as kind } from '../../evidence/domain/caa.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { edgeTls } from '../../evidence/edge/tls.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { allowedBy, caaRemedy } from './caa-facts.ts';
import { isNamed, UNNAMED, zoneOf } from './host-facts.ts';

export const caaRenewal = defineCheck({
  id: 'domain/caa-renewal',
  rows: ['C3'],
  stage: 'domain',
  about: 'host',
  title: 'DNS allows the authority of the present certificate to issue the next one',
  why: 'Certificates last for weeks. When a CAA record forbids the authority that renews them, the site goes dark on the day the present one ends.',
  test: 'dig +short {subject} CAA; then compare with the issuer that the browser shows for the certificate',
  refs: ['RFC 8659 §3'],
  needs: { caa: one(kind), tls: maybe(edgeTls, ['addresses']), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'forbids-renewal': {
      says: 'The CAA record at {at:name} allows {allowed:names}, but the certificate of {host:name} is from {issuer:outside}: it cannot be renewed',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 10,
      waitMinutes: 60,
    },
  },
  judge({ caa, tls, servers }, { subject, intent, report }) {
    const allowed = allowedBy(caa);
    if (caa.foundAt === null || allowed === 'anybody') return report.pass('CAA restricts nobody from issuing');
    if (allowed.length === 0) return report.notApplicable('nobody at all may issue: see domain/caa');
    if (!tls) return isNamed(intent, subject.name) ? report.unknown('the present certificate could not be seen') : report.notApplicable(UNNAMED);
    const leaf = tls.addresses.find((one) => one.trust === 'trusted')?.chain[0];
    if (!leaf) return report.notApplicable('there is no trusted certificate that could be renewed');
    const organisation = /(?:^|, )O=([^\n]+?)(?:, [A-Z]+=|$)/.exec(leaf.issuer)?.[1] ?? '';
    const authority = CAA_AUTHORITIES.find(({ issuer }) => organisation.toLowerCase().startsWith(issuer));
    if (!authority) return report.unknown(`which CAA name belongs to the issuer "${quote(organisation, 80)}" is not known here`);
    if (authority.caaNames.some((name) => allowed.includes(name))) return report.pass(`${organisation} may issue`);
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const add = { op: 'add' as const, name: caa.foundAt, type: 'CAA', data: `0 issue "${authority.caaNames[0]}"` };
    report.fail('forbids-renewal', {
      host: subject.name,
      at: caa.foundAt,
      allowed,
      issuer: quote(organisation, 80),
      proof: [
        { says: 'DNS answered:', lines: caa.lines.slice(-8) },
        { says: 'The certificate was issued by:', lines: [leaf.issuer] },
      ],
      fix: caaRemedy(subject.name, at, caa.foundAt, add, ['If the site is about to move to another hosting, add the authority of that one as well.']),
      // A new certificate may come from another authority than the present one.
      grade: 'observed',
    });
  },
});
