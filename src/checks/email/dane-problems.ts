const email = { impact: 'email', minutes: 20, waitMinutes: 60, fails: [], identity: ['host'] } as const;

/** What can be wrong with TLSA records of mail exchangers. */
export const daneProblems = {
  'mail-lost': {
    ...email,
    says: 'DNS announces for the mail exchanger {host:name} another certificate than it shows ({wrong:word}): senders that check it (DANE) deliver no mail to {name:name}',
    class: 'incident',
  },
  'not-signed': {
    ...email,
    says: 'The mail exchanger {host:name} has TLSA records, but {name:name} is not signed (DNSSEC), so that no sender looks at them',
    class: 'later',
  },
  unusable: {
    ...email,
    says: 'None of the TLSA records of {host:name} is of a kind that mail servers use: they protect nothing',
    class: 'later',
  },
} as const;
