import { isAtOrBelow } from '../../model/domain-name.ts';
import { FREE_MAILBOXES } from '../../data/free-mailboxes.ts';
import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { receivedSenderProblems } from './received-sender-problems.ts';
import { arrivedIn, NO_MAIL, receivedLine, whyNothingArrived } from './received-mail.ts';

export const receivedSenderCheck = defineCheck({
  id: 'email/received-sender',
  rows: ['D4'],
  stage: 'email',
  about: 'project',
  title: 'Real mails of the app come from your own domain',
  why: 'People open a password reset only from a sender they know. Mail in the name of a free mailbox or of a tool looks like fraud, and receivers treat it so.',
  test: 'Let the app send you a mail and read the From line: it must end in your own domain.',
  refs: ['RFC 5322 §3.6.2', 'RFC 9989 §4.1'],
  needs: { received: one(receivedMessageEvidence) },
  maxAge: '30d',
  attestable: true,
  problems: receivedSenderProblems,
  judge({ received }, { report, intent }) {
    if (intent.sendsMail === false) return report.notApplicable(NO_MAIL);
    const arrived = arrivedIn(received);
    if (arrived.length === 0) return report.unknown(whyNothingArrived(received));
    for (const one of arrived) {
      const { mail } = one;
      const flow = one.flow.flow;
      const [from] = mail.from;
      const proof = [{ says: `From line of ${receivedLine(one)}: ${mail.from.map(({ shown }) => shown).join(', ') || 'none'}` }];
      if (!from || mail.from.length !== 1) report.fail('no-sender', { flow, count: mail.from.length, proof });
      else if (FREE_MAILBOXES.has(from.domain)) report.fail('free-mailbox', { flow, from: from.shown, proof });
      else if (intent.domains.length > 0 && !intent.domains.some((domain) => isAtOrBelow(from.domain, domain)))
        report.fail('foreign-domain', { flow, from: from.shown, domains: intent.domains, proof });
      const free = mail.replyToDomains.find((domain) => FREE_MAILBOXES.has(domain));
      if (free !== undefined) report.fail('free-reply', { flow, domain: free, proof: [{ says: `Reply-To of ${receivedLine(one)} is at ${free}` }] });
    }
    return report.pass(`sent by ${[...new Set(arrived.flatMap(({ mail }) => mail.from.map(({ shown }) => shown)))].join(', ')}`);
  },
});
