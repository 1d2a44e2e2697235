import { nameServers } from '../../evidence/domain/name-servers.ts';
import { zoneTransfer } from '../../evidence/domain/zone-transfer.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { previewPlatformOf } from './host-facts.ts';

export const zoneTransferCheck = defineCheck({
  id: 'domain/zone-transfer',
  rows: ['B4'],
  stage: 'domain',
  about: 'domain',
  title: 'Name servers do not hand the whole zone to strangers',
  why: 'The zone lists every host, also staging, admin and the old ones: a map for whoever looks for the weakest door.',
  test: 'dig AXFR {subject} @<name server>',
  refs: ['RFC 5936 §5'],
  needs: { seen: one(zoneTransfer), zone: maybe(nameServers, ['names']) },
  maxAge: '24h',
  problems: {
    open: {
      says: 'The name server {server:name} hands the whole zone of {domain:name} to anybody who asks: every host name in it is known',
      class: 'incident',
      impact: 'data',
      identity: ['server'],
      minutes: 20,
      fails: [],
    },
  },
  judge({ seen, zone }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    const domain = zone?.zone ?? subject.name;
    for (const { name: server, address, answer, records, names } of seen.servers) {
      if (answer !== 'open') continue;
      const lines = [quote(`@${address} AXFR ${domain}: ${records} records in the first message, among them ${names.slice(0, 8).join(', ')}`)];
      const steps = [
        `Run by a DNS company: switch off "zone transfer" (AXFR) for ${domain} there, or limit it to the addresses of your own secondary servers.`,
        'Run by you: allow transfers only to those addresses, see below, then reload.',
        'Look through the host names in the zone: take down what need not be public, since the list must be taken as known.',
      ];
      const snippet = {
        language: 'text' as const,
        text: 'allow-transfer { none; };',
        where: 'named.conf (BIND), in options or in the zone; Knot: no acl with "action: transfer"',
      };
      report.fail('open', {
        server,
        domain,
        proof: [{ says: 'Asked for the whole zone:', lines }],
        fix: { steps, snippet },
        test: `dig AXFR ${domain} @${address}`,
      });
    }
    if (seen.servers.some(({ answer }) => answer === 'unanswered')) report.unknown('not every name server said whether it would');
    report.pass('every name server refuses');
  },
});
