import { nameServers } from '../../evidence/domain/name-servers.ts';
import { mtaStsEvidence } from '../../evidence/email/mta-sts.ts';
import { starttlsEvidence } from '../../evidence/email/starttls.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { certificateFault } from './fetched-file.ts';
import { whyNotOurs } from './not-judged.ts';
import { starttlsProblems } from './starttls-problems.ts';

const OPTIONAL = { to: 'later', because: 'senders encrypt without looking at the certificate unless MTA-STS is enforced' } as const;

export const starttlsCheck = defineCheck({
  id: 'email/starttls',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'Mail to the domain can be delivered encrypted',
  why: 'Without encryption everybody on the way can read the mail, and mailbox providers show their users a warning.',
  test: 'openssl s_client -starttls smtp -connect <mail exchanger>:25   (from a network that does not block port 25)',
  refs: ['RFC 3207', 'RFC 8461 §4.2'],
  needs: { tls: one(starttlsEvidence, ['servers']), sts: maybe(mtaStsEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: starttlsProblems,
  judge({ tls, sts, ns }, { subject: { name }, now, report }) {
    const foreign = whyNotOurs(name, ns);
    if (foreign !== undefined) return report.notApplicable(foreign);
    if (tls.servers.length === 0) return report.notApplicable(`${name} has no mail exchanger that could be greeted; see email/mx`);
    const isEnforced = sts?.policy?.mode === 'enforce' && sts.policy.faults.length === 0 && sts.policy.file.status === 200;
    const answered = tls.servers.some(({ outcome }) => outcome !== 'no-connection');
    for (const { host, address, outcome, says, greeting, certificate } of tls.servers) {
      const lines = [greeting, says].filter((line, at, all) => line !== '' && all.indexOf(line) === at);
      const details = { name, host, proof: [{ says: `${host} (${address ?? 'not connected'}) port 25: greeting, EHLO, STARTTLS`, lines }] };
      const steps = (what: string): { fix: { steps: string[] } } => ({
        fix: { steps: [what, 'If a mail service runs this server, tell its support; otherwise look at the MX record.'] },
      });
      if (outcome === 'not-offered') report.fail('no-starttls', { ...details, ...steps(`Switch on STARTTLS on ${host}, with a certificate for that name.`) });
      else if (outcome === 'refused' || outcome === 'failed')
        report.fail('broken-starttls', { ...details, wrong: says, ...steps(`Repair the certificate and key that ${host} uses on port 25.`) });
      else if (outcome === 'unwilling' || outcome === 'not-smtp') report.unknown(`${host} did not want to talk to us: ${says}`);
      else if (outcome === 'no-connection' && answered)
        report.fail('silent', { ...details, wrong: says, grade: 'inferred', ...steps(`Start the mail server on ${host}, or delete its MX record.`) });
      const wrong = outcome === 'secured' ? certificateFault(certificate, now) : undefined;
      if (wrong === undefined) continue;
      const soften = isEnforced ? {} : { soften: OPTIONAL };
      report.fail('certificate', {
        ...details,
        wrong: quote(wrong),
        ...steps(`Let ${host} use a certificate for exactly that name from a public authority.`),
        ...soften,
      });
    }
  },
});
