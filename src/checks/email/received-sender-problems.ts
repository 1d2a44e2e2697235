const ownSender = [
  'Take an address of your own domain as From, for example no-reply@ or hello@ it, in the settings of the app (often an environment variable such as MAIL_FROM or EMAIL_FROM) and in the auth service’s mail settings.',
  'Let the sending service verify that domain, then let the app send the mail again and look: launch-ready mail',
];

/** What can be wrong with the sender of a mail that was received. */
export const receivedSenderProblems = {
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
} as const;
