const common = { impact: 'email', identity: ['host'], minutes: 10, waitMinutes: 30, class: 'incident', fails: [] } as const;

/** What can be wrong with the mail exchangers of a domain. */
export const mxProblems = {
  'no-address': { ...common, says: 'Mail to {name:name} shall go to {host:outside}, but that name has no address: the mail is lost or waits for days' },
  'is-address': { ...common, says: 'The MX record of {name:name} holds the address {host:outside}; it must hold a host name, and many senders ignore it' },
  'is-alias': { ...common, says: 'The MX record of {name:name} names {host:outside}, which is only an alias; some senders refuse that', class: 'later' },
  'private-address': {
    ...common,
    says: 'Mail to {name:name} shall go to {host:outside}, which leads to {address:name}, an address that only exists inside a private network: nobody can deliver',
  },
  duplicate: { ...common, says: 'Two MX records of {name:name} name the same {host:outside}', class: 'later', minutes: 5 },
  'replies-bounce': {
    ...common,
    identity: [],
    says: 'Mail is sent from {name:name}, but nobody takes mail for it (no MX record): replies, and reports of failed delivery, are lost',
    class: 'later',
  },
  'sends-but-takes-none': {
    ...common,
    identity: [],
    says: 'Mail is sent from {name:name}, which says that it takes no mail (null MX): many receivers refuse mail that nobody can answer',
  },
  'other-service': {
    ...common,
    identity: [],
    says: 'The config says that mailboxes of {name:name} are at {service:word}, but its MX records lead to {hosts:names}: mail still goes to the old place',
    class: 'later',
  },
  'null-with-others': {
    ...common,
    says: 'The MX records of {name:name} say both "no mail" (a single dot) and where mail goes: senders may take either',
    identity: [],
  },
} as const;
