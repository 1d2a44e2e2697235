import type { Problem } from '../../model/check.ts';

const down = { class: 'blocker', impact: 'downtime', identity: [], minutes: 30, waitMinutes: 10 } as const;

export const certificateProblems = {
  'no-tls': { says: '{host:name} takes connections on the HTTPS port, but no encrypted connection can be set up', ...down },
  'address-without-tls': {
    says: '{host:name} answers HTTPS only on some of its addresses, so part of the visitors cannot connect',
    ...down,
    class: 'incident',
    fails: ['C1'],
  },
  expired: { says: 'The certificate of {host:name} expired on {expired:date}', ...down },
  revoked: { says: 'The certificate of {host:name} was revoked by its authority: browsers refuse it, some now and the others soon', ...down },
  'not-yet-valid': { says: 'The certificate of {host:name} is valid only from {begins:date}', ...down },
  'self-signed': { says: '{host:name} shows a certificate it made itself, which nobody trusts', ...down },
  'unknown-authority': { says: 'The certificate of {host:name} comes from an authority that browsers do not know ({issuer:outside})', ...down },
  'incomplete-chain': {
    says: '{host:name} sends its certificate without the link to a known authority: many apps, phones and webhooks cannot connect',
    ...down,
    minutes: 15,
  },
  'expired-intermediate': { says: 'The certificate of {host:name} is sent with an expired link in its chain', ...down, minutes: 15 },
  'wrong-name': { says: 'The certificate shown for {host:name} is for other names ({names:outside})', ...down },
  'weak-key': { says: 'The certificate of {host:name} has a key or signature too weak to be accepted ({key:outside})', ...down },
} as const satisfies Readonly<Record<string, Problem>>;
