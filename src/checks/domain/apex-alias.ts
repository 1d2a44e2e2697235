import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, one } from '../../model/check.ts';
import { addTarget, dnsHostOf, dnsRemedy } from './dns-remedy.ts';
import { previewPlatformOf } from './host-facts.ts';
import { serverProof, standing } from './name-server-facts.ts';

export const apexAlias = defineCheck({
  id: 'domain/apex-alias',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'The domain itself is no alias',
  why: 'An alias (CNAME) replaces everything else at its name. At the domain itself it hides the mail servers, SPF and the list of name servers: mail is lost, now here, now there.',
  test: 'dig {subject} CNAME @<name server> (should be empty)',
  refs: ['RFC 1034 §3.6.2', 'RFC 2181 §10.1'],
  needs: { seen: one(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    alias: {
      says: 'The domain {domain:name} itself is an alias for {target:outside}: its mail servers and texts are hidden by that',
      class: 'incident',
      impact: 'email',
      identity: [],
      minutes: 15,
      waitMinutes: 10,
      fails: [],
    },
  },
  judge({ seen }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    // A name inside its parent's zone may be an alias like any other; only at the top of a zone is it none.
    if (seen.status === 'missing' || seen.zone !== subject.name) return report.notApplicable('it is not at the top of a zone of its own');
    const { answering } = standing(seen);
    const target = answering.find(({ alias }) => alias !== null)?.alias;
    if (answering.length === 0) return report.unknown('no name server answered');
    if (target === undefined || target === null) return report.pass('no name server gives an alias at the domain itself');
    const at = { zone: seen.zone, nameServers: seen.names };
    const kind = dnsHostOf(seen.names)?.apexAlias;
    const how = kind
      ? `There, the type "${kind}" makes an alias at the domain itself that hides nothing.`
      : 'There, use the A address that your hosting shows for the domain itself.';
    const lines = answering.flatMap(({ records }) => records.A ?? []).slice(0, 4);
    const proof = [...serverProof(seen), { says: `Asked for the address of ${subject.name} they answer with the alias:`, lines }];
    const fix = dnsRemedy(at, [{ op: 'remove', name: subject.name, type: 'CNAME', data: `${target}.` }, addTarget(subject.name, at)], [how]);
    report.fail('alias', { domain: subject.name, target, proof, fix });
  },
});
