import { FREE_MAILBOXES } from '../../data/free-mailboxes.ts';
import { defineCheck } from '../../model/check.ts';

export const senderDomainCheck = defineCheck({
  id: 'email/sender-domain',
  rows: ['D4'],
  stage: 'email',
  about: 'project',
  title: 'Mail is sent from a domain of your own',
  why: 'Mail that claims to come from a free mailbox cannot be signed by you: receivers refuse it, and users do not trust it.',
  test: 'Let the application send you a mail and look at the From line: it must end in your own domain.',
  refs: ['RFC 9989 §4.1'],
  needs: {},
  maxAge: '90d',
  problems: {
    'free-mailbox': {
      says: 'The config says that mail is sent from {domain:name}, a free mailbox: receivers see that it does not come from there and refuse it',
      class: 'incident',
      impact: 'email',
      identity: ['domain'],
      minutes: 45,
      waitMinutes: 60,
      fix: {
        steps: [
          'Take a sending service (for example Resend, Postmark or Amazon SES), and let it verify your domain.',
          'Change the From address of password resets, confirmations and alerts to one of your domain, and declare it in the config under "mail".',
        ],
      },
    },
  },
  judge(_given, { intent, report }) {
    if (intent.sendsMail === false) return report.notApplicable('the config says that this project sends no mail');
    const declared = intent.senders.filter((sender) => sender.declared);
    if (declared.length === 0) return report.unknown('the config does not say from which address mail is sent: name it under mail: { senders: [{ domain }] }');
    for (const domain of new Set(declared.map((sender) => sender.domain))) {
      if (FREE_MAILBOXES.has(domain))
        report.fail('free-mailbox', { domain, grade: 'observed', proof: [{ says: `the config names a sender with the domain ${domain}` }] });
    }
    return undefined;
  },
});
