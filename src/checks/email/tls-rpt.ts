import { nameServers } from '../../evidence/domain/name-servers.ts';
import { mtaStsEvidence } from '../../evidence/email/mta-sts.ts';
import { tlsRptEvidence } from '../../evidence/email/tls-rpt.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { dnsRemedy, replaceText, zoneAt } from '../domain/dns-remedy.ts';
import { whyNotOurs } from './not-judged.ts';

const common = { impact: 'email', identity: [], minutes: 5, waitMinutes: 30, class: 'later', fails: [] } as const;

export const tlsRptCheck = defineCheck({
  id: 'email/tls-rpt',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'Failures of encrypted delivery are reported',
  why: 'With MTA-STS, mail is held back when encryption fails. Only these reports tell you that it happens.',
  test: 'dig +short TXT _smtp._tls.{subject}',
  refs: ['RFC 8460 §3'],
  needs: { tls: one(tlsRptEvidence), sts: maybe(mtaStsEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    missing: {
      ...common,
      says: '{name:name} asks senders for encryption (MTA-STS), but not for reports when that fails: you would not learn why mail stays away',
    },
    invalid: { ...common, says: 'The TLS-RPT record of {name:name} does not count, so nobody sends reports: {wrong:outside}' },
  },
  judge({ tls, sts, ns }, { subject: { name }, report }) {
    const foreign = whyNotOurs(name, ns);
    if (foreign !== undefined) return report.notApplicable(foreign);
    const place = `_smtp._tls.${name}`;
    const proof = [{ says: `TXT at ${place}${tls.state === 'none' ? ': none' : ''}`, lines: tls.records }];
    const fix = dnsRemedy(zoneAt(name, ns), replaceText(place, tls.records, `v=TLSRPTv1; rua=mailto:tls-reports@${name}`), [
      'Make sure that the mailbox exists. "launch-ready dmarc" reads these reports as well.',
    ]);
    if (tls.state === 'none') {
      if (sts === undefined || sts.state === 'none')
        return report.notApplicable(`DNS proves that ${name} asks for no such reports, and it asks for no encryption either`);
      return report.fail('missing', { name, proof, fix });
    }
    const [fault] = tls.faults;
    const wrong = tls.state === 'many' ? quote('there is more than one') : fault;
    return wrong === undefined ? undefined : report.fail('invalid', { name, wrong, proof, fix });
  },
});
