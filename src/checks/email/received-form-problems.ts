const later = { class: 'later', impact: 'email', identity: ['flow'], minutes: 15 } as const;

/** What can be wrong with the form of a mail that was received. */
export const receivedFormProblems = {
  'html-only': {
    ...later,
    says: 'The {flow:name} mail has no plain text part: filters count that against it, and some readers show nothing',
    fix: { steps: ['Add a text version beside the HTML; most mail libraries and services make one from the HTML when asked.'] },
  },
  'message-id': {
    ...later,
    says: 'The {flow:name} mail has {count:count} Message-ID lines instead of one; filters take that for a mass mailer',
    fix: { steps: ['Let the mail library or the sending service write the Message-ID, exactly one, with your domain behind the @.'] },
  },
  date: {
    ...later,
    says: 'The date of the {flow:name} mail is {wrong:word}: mailboxes sort it to where nobody sees it',
    fix: { steps: ['Let the mail library write the Date line, once, and set the clock of the sending server by NTP.'] },
  },
  'no-unsubscribe': {
    ...later,
    class: 'incident',
    says: 'The {flow:name} mail goes to many people, but has no one-click unsubscribe; Gmail and Yahoo refuse such mail from bulk senders',
    fix: {
      steps: ['Switch "list-unsubscribe" on in the sending service, or add both lines to newsletters, signed by DKIM.'],
      snippet: {
        language: 'text',
        where: 'header of the newsletter mails',
        text: 'List-Unsubscribe: <https://your-domain/unsubscribe/…>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click',
      },
    },
  },
} as const;
