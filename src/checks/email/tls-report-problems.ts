const common = { impact: 'email', identity: ['cause', 'place'], minutes: 30, waitMinutes: 60, fails: [] } as const;

/** What can be wrong with deliveries, as senders report it. */
export const tlsReportProblems = {
  'mail-held': {
    ...common,
    says: '{failed:count} of {total:count} deliveries to {name:name} failed, and that mail is held back or lost: at {place:name} {why:word} ({cause:name})',
    class: 'incident',
  },
  'not-protected': {
    ...common,
    says: '{failed:count} of {total:count} deliveries to {name:name} were not encrypted as they should be: at {place:name} {why:word} ({cause:name})',
    class: 'later',
  },
} as const;
