const D2 = ['D2', 'D10'] as const;
const email = { impact: 'email', minutes: 10, waitMinutes: 30 } as const;

/** What can be wrong with DKIM keys. */
export const dkimProblems = {
  missing: {
    ...email,
    says: 'The DKIM key of {service:word} for {name:name} is not published (looked at: {looked:names}): its mail cannot prove that it comes from you',
    class: 'incident',
    identity: ['service', 'name'],
    fails: D2,
  },
  'behind-proxy': {
    ...email,
    says: 'The DKIM record {host:name} is switched to "proxied": it answers with a web address instead of the key',
    class: 'incident',
    identity: ['host'],
    minutes: 2,
    fails: D2,
  },
  revoked: {
    ...email,
    says: 'The DKIM key at {host:name} is empty, which means "withdrawn": receivers reject every signature made with it',
    class: 'incident',
    identity: ['host'],
    fails: D2,
  },
  damaged: {
    ...email,
    says: 'The DKIM record at {host:name} cannot be used by receivers: {wrong:outside}',
    class: 'incident',
    identity: ['host'],
    fails: D2,
  },
  'wrong-place': {
    ...email,
    says: 'The DKIM key of {name:name} stands at {place:name}, where no receiver looks; it belongs at {host:name}',
    class: 'incident',
    identity: ['host'],
    fails: D2,
  },
  'wrong-hash': {
    ...email,
    says: 'The DKIM record at {host:name} allows only {hashes:names}, which receivers no longer accept: every signature fails',
    class: 'incident',
    identity: ['host'],
    fails: D2,
  },
  'not-for-mail': {
    ...email,
    says: 'The DKIM record at {host:name} says that the key is for {services:names}, not for mail: receivers ignore the signatures',
    class: 'incident',
    identity: ['host'],
    fails: D2,
  },
  'several-keys': {
    ...email,
    says: 'There are {records:count} DKIM records at {host:name}; receivers pick one by chance, so that signatures fail now and then',
    class: 'incident',
    identity: ['host'],
    fails: D2,
  },
  'too-short': {
    ...email,
    says: 'The DKIM key at {host:name} has {bits:count} bits; receivers refuse keys below 1024, and such a key can be broken to forge your signature',
    class: 'blocker',
    identity: ['host'],
    fails: D2,
  },
  short: {
    ...email,
    says: 'The DKIM key at {host:name} has {bits:count} bits; 2048 is the size to use today',
    class: 'later',
    identity: ['host'],
    fails: [],
  },
  testing: {
    ...email,
    says: 'The DKIM record at {host:name} says t=y (testing): some receivers then treat your mail as unsigned',
    class: 'later',
    identity: ['host'],
    minutes: 5,
    fails: [],
  },
  'damaged-leftover': {
    ...email,
    says: 'The DKIM record at {host:name}, which the config does not name, cannot be used by receivers: {wrong:outside}',
    class: 'later',
    identity: ['host'],
    fails: [],
  },
} as const;
