const common = { impact: 'email', identity: ['host'], minutes: 30, fails: [], class: 'incident' } as const;

/** What can be wrong with encryption at the mail exchangers. */
export const starttlsProblems = {
  'no-starttls': { ...common, says: 'The mail exchanger {host:outside} of {name:name} does not offer encryption: mail to you travels readable' },
  'broken-starttls': { ...common, says: 'The mail exchanger {host:outside} of {name:name} offers encryption, but it fails: {wrong:outside}' },
  certificate: { ...common, says: 'The mail exchanger {host:outside} of {name:name} cannot prove its name: {wrong:outside}' },
  silent: {
    ...common,
    says: 'The mail exchanger {host:outside} of {name:name} does not answer on port 25, while others do: {wrong:outside}',
    class: 'later',
  },
} as const;
