import { nameServers } from '../../evidence/domain/name-servers.ts';
import { dmarcEvidence } from '../../evidence/email/dmarc.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { spfEvidence } from '../../evidence/email/spf.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dnsRemedy, replaceText, zoneAt } from '../domain/dns-remedy.ts';
import { whyNotOurs } from './not-judged.ts';
import { dmarcOfParked, spfOfParked } from './parked-domain.ts';

const common = { impact: 'email', identity: [], minutes: 5, waitMinutes: 30, class: 'incident', fails: [] } as const;

export const noMailCheck = defineCheck({
  id: 'email/no-mail',
  rows: ['D1', 'D3', 'D8'],
  stage: 'email',
  about: 'domain',
  title: 'A domain that sends no mail says so',
  why: 'A domain without mail records is the easiest one to forge: anybody can write to your customers in its name, and nothing tells receivers that it is false.',
  test: 'dig +short TXT {subject}; dig +short TXT _dmarc.{subject}   (want "v=spf1 -all" and "v=DMARC1; p=reject"); dig +short MX {subject}   (want "0 .")',
  refs: ['RFC 7208 §10.1.2', 'RFC 7505', 'RFC 9989 §5.1'],
  needs: { spf: one(spfEvidence), dmarc: one(dmarcEvidence), mx: maybe(mxEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'spf-open': { ...common, says: '{name:name} sends no mail, but its SPF does not say so: receivers have no reason to refuse forged mail' },
    'dmarc-open': { ...common, says: '{name:name} sends no mail, but DMARC does not ask receivers to refuse what comes in its name' },
    'mx-open': {
      ...common,
      says: '{name:name} takes no mail, but does not say so (null MX): mail to it waits for days at the senders, and at your web server, before it bounces',
      class: 'later',
    },
  },
  judge({ spf, dmarc, mx, ns }, { subject, intent, report }) {
    const name = subject.name;
    if (intent.sendsMail !== false) return report.notApplicable('the config does not say that this project sends no mail');
    const why = whyNotOurs(name, ns);
    if (why !== undefined) return report.notApplicable(why);
    const at = zoneAt(name, ns);
    const { records, refusesAll } = spfOfParked(spf);
    if (!refusesAll)
      report.fail('spf-open', {
        name,
        proof: [{ says: `SPF at ${name}: ${records.length === 0 ? 'none' : ''}`, lines: records }],
        fix: dnsRemedy(at, replaceText(name, records, 'v=spf1 -all')),
      });
    if (mx?.state === 'none')
      report.fail('mx-open', {
        name,
        proof: [{ says: `DNS answered: there is no MX record at ${name}` }],
        fix: dnsRemedy(at, [{ op: 'add', name, type: 'MX', data: '0 .' }]),
      });
    const { text: own, rejects } = dmarcOfParked(dmarc);
    if (rejects) return undefined;
    const host = `_dmarc.${name}`;
    const proof = [{ says: `DMARC for ${name}: ${own === undefined ? 'none' : ''}`, lines: dmarc.records }];
    return report.fail('dmarc-open', { name, proof, fix: dnsRemedy(at, replaceText(host, dmarc.records, 'v=DMARC1; p=reject; np=reject')) });
  },
});
