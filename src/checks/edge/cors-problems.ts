const DATA = { class: 'blocker', impact: 'data', identity: ['route'], minutes: 20 } as const;
const MILD = { class: 'later', impact: 'control', identity: ['route'], minutes: 20, fails: [] } as const;

export const CORS_PROBLEMS = {
  'any-site-signed-in': {
    says: '{route:name} lets {who:word} read its answers with the login of the visitor: a customer who opens a hostile page while signed in hands over their data',
    ...DATA,
  },
  'clear-signed-in': {
    says: '{route:name} lets {who:word} read its answers with the login of the visitor',
    ...DATA,
    class: 'incident',
    fails: [],
  },
  'any-subdomain-signed-in': {
    says: '{route:name} lets {who:word} read its answers with the login of the visitor: one forgotten host there is enough to read the data of customers',
    ...MILD,
  },
  'not-approved': {
    says: '{route:name} lets {who:word} call it from the browsers of their visitors, although the config approves only {approved:names}',
    class: 'incident',
    impact: 'cost',
    identity: ['route'],
    minutes: 20,
  },
  'any-site': {
    says: '{route:name} lets {who:word} call it and read the answers, without the login of the visitor. Fine for public data; a paid AI route would be used at your cost',
    ...MILD,
    impact: 'cost',
  },
  'approved-refused': {
    says: 'Pages of {origin:name} cannot use {route:name}: {because:word}. The browser throws the answers away',
    class: 'blocker',
    impact: 'downtime',
    identity: ['route', 'origin'],
    minutes: 20,
  },
  'no-vary': {
    says: '{route:name} allows the origin that asks but does not say "Vary: Origin": a cache hands the answer for one site to another, and your own pages then fail at random',
    class: 'incident',
    impact: 'experience',
    identity: ['route'],
    minutes: 10,
    fails: [],
  },
  'star-with-credentials': {
    says: '{route:name} answers "*" together with credentials, which browsers refuse: calls with a login fail from every other origin',
    ...MILD,
    impact: 'experience',
  },
} as const;
