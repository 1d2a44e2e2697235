import { FREE_MAILBOXES } from '../../data/free-mailboxes.ts';
import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { arrivedIn, isWithin, NO_MAIL, receivedLine, whyNothingArrived } from './received-mail.ts';

const ownSender = [
  'Take an address of your own domain as From, for example no-reply@ or hello@ it, in the settings of the app (often an environment variable such as MAIL_FROM or EMAIL_FROM) and in the auth service’s mail settings.',
  'Let the sending service verify that domain, then let the app send the mail again and look: launch-ready mail',
];

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
  problems: {
    'free-mailbox': {
      says: 'The {flow:name} mail comes from {from:outside}, a free mailbox: receivers see that it was not sent there, and refuse it',
      class: 'incident',
      impact: 'email',
      identity: ['flow'],
      minutes: 45,
      waitMinutes: 60,
      fix: { steps: ownSender },
    },
    'foreign-domain': {
      says: 'The {flow:name} mail comes from {from:outside}, which is none of your domains ({domains:names})',
      class: 'incident',
      impact: 'email',
      identity: ['flow'],
      minutes: 30,
      waitMinutes: 60,
      fix: { steps: ownSender },
    },
    'no-sender': {
      says: 'The {flow:name} mail has {count:count} From addresses; receivers expect exactly one and refuse others',
      class: 'incident',
      impact: 'email',
      identity: ['flow'],
      minutes: 20,
      fix: { steps: ['Give the mail exactly one From address, of your own domain.'] },
    },
    'free-reply': {
      says: 'Answers to the {flow:name} mail go to a free mailbox at {domain:outside}: filters take that for fraud',
      class: 'later',
      impact: 'email',
      identity: ['flow'],
      minutes: 15,
      fix: { steps: ['Let Reply-To be an address of your own domain, and forward it to where you read it.'] },
    },
  },
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
      else if (intent.domains.length > 0 && !intent.domains.some((domain) => isWithin(from.domain, domain)))
        report.fail('foreign-domain', { flow, from: from.shown, domains: intent.domains, proof });
      const free = mail.replyToDomains.find((domain) => FREE_MAILBOXES.has(domain));
      if (free !== undefined) report.fail('free-reply', { flow, domain: free, proof: [{ says: `Reply-To of ${receivedLine(one)} is at ${free}` }] });
    }
    return report.pass(`sent by ${[...new Set(arrived.flatMap(({ mail }) => mail.from.map(({ shown }) => shown)))].join(', ')}`);
  },
});
