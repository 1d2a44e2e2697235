import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { arrivalProblems, judgeArrival } from './received-arrivals.ts';
import { NO_MAIL } from './received-mail.ts';

export const receivedArrivalCheck = defineCheck({
  id: 'email/received-arrival',
  rows: ['D5', 'D7'],
  stage: 'email',
  about: 'project',
  title: 'Mails of the app arrive, soon, and not among spam',
  why: 'A password reset or confirmation that does not arrive locks people out, and nobody tells you: they just leave.',
  test: 'Ask the app for a password reset with an address of yours at Gmail or Outlook, and look how long it takes and in which folder it lands.',
  refs: ['RFC 6154 §2 (\\Junk)'],
  needs: { received: one(receivedMessageEvidence) },
  maxAge: '30d',
  attestable: true,
  problems: arrivalProblems(['D5'], ['D5', 'D7']),
  judge({ received }, { report, intent }) {
    if (intent.sendsMail === false) return report.notApplicable(NO_MAIL);
    const flows = received.messages.filter(({ purpose }) => purpose !== 'alert');
    if (flows.length === 0) return report.unknown('only alert mails were received so far; receive a mail for users too: launch-ready mail');
    return judgeArrival(flows, report);
  },
});
