import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { defineCheck, one } from '../../model/check.ts';

export const hostResolves = defineCheck({
  id: 'domain/host-resolves',
  rows: ['B1', 'B3'],
  stage: 'domain',
  about: 'host',
  title: 'The host name leads to a public address',
  why: 'A name without an address is a dead link: the browser says that the site cannot be found.',
  test: 'dig +short {subject} A; dig +short {subject} AAAA',
  refs: ['RFC 1034 §3.6'],
  needs: { host: one(hostAddresses) },
  maxAge: '24h',
  monitorable: '5m',
  problems: {
    'no-address': { says: '{host:name} has no address', class: 'blocker', impact: 'downtime', identity: [], minutes: 10, waitMinutes: 5 },
  },
  judge({ host }, { subject, report }) {
    if (host.status !== 'present') report.fail('no-address', { host: subject.name, proof: [] });
  },
});
