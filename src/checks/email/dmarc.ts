import { nameServers } from '../../evidence/domain/name-servers.ts';
import { dmarcEvidence } from '../../evidence/email/dmarc.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { judgeDmarcAbsence } from './dmarc-absence.ts';
import { dmarcProblems } from './dmarc-problems.ts';
import { judgeDmarcRecord } from './dmarc-record.ts';
import { mergedDmarc, ownMailbox, replaceDmarc } from './dmarc-remedy.ts';
import { zoneAt } from '../domain/dns-remedy.ts';
import { whyNotSending } from './not-judged.ts';

export const dmarcCheck = defineCheck({
  id: 'email/dmarc',
  rows: ['D3', 'D8', 'D10'],
  stage: 'email',
  about: 'domain',
  title: 'DMARC is published and its reports arrive',
  why: 'Large mailbox providers ask for DMARC before they trust a sender, and only its reports show who sends mail in your name and whether your own mail passes.',
  test: 'dig +short TXT _dmarc.{subject}   (exactly one answer, beginning with "v=DMARC1;")',
  refs: ['RFC 9989', 'RFC 9990 §4'],
  needs: { dmarc: one(dmarcEvidence), mx: maybe(mxEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '15m',
  problems: dmarcProblems,
  judge({ dmarc, mx, ns }, context) {
    const { report, subject, intent } = context;
    const name = subject.name;
    const why = whyNotSending(subject.name, ns, intent);
    if (why !== undefined) return report.notApplicable(why);
    const home = { at: zoneAt(name, ns), mailbox: ownMailbox(name, mx) };
    const proof = [{ says: `TXT at _dmarc.${name}`, lines: [...dmarc.records, ...dmarc.others] }];
    if (dmarc.state === 'many') {
      return report.fail('duplicate', {
        name,
        records: dmarc.records.length,
        proof,
        fix: replaceDmarc(home.at, name, dmarc.records, mergedDmarc(dmarc.records)),
      });
    }
    const [own] = dmarc.records;
    if (own !== undefined) return judgeDmarcRecord(own, dmarc, context, { proof, ...home });
    return judgeDmarcAbsence(dmarc, context, { proof, ...home });
  },
});
