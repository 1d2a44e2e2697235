import { nameServers } from '../../evidence/domain/name-servers.ts';
import { dkimEvidence } from '../../evidence/email/dkim.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { sendersUnder } from '../../model/senders.ts';
import { dkimProblems } from './dkim-problems.ts';
import { judgeDkimSelector } from './dkim-selector.ts';
import { judgeDkimSender, nothingDeclared } from './dkim-sender.ts';
import { zoneAt } from '../domain/dns-remedy.ts';
import { whyNotSending } from './not-judged.ts';

export const dkimCheck = defineCheck({
  id: 'email/dkim',
  rows: ['D2', 'D8', 'D10'],
  stage: 'email',
  about: 'domain',
  title: 'The DKIM keys of the sending services are published and sound',
  why: 'DKIM is the signature that tells mailbox providers that a mail is really yours. Without it password resets and confirmations land in spam.',
  test: 'dig +short TXT <selector>._domainkey.{subject}   (answers with a text that contains p=… ); then send yourself a mail and look for "dkim=pass"',
  refs: ['RFC 6376 §3.6.1', 'RFC 8301', 'RFC 8463'],
  needs: { dkim: one(dkimEvidence), mx: maybe(mxEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '15m',
  problems: dkimProblems,
  judge({ dkim, mx, ns }, context) {
    const { report, subject, intent } = context;
    const why = whyNotSending(subject.name, ns, intent);
    if (why !== undefined) return report.notApplicable(why);
    const senders = sendersUnder(subject.name, intent);
    if (senders.length === 0 && intent.senders.some(({ declared }) => declared)) {
      return report.notApplicable(
        `by the config no mail is sent from ${subject.name}; its senders use ${intent.senders.map(({ domain }) => domain).join(', ')}`,
      );
    }
    const at = zoneAt(subject.name, ns);
    for (const selector of dkim.selectors) judgeDkimSelector(selector, at, context);
    for (const sender of senders) judgeDkimSender(sender, dkim.selectors, at, context);
    return senders.length === 0 ? nothingDeclared(dkim.selectors, mx, context) : undefined;
  },
});
