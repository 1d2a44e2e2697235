import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { receivedFormProblems } from './received-form-problems.ts';
import { arrivedIn, NO_MAIL, receivedLine, whyNothingArrived } from './received-mail.ts';

const HOUR_MS = 3_600_000;

export const receivedFormCheck = defineCheck({
  id: 'email/received-form',
  rows: ['D7'],
  stage: 'email',
  about: 'project',
  title: 'Real mails of the app have the form that receivers expect',
  why: 'Filters add small faults up: a missing text part, a wrong date or no way to unsubscribe can tip a mail into spam.',
  test: 'Open the mail’s source ("Show original") and look at Date, Message-ID and the text/plain part.',
  refs: ['RFC 5322 §3.6', 'RFC 8058'],
  needs: { received: one(receivedMessageEvidence) },
  maxAge: '30d',
  attestable: true,
  problems: receivedFormProblems,
  judge({ received }, { report, intent }) {
    if (intent.sendsMail === false) return report.notApplicable(NO_MAIL);
    const arrived = arrivedIn(received);
    if (arrived.length === 0) return report.unknown(whyNothingArrived(received));
    for (const one of arrived) {
      const { flow, purpose } = one.flow;
      const { mail } = one;
      const proof = [{ says: `Header and parts of ${receivedLine(one)}` }];
      if (mail.hasHtml && !mail.hasText) report.fail('html-only', { flow, proof });
      if (mail.messageIdDomains.length !== 1) report.fail('message-id', { flow, count: mail.messageIdDomains.length, proof });
      const [date] = mail.dates;
      if (mail.dates.length !== 1) report.fail('date', { flow, wrong: mail.dates.length === 0 ? 'missing' : 'there more than once', proof });
      else if (date === null || date === undefined) report.fail('date', { flow, wrong: 'not readable', proof });
      else if (Math.abs(Date.parse(date) - Date.parse(mail.at)) > 24 * HOUR_MS) report.fail('date', { flow, wrong: 'more than a day off', proof });
      const { present, overHttps, oneClick } = mail.unsubscribe;
      if (purpose === 'newsletter' && !(present && overHttps && oneClick)) report.fail('no-unsubscribe', { flow, proof });
    }
  },
});
