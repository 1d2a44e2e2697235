/** What a placement test can show beyond a single mail. */
export const placementProblems = {
  'part-in-spam': {
    says: 'Of {all:count} mails of the app that were looked for in real mailboxes, {spam:count} landed in spam: {where:names}',
    class: 'incident',
    impact: 'email',
    identity: [],
    minutes: 45,
    waitMinutes: 1440,
    fails: ['D7'],
    fix: {
      steps: [
        'Repair first what email/received-authentication and email/received-form say of these mails: they hold for every provider.',
        'Where only one provider puts it into spam, sign up for its sender tools (Google Postmaster Tools, Microsoft SNDS), and look at the reputation of the domain and the sending address there.',
        'Then look again: launch-ready mail',
      ],
    },
  },
  'one-mailbox': {
    says: 'Mail of the app was looked for in one mailbox only; other providers may decide otherwise',
    class: 'later',
    impact: 'email',
    identity: [],
    minutes: 30,
    fails: [],
    fix: {
      steps: [
        'Make test mailboxes at the providers that your customers use (Gmail, Outlook, Yahoo), each with a password for apps.',
        'Name them in the config under mail.receive.seeds; launch-ready mail then sends each mail to every one of them.',
      ],
    },
  },
} as const;
