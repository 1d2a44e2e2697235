import { expect, test } from 'vitest';
import type { Say } from '../../test/support/in-memory-dns.ts';
import { lookAtDns } from '../../test/support/look-at-dns.ts';
import { vantageProbe } from './vantage.ts';

const ADDRESS = { type: 'A', name: 'x', ttl: 60, data: '203.0.113.66' } as const;
const cases: readonly (readonly [string, Say, string])[] = [
  ['works when a made-up name does not exist', () => ({ rcode: 3, ra: true }), 'works'],
  ['works when the resolver refuses: port 53 is open', () => ({ rcode: 5 }), 'works'],
  ['is silent when nothing comes', () => 'silent', 'silent'],
  ['is invented when a name that cannot exist has an address', ({ name }) => ({ ra: true, answers: [{ ...ADDRESS, name }] }), 'invented'],
  ['works when one of two resolvers does', ({ server }) => (server === '192.0.2.1' ? 'silent' : { rcode: 3, ra: true }), 'works'],
];
test.each(cases)('DNS %s', async (_name, say, dns) => {
  const { value } = await lookAtDns<{ dns: string }>(vantageProbe, say, { subject: { kind: 'project', name: 'acme' }, resolvers: ['192.0.2.1', '192.0.2.2'] });
  expect(value.dns).toBe(dns);
});

test('no resolver at all', async () => {
  const { value } = await lookAtDns<{ dns: string }>(vantageProbe, () => 'silent', { subject: { kind: 'project', name: 'acme' }, resolvers: [] });
  expect(value.dns).toBe('no-resolver');
});
