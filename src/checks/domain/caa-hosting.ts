import { caa as kind } from '../../evidence/domain/caa.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { edgeTls } from '../../evidence/edge/tls.ts';
import { gradeOf } from '../../model/catalogue.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { allowedBy, caaRemedy } from './caa-facts.ts';
import { zoneOf } from './host-facts.ts';
import { webHostOf } from './web-host-facts.ts';

export const caaHosting = defineCheck({
  id: 'domain/caa-hosting',
  rows: ['C3'],
  stage: 'domain',
  about: 'host',
  title: 'DNS allows the hosting platform to get its certificate',
  why: 'After a move the platform asks for a certificate at once. A CAA record that forbids its authority leaves visitors before a warning page, and the platform only says "pending".',
  test: 'dig +short {subject} CAA; then compare with the authority that your hosting names in its documentation',
  refs: ['RFC 8659 §3'],
  needs: { caa: one(kind), host: one(hostAddresses), tls: maybe(edgeTls, ['addresses']), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'forbids-platform': {
      says: '{host:name} leads to {platform:word}, which gets certificates from {wanted:names}, but the CAA record at {at:name} only allows {allowed:names}',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 10,
      waitMinutes: 60,
    },
  },
  judge({ caa, host, tls, servers }, { subject, report }) {
    const platform = webHostOf(host);
    const allowed = allowedBy(caa);
    if (!platform || platform.caaNames.length === 0) return report.notApplicable('it does not lead to a platform whose authority is known here');
    if (caa.foundAt === null || allowed === 'anybody') return report.pass('CAA restricts nobody from issuing');
    if (allowed.length === 0) return report.notApplicable('nobody at all may issue: see domain/caa');
    // With a certificate in place, its own authority is what counts; the platform may have several.
    if (tls?.addresses.some(({ trust }) => trust === 'trusted')) return report.notApplicable('it has a certificate already: see domain/caa-renewal');
    if (platform.caaNames.some((name) => allowed.includes(name))) return report.pass(`${platform.title} may get a certificate`);
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const add = { op: 'add' as const, name: caa.foundAt, type: 'CAA', data: `0 issue "${platform.caaNames[0]}"` };
    report.fail('forbids-platform', {
      host: subject.name,
      platform: platform.title,
      wanted: platform.caaNames,
      at: caa.foundAt,
      allowed,
      proof: [
        { says: 'DNS answered:', lines: caa.lines.slice(-8) },
        {
          says: `That ${platform.title} uses ${platform.caaNames.join(' or ')} ${platform.source.read === null ? 'is to be looked up at' : 'says'} ${platform.source.url}`,
        },
      ],
      fix: caaRemedy(subject.name, at, caa.foundAt, add, [
        `Then let ${platform.title} try again: in its list of domains, "refresh" or remove and add the domain.`,
      ]),
      ...gradeOf(platform.source),
    });
  },
});
