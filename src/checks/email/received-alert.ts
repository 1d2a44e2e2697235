import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { arrivalProblems, judgeArrival } from './received-arrivals.ts';
import { NO_MAIL } from './received-mail.ts';

export const receivedAlertCheck = defineCheck({
  id: 'email/received-alert',
  rows: ['D6'],
  stage: 'email',
  about: 'project',
  title: 'Alert mails arrive as well',
  why: 'An alert that lands in spam is no alert: you hear of the outage from your users.',
  test: 'Let the app or the monitoring send a test alert, and look whether it arrives where you read it.',
  refs: ['RFC 6154 §2 (\\Junk)'],
  needs: { received: one(receivedMessageEvidence) },
  maxAge: '30d',
  attestable: true,
  problems: arrivalProblems(['D6'], ['D6']),
  judge({ received }, { report, intent }) {
    if (intent.sendsMail === false) return report.notApplicable(NO_MAIL);
    const flows = received.messages.filter(({ purpose }) => purpose === 'alert');
    if (flows.length === 0)
      return report.unknown('no alert mail was received yet: add a flow with the purpose "alert" under mail.flows in the config and run launch-ready mail');
    return judgeArrival(flows, report);
  },
});
