import { describe, expect, it } from 'vitest';
import type { Dnssec } from '../../evidence/domain/dnssec.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import { dnssecProbe } from '../../probes/domain/dnssec.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { lookAtDns } from '../../../test/support/look-at-dns.ts';
import { signedAnswers, type SignedZone, zoneKey } from '../../../test/support/signed-zone.ts';
import { dnssecCheck } from './dnssec.ts';

const NOW = Date.now();
const DAY = 86_400_000;
const key = zoneKey();
const other = zoneKey();
const zone = (changes: Partial<SignedZone> = {}): SignedZone => ({
  name: 'acme.test',
  key,
  from: NOW - 7 * DAY,
  until: NOW + 7 * DAY,
  ds: { of: key.key },
  ...changes,
});
const unanchored = (changes: Partial<SignedZone> = {}): SignedZone => ({ name: 'acme.test', key, from: NOW - 7 * DAY, until: NOW + 7 * DAY, ...changes });

const server = (name: string, address: string) => ({ name, address, answer: 'ok', authoritative: true }) as NameServers['servers'][number];
const seen = {
  status: 'delegated',
  zone: 'acme.test',
  names: ['ns1.acme.test', 'ns2.acme.test'],
  servers: [server('ns1.acme.test', '192.0.2.1'), server('ns2.acme.test', '192.0.2.2')],
};

async function judge(of: SignedZone) {
  const { value } = await lookAtDns<Dnssec>(dnssecProbe, signedAnswers(of), { given: { seen } });
  return { value, ...judgeOne(dnssecCheck, { seen: value, servers: seen }, { now: NOW }) };
}

describe('domain/dnssec', () => {
  it.each(['ed25519', 'ec', 'rsa'] as const)('a zone that is signed well passes (%s)', async (kind) => {
    const mine = zoneKey(kind);
    const { problems, passes, value } = await judge(zone({ key: mine, ds: { of: mine.key } }));
    expect(problems).toEqual([]);
    expect(value.servers[0]?.soaSignatures[0]?.state).toBe('holds');
    expect(passes[0]).toContain('signed, good until');
  });
  it('signatures of two days, as some hosts make them anew for each answer, are no alarm', async () => {
    expect((await judge(zone({ from: NOW - DAY, until: NOW + DAY }))).problems).toEqual([]);
  });
  it.each([
    ['ds-without-key', { ds: { of: other.key } }],
    ['wrong-signatures', { spoilt: 'DNSKEY' }],
    ['wrong-signatures', { spoilt: 'SOA' }],
    ['expired', { from: NOW - 9 * DAY, until: NOW - DAY }],
    ['expiring', { from: NOW - 30 * DAY, until: NOW + DAY }],
    ['some-servers', { unsignedAt: ['192.0.2.2'] }],
    ['weak', { ds: { of: key.key, digestType: 1 } }],
  ] as const)('%s', async (problem, changes) => {
    const { problems, fails } = await judge(zone(changes));
    expect(problems).toEqual([problem]);
    expect(fails[0]?.details.proof?.length).toBeGreaterThan(1);
  });
  it('all servers without signatures while the registrar asks for them: the key is gone', async () => {
    expect((await judge(zone({ unsignedAt: ['192.0.2.1', '192.0.2.2'] }))).problems).toEqual(['ds-without-key']);
  });
  it('the way out names the DS of the key that is there', async () => {
    const { fails } = await judge(zone({ ds: { of: other.key } }));
    expect(fails[0]?.details.fix?.snippet?.text).toMatch(/^acme\.test\. 3600 IN DS \d+ 15 2 [0-9a-f]{64}$/);
  });
  it('a zone that is signed for nobody: not-anchored', async () => {
    expect((await judge(unanchored())).problems).toEqual(['not-anchored']);
  });
  it('a zone that is not signed, and of which nobody asks it, has nothing to check', async () => {
    const { value, notApplicable } = await judge(unanchored({ unsignedAt: ['192.0.2.1', '192.0.2.2'] }));
    expect(value.servers).toHaveLength(1);
    expect(notApplicable).toHaveLength(1);
  });
  it('a digest type that nobody here knows is unknown, not broken', async () => {
    const { problems, unknown } = await judge(zone({ ds: { of: key.key, digestType: 9 } }));
    expect([problems, unknown.length]).toEqual([[], 1]);
  });
  it('a DS question that fails proves nothing', async () => {
    await expect(lookAtDns(dnssecProbe, () => ({ rcode: 2, ra: true }), { given: { seen } })).rejects.toThrow(/SERVFAIL/);
  });
});
