import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, one } from '../../model/check.ts';
import { previewPlatformOf } from './host-facts.ts';
import { differences, serverProof, standing, updateServers } from './name-server-facts.ts';

const SAYS = {
  disagree: 'The name servers of {domain:name} give different answers for {what:names}: what people see depends on chance',
  primaries: 'The name servers of {domain:name} copy the zone from different primary servers ({primaries:names}): sooner or later they will differ',
  serials: 'The name servers of {domain:name} have different versions of the zone (serial numbers {serials:names})',
} as const;

export const zoneAgreement = defineCheck({
  id: 'domain/zone-agreement',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'All name servers of the domain say the same',
  why: 'Each visitor and each mail server asks one of them at random. One that is out of date sends some people to the old site and some mail nowhere.',
  test: 'for s in $(dig +short {subject} NS); do dig +norec +short @$s {subject} MX; dig +norec +short @$s {subject} TXT; done',
  refs: ['RFC 1034 §4.3.5', 'RFC 1912 §2.2'],
  needs: { seen: one(nameServers) },
  maxAge: '24h',
  monitorable: '15m',
  problems: {
    disagree: { says: SAYS.disagree, class: 'incident', impact: 'downtime', identity: [], minutes: 20, waitMinutes: 60, fails: [] },
    'primaries-differ': { says: SAYS.primaries, class: 'later', impact: 'control', identity: [], minutes: 20, waitMinutes: 60 },
    'serials-differ': { says: SAYS.serials, class: 'later', impact: 'control', identity: [], minutes: 10, waitMinutes: 60 },
  },
  judge({ seen }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    if (seen.status === 'missing') return report.notApplicable('the domain does not exist: see domain/name-servers');
    const { answering } = standing(seen);
    const { what, lines, serials } = differences(answering);
    const details = { domain: seen.zone, fix: updateServers(seen) };
    const proof = serverProof(seen);
    if (what.length > 0) return report.fail('disagree', { ...details, what, proof: [...proof, { says: 'They differ here:', lines }] });
    const primaries = [...new Set(answering.flatMap(({ primary }) => primary ?? []))].sort();
    // Servers that each name themselves are copies without a common primary on purpose.
    if (primaries.length > 1 && !answering.every(({ name, primary }) => primary === name))
      return report.fail('primaries-differ', { ...details, primaries, proof });
    if (serials.length > 1) return report.fail('serials-differ', { ...details, serials, proof });
    if (answering.length < seen.servers.length) return report.unknown(`only ${answering.length} of ${seen.servers.length} name servers could be compared`);
    report.pass(`${answering.length} name servers, one answer`);
  },
});
