import { FREE_MAILBOXES } from '../../data/free-mailboxes.ts';
import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { arrivedIn, fromDomain, NO_MAIL, whyNothingArrived } from './received-mail.ts';
import { receivedAuthenticationProblems } from './received-authentication-problems.ts';
import { judgeReceivedDmarc } from './received-dmarc.ts';
import { judgeReceivedSignature } from './received-signature.ts';
import { judgeReceivedSpf } from './received-spf.ts';

export const receivedAuthenticationCheck = defineCheck({
  id: 'email/received-authentication',
  rows: ['D2', 'D8'],
  stage: 'email',
  about: 'project',
  title: 'A real mail of the app is signed for your domain, and receivers can prove it',
  why: 'Records in DNS are a promise; only a real mail shows whether it is kept. Mail that cannot be proven lands in spam or is refused.',
  test: 'Let the app send a mail to a Gmail address of yours, open it, choose "Show original": SPF, DKIM and DMARC must all say PASS.',
  refs: ['RFC 6376', 'RFC 7208', 'RFC 9989', 'RFC 8301'],
  needs: { received: one(receivedMessageEvidence) },
  maxAge: '30d',
  attestable: true,
  problems: receivedAuthenticationProblems,
  judge({ received }, context) {
    const { report, intent } = context;
    if (intent.sendsMail === false) return report.notApplicable(NO_MAIL);
    const arrived = arrivedIn(received);
    if (arrived.length === 0) return report.unknown(whyNothingArrived(received));
    const proven: string[] = [];
    for (const one of arrived) {
      if (fromDomain(one.mail) === undefined) {
        report.unknown(`the ${one.flow.flow} mail has ${one.mail.from.length} From addresses; with exactly one it could be judged`);
        continue;
      }
      if (FREE_MAILBOXES.has(fromDomain(one.mail) ?? '')) {
        report.unknown(`the ${one.flow.flow} mail comes from a free mailbox, which nobody but its owner can sign for; see email/received-sender`);
        continue;
      }
      const signature = judgeReceivedSignature(one, context);
      const spf = judgeReceivedSpf(one, context);
      judgeReceivedDmarc(one, signature.told || spf.told, context);
      if (signature.by !== undefined) proven.push(`${one.flow.flow} by ${signature.by}`);
    }
    return proven.length > 0 ? report.pass(`signed and aligned: ${proven.join(', ')}`) : undefined;
  },
});
