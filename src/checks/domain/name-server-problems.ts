import type { Problem } from '../../model/check.ts';

const COSTS = { impact: 'downtime', minutes: 20, waitMinutes: 60 } as const;
const ONE = { class: 'incident', identity: ['server'], fails: [], ...COSTS } as const;
const TAKEOVER = { class: 'blocker', impact: 'data', fails: ['B10'] } as const;
const SAYS = {
  missing: 'The domain {domain:name} does not exist: it is not registered, or its registration was stopped',
  none: 'None of the name servers of {domain:name} serves it: the domain is about to stop working',
  silent: 'The name server {server:name} of {domain:name} does not answer: some visitors wait, or see an error',
  lame: '{server:name} is listed as a name server of {domain:name} but does not serve it ({answer:word})',
  address: '{server:name} serves {domain:name} at one of its addresses, but not at {address:name} ({answer:word}): who asks there waits, or sees an error',
  lost: '{server:name} is listed as a name server of {domain:name} but has no address',
  claimable: 'The name server {server:name} of {domain:name} belongs to a domain that is not registered: whoever buys it answers for your site and mail',
  together: 'All name servers of {domain:name} are the one machine at {address:name}: when it fails, site and mail are gone',
  network: 'All name servers of {domain:name} stand in one network, {network:name}: when it fails, site and mail are gone',
  single: '{domain:name} has a single name server, {server:name}: when it fails, site and mail are gone',
} as const;

/** How the name servers of a domain can fail it. */
export const nameServerProblems = {
  'domain-missing': { says: SAYS.missing, class: 'blocker', identity: [], ...COSTS },
  'none-serves': { says: SAYS.none, class: 'blocker', identity: [], ...COSTS },
  silent: { says: SAYS.silent, ...ONE },
  lame: { says: SAYS.lame, ...ONE },
  'address-fails': { says: SAYS.address, ...ONE, identity: ['server', 'address'] },
  'no-address': { says: SAYS.lost, ...ONE },
  claimable: { says: SAYS.claimable, ...ONE, ...TAKEOVER },
  'only-one': { says: SAYS.single, ...ONE },
  'one-address': { says: SAYS.together, ...ONE, identity: [] },
  'one-network': { says: SAYS.network, ...ONE, identity: [], class: 'later' },
} as const satisfies Readonly<Record<string, Problem>>;
