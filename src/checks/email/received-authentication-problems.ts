const email = { impact: 'email', minutes: 20, waitMinutes: 30, identity: ['flow'] } as const;
const D2 = ['D2'] as const;

/** What can be wrong with the signature and the sender of a mail that was received. */
export const receivedAuthenticationProblems = {
  unsigned: {
    ...email,
    says: 'The {flow:name} mail carries no DKIM signature: receivers cannot tell it from a forgery, and any forwarding makes it fail',
    class: 'blocker',
    fails: D2,
  },
  'other-domain': {
    ...email,
    says: 'The {flow:name} mail is signed for {signers:names} only, not for {from:name}: for receivers it is the mail of somebody else',
    class: 'blocker',
    fails: D2,
  },
  'body-changed': {
    ...email,
    says: 'The text of the {flow:name} mail was changed after {domain:name} signed it: the signature no longer fits, and receivers count it as forged',
    class: 'blocker',
    fails: D2,
  },
  'headers-changed': {
    ...email,
    says: 'The signature of the {flow:name} mail does not fit the key at {host:name}: a signed line was changed on the way, or the key in DNS is not the one it was signed with',
    class: 'blocker',
    fails: D2,
  },
  'key-missing': {
    ...email,
    says: 'The {flow:name} mail is signed, but its key is not in DNS: there is nothing at {host:name}, so no receiver can check the signature',
    class: 'blocker',
    fails: D2,
  },
  'key-misplaced': {
    ...email,
    says: 'The {flow:name} mail is signed, but its key stands at {found:name}, with the domain typed twice, instead of {host:name}, where receivers look',
    class: 'blocker',
    fails: D2,
  },
  'key-unusable': {
    ...email,
    says: 'The {flow:name} mail is signed, but receivers cannot use the key at {host:name}: {why:outside}',
    class: 'blocker',
    fails: D2,
  },
  'weak-signature': {
    ...email,
    says: 'Receivers refuse the signature of the {flow:name} mail: {why:outside}',
    class: 'blocker',
    fails: D2,
  },
  'spf-wrong-name': {
    ...email,
    says: 'SPF stands at {from:name}, but the {flow:name} mail is sent with {sender:name} as its return address; receivers ask there, and SPF there answers {result:word}',
    class: 'incident',
    fails: ['D1'],
  },
  'spf-refused': {
    ...email,
    says: 'SPF of {sender:name} does not allow the server that sent the {flow:name} mail, {ip:name}: the answer is {result:word}',
    class: 'incident',
    fails: ['D1'],
  },
  'not-aligned': {
    ...email,
    says: 'The {flow:name} mail fails DMARC of {from:name}: {why:outside}. Receivers are asked to treat it as {policy:word}',
    class: 'blocker',
    fails: ['D2', 'D5'],
  },
  'partly-signed': {
    ...email,
    says: 'The signature of the {flow:name} mail leaves the end of the text unsigned (l=): anybody can add to it on the way',
    class: 'later',
    fails: [],
    fix: { steps: ['Switch the option off that limits the signed length ("l=", "BodyLengths") where the mail is signed.'] },
  },
  testing: {
    ...email,
    says: 'The key at {host:name} is marked as a test (t=y): receivers may treat the {flow:name} mail as unsigned',
    class: 'later',
    fails: [],
    fix: { steps: ['Take "t=y" out of the key’s record, or publish the record again as the sending service shows it.'] },
  },
} as const;
