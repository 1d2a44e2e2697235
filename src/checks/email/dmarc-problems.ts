const D3 = ['D3', 'D10'] as const;
const email = { impact: 'email', identity: ['name'], minutes: 5, waitMinutes: 30 } as const;

/** What can be wrong with DMARC. */
export const dmarcProblems = {
  missing: {
    ...email,
    says: '{name:name} has no DMARC record: large mailbox providers then trust its mail less or refuse it, and nobody tells you when others send in your name',
    class: 'incident',
    fails: D3,
  },
  'wrong-place': {
    ...email,
    says: 'The DMARC record of {name:name} stands at {place:name}, where no receiver looks; it belongs at {right:name}',
    class: 'incident',
    fails: D3,
  },
  duplicate: {
    ...email,
    says: '{name:name} has {records:count} DMARC records; with more than one, receivers act as if there were none',
    class: 'incident',
    fails: D3,
  },
  invalid: {
    ...email,
    says: 'The DMARC record of {name:name} does not count for receivers: {wrong:outside}',
    class: 'incident',
    fails: D3,
  },
  'no-policy': {
    ...email,
    says: 'The DMARC record of {name:name} names no usable policy and no address for reports, so it does nothing: {wrong:outside}',
    class: 'incident',
    fails: D3,
  },
  'unclear-policy': {
    ...email,
    says: 'DMARC of {name:name} has a policy that receivers do not know, so they only watch, as for p=none: {wrong:outside}',
    class: 'incident',
    fails: [],
  },
  'stray-text': { ...email, says: 'DMARC of {name:name} has a part that receivers skip: {wrong:outside}', class: 'later', fails: [] },
  'no-reports': {
    ...email,
    says: 'DMARC of {name:name} (p={policy:word}) says nowhere to send the reports, so nobody learns who sends in its name and whether its own mail passes',
    class: 'incident',
    fails: D3,
  },
  'no-reports-enforced': {
    ...email,
    says: 'DMARC of {name:name} makes receivers {action:word} mail that fails, but asks for no reports: you would not learn when it hits your own mail',
    class: 'incident',
    fails: [],
  },
  'reports-cannot-arrive': {
    ...email,
    says: 'No DMARC report for {name:name} can arrive: {wrong:outside}',
    class: 'incident',
    fails: D3,
  },
  'report-address': {
    ...email,
    says: 'One of the addresses for DMARC reports of {name:name} does not work: {address:outside}, {wrong:outside}',
    class: 'later',
    identity: ['name', 'address'],
    fails: [],
  },
  'many-report-addresses': {
    ...email,
    says: 'DMARC of {name:name} names {addresses:count} addresses for reports; some receivers send to the first two only',
    class: 'later',
    fails: [],
  },
  'claims-suffix': {
    ...email,
    says: 'DMARC of {name:name} says psd=y, which only registries may say: receivers then take its subdomains for strangers, and their mail fails',
    class: 'incident',
    fails: [],
  },
  'strict-spf': {
    ...email,
    says: 'DMARC of {name:name} says aspf=s, but {service:word} sends with the return path {path:name}: SPF never counts for that mail, only DKIM is left',
    class: 'later',
    fails: [],
  },
  'weaker-subdomains': {
    ...email,
    says: 'DMARC of {name:name} protects the domain (p={policy:word}) but not its subdomains ({tag:word}={weaker:word}): forgers just write from a subdomain',
    class: 'incident',
    fails: [],
  },
  'part-of-mail': {
    ...email,
    says: 'DMARC of {name:name} says pct={percent:count}. Since 2026 (RFC 9989) receivers ignore that: p={policy:word} now hits all mail that fails, not a part',
    class: 'incident',
    fails: [],
  },
  'removed-tags': { ...email, says: 'DMARC of {name:name} uses tags that no longer exist: {tags:names}', class: 'later', fails: [] },
  testing: {
    ...email,
    says: 'DMARC of {name:name} is in test mode (t=y): receivers act one step milder than p={policy:word} says',
    class: 'later',
    fails: [],
  },
} as const;
