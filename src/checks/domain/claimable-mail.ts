import { mailTargets } from '../../evidence/domain/mail-targets.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { isRegistry } from '../../model/domain-name.ts';
import { whereToEdit } from './dns-remedy.ts';
import { previewPlatformOf } from './host-facts.ts';
import { boughtAs } from './name-server-facts.ts';

export const claimableMail = defineCheck({
  id: 'domain/claimable-mail',
  rows: ['B4'],
  stage: 'domain',
  about: 'domain',
  title: 'No mail goes to a domain that anybody can buy',
  why: 'Whoever registers the lost domain receives mail for yours: password resets, invoices, and the proof that a certificate or an account is theirs.',
  test: 'dig +short {subject} MX; then look each name’s domain up at a registrar',
  refs: ['RFC 5321 §5.1', 'RFC 8020 §2'],
  needs: { seen: one(mailTargets), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    claimable: {
      says: 'Mail for {domain:name} goes to {host:name}, and {bought:name} is not registered: whoever buys it reads that mail',
      class: 'blocker',
      impact: 'data',
      identity: ['host'],
      minutes: 10,
      waitMinutes: 60,
    },
  },
  judge({ seen, servers }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    for (const { host, status, lostIn, lines, leadsTo = host } of seen.targets) {
      if (status !== 'lost' || lostIn === null || !isRegistry(lostIn) || !leadsTo.endsWith(`.${lostIn}`)) continue;
      const bought = boughtAs(leadsTo, lostIn);
      const steps = [
        whereToEdit(servers?.zone ?? subject.name, servers?.names),
        `Delete the MX record that names ${host}, and enter those that your mail service shows instead.`,
        `If ${bought} was yours, register it again today, before somebody else does.`,
      ];
      // The registry says that nobody has it; whether it can be bought today only a registrar's search shows.
      report.fail('claimable', {
        domain: subject.name,
        host,
        bought,
        proof: [{ says: 'DNS answered:', lines }],
        fix: { steps },
        grade: 'observed',
        test: `whois ${bought}`,
      });
    }
    const open = seen.targets.filter(({ status }) => status === 'unknown');
    if (open.length > 0) return report.unknown(`it could not be made sure from here whether ${open.map(({ host }) => host).join(', ')} exists`);
    report.pass(seen.targets.length > 0 ? 'the domains of all mail hosts belong to somebody' : 'it names no mail host');
  },
});
