import { doubledNames } from '../../evidence/domain/doubled-names.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dnsRemedy, type RecordChange, textRecord, zoneAt } from './dns-remedy.ts';
import { dnsProof, previewPlatformOf } from './host-facts.ts';

export const doubledNamesCheck = defineCheck({
  id: 'domain/doubled-names',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'No record has the domain twice in its name',
  why: 'Most panels add the domain to what you type. Whoever types it too gets a record that nobody asks for, while the one that was meant is missing.',
  test: 'dig {subject}.{subject} (should say NXDOMAIN)',
  refs: ['RFC 8020 §2'],
  needs: { seen: one(doubledNames), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '24h',
  problems: {
    doubled: {
      says: 'The {type:name} record for {meant:name} was entered as {name:name}: nobody looks for it there',
      class: 'incident',
      impact: 'email',
      identity: ['name', 'type'],
      minutes: 5,
      waitMinutes: 10,
      fails: [],
    },
  },
  judge({ seen, servers }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    if (seen.status === 'hidden') return report.notApplicable('a wildcard answers for every name, so that a doubled one cannot be told');
    const at = zoneAt(subject.name, servers);
    for (const { name, meant, type, text } of seen.found) {
      const label = meant === at.zone ? '@' : meant.slice(0, -at.zone.length - 1);
      const move = (op: RecordChange['op'], to: string): RecordChange =>
        type === 'TXT' ? textRecord(op, to, text.replace(/^"|"$/g, '').replace(/" "/g, '')) : { op, name: to, type, data: text };
      const after = [`In the field for the name type only ${label}: the panel adds ${at.zone} itself.`];
      const proof = [{ says: `DNS has a ${type} record at ${name}:`, lines: [text] }, ...dnsProof(seen)];
      report.fail('doubled', { name, meant, type, proof, fix: dnsRemedy(at, [move('remove', name), move('add', meant)], after), test: `dig ${name} ${type}` });
    }
    report.pass('nothing lies below the doubled domain');
  },
});
