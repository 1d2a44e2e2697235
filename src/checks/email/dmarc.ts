import { nameServers } from '../../evidence/domain/name-servers.ts';
import { dmarcEvidence, type DmarcEvidence } from '../../evidence/email/dmarc.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { resemblesDmarc } from '../../formats/dmarc.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { judgeDmarcAbsence } from './dmarc-absence.ts';
import { dmarcProblems } from './dmarc-problems.ts';
import { type DmarcContext, judgeDmarcRecord, type Seen } from './dmarc-record.ts';
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
    for (const { domain, why: unseen, own } of dmarc.below ?? []) {
      if (unseen !== null) report.unknown(`DNS did not say whether ${domain}, from which mail is sent, has DMARC of its own: ${unseen}`);
      else if (own && own.state === 'none' && own.misplaced.length === 0 && !own.others.some(resemblesDmarc)) continue;
      else if (own) judgeDmarcOf(own, { ...context, subject: { ...subject, name: domain } }, { ...home, isBelow: dmarc.state === 'record' });
    }
    return judgeDmarcOf(dmarc, context, home);
  },
});

function judgeDmarcOf(dmarc: DmarcEvidence, context: DmarcContext, home: Omit<Seen, 'proof'>): void {
  const { name } = context.subject;
  const proof = [{ says: `TXT at _dmarc.${name}`, lines: [...dmarc.records, ...dmarc.others] }];
  if (dmarc.state === 'many') {
    const fix = replaceDmarc(home.at, name, dmarc.records, mergedDmarc(dmarc.records));
    return context.report.fail('duplicate', { name, records: dmarc.records.length, proof, fix });
  }
  const [own] = dmarc.records;
  return own === undefined ? judgeDmarcAbsence(dmarc, context, { proof, ...home }) : judgeDmarcRecord(own, dmarc, context, { proof, ...home });
}
