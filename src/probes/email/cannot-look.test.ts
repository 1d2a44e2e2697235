import { describe, expect, it } from 'vitest';
import { inMemoryDns, soa } from '../../../test/support/in-memory-dns.ts';
import { lookAtDns } from '../../../test/support/look-at-dns.ts';
import { PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import { zone } from '../../../test/support/zone-answers.ts';
import { type NameServerAt, serversFromRoot, zoneDns } from '../../../test/support/zone-dns.ts';
import type { SpfEvidence } from '../../evidence/email/spf.ts';
import type { Intent } from '../../model/intent.ts';
import { CouldNotLook, type Probe } from '../../ports/probe.ts';
import { bimiProbe } from './bimi.ts';
import { dkimProbe } from './dkim.ts';
import { dmarcProbe } from './dmarc.ts';
import { mtaStsProbe } from './mta-sts.ts';
import { mxProbe } from './mx.ts';
import { spfProbe } from './spf.ts';
import { starttlsProbe } from './starttls.ts';
import { tlsRptProbe } from './tls-rpt.ts';

type Behave = 'absent' | 'servfail' | 'refused' | 'silent';
const signal = new AbortController().signal;
const RESEND: Partial<Intent> = { senders: [{ domain: 'acme.test', provider: 'resend', selectors: ['one', 'two'], declared: true }] };

/** Runs a probe against a resolver that behaves in one way for some names and says "proven absent" for the rest. */
async function gather(probe: Probe, fits: (name: string, type: string) => Behave, intent: Partial<Intent> = {}) {
  const io = inMemoryDns(({ name, type }) => {
    const how = fits(name, type);
    if (how === 'silent') return 'silent';
    if (how === 'servfail') return { rcode: 2 };
    if (how === 'refused') return { rcode: 5 };
    return { rcode: 3, ra: true, authorities: [soa('acme.test')] };
  });
  const result = await probe.gather({ subject: { kind: 'domain', name: 'acme.test' }, given: {}, intent: { ...PLAIN_INTENT, ...intent }, io, signal });
  const fault = probe.fills.schema.fault(result.value, 'value');
  if (fault !== undefined) throw new Error(fault);
  return result.value;
}

describe('could not look is never "missing"', () => {
  const PROBES = [
    [spfProbe, 'acme.test TXT'],
    [dmarcProbe, '_dmarc.acme.test TXT'],
    [mxProbe, 'acme.test MX'],
    [mtaStsProbe, '_mta-sts.acme.test TXT'],
    [tlsRptProbe, '_smtp._tls.acme.test TXT'],
    [bimiProbe, 'default._bimi.acme.test TXT'],
  ] as const;
  const HOW = ['servfail', 'refused', 'silent'] as const;
  it.each(PROBES.flatMap(([probe, question]) => HOW.map((how) => [probe.id, how, probe, question] as const)))('%s: %s', async (_id, how, probe, question) => {
    await expect(gather(probe, (name, type) => (`${name} ${type}` === question ? how : 'absent'))).rejects.toThrow(/acme\.test/);
  });

  it('email/dkim: one selector of two, and all of them', async () => {
    const one = await gather(dkimProbe, (name) => (name.startsWith('one.') ? 'servfail' : 'absent'), RESEND);
    expect(one).toMatchObject({
      selectors: [
        { selector: 'one', state: 'unknown', why: expect.stringContaining('SERVFAIL') },
        { selector: 'two', state: 'none' },
      ],
    });
    await expect(gather(dkimProbe, () => 'refused', RESEND)).rejects.toThrow(/REFUSED/);
  });

  it('email/spf and email/dmarc: names further on', async () => {
    expect(await gather(spfProbe, (name) => (name.startsWith('send.') ? 'servfail' : 'absent'), RESEND)).toMatchObject({
      places: [{ nodes: [{ state: 'nxdomain' }] }, { nodes: [{ state: 'unknown' }], whole: false }],
    });
    expect(await gather(dmarcProbe, (name) => (name === '_dmarc.test' ? 'servfail' : 'absent'))).toMatchObject({
      state: 'none',
      unknownSteps: [{ domain: 'test' }],
    });
  });
});

it('a domain that only the resolver of this network denies is not gone', async () => {
  const com = zone('com');
  const vendor = zone('vendor.com', ['spf', 'TXT', 'v=spf1 -all']);
  const own = zone('acme.test', ['@', 'TXT', 'v=spf1 include:spf.vendor.com -all']);
  const look = async (servers: Readonly<Record<string, NameServerAt>>) =>
    (await lookAtDns<SpfEvidence>(spfProbe, zoneDns([own, com], servers))).value.places[0]?.nodes.map(({ state }) => state);
  expect(await look({})).toEqual(['record', 'unknown']);
  expect(await look(serversFromRoot([com, vendor]))).toEqual(['record', 'unknown']);
  expect(await look(serversFromRoot([com]))).toEqual(['record', 'nxdomain']);
});

it('email/starttls: port 25 that nobody answers on is blocked here, not missing there', async () => {
  const dns = inMemoryDns(({ name, type }) =>
    type === 'A' ? { ra: true, answers: [{ type: 'A', name, ttl: 300, data: '203.0.113.1' }] } : { ra: true, authorities: [soa('acme.test')] },
  );
  const io = { ...dns, connect: () => Promise.reject(new CouldNotLook('timeout', 'no answer')) };
  const mx = {
    state: 'present',
    exchanges: [{ preference: 1, host: 'mx.acme.test', alias: null, leadsTo: 'present', why: null, addresses: [{ address: '203.0.113.1', scope: 'public' }] }],
  };
  const look = { subject: { kind: 'domain', name: 'acme.test' }, given: { mx } as never, intent: PLAIN_INTENT, io, signal } as const;
  await expect(starttlsProbe.gather(look)).rejects.toMatchObject({ code: 'blocked-here', message: expect.stringContaining('port 25') });
});

describe('absence that is proven', () => {
  it.each([spfProbe, dmarcProbe, mxProbe, dkimProbe, mtaStsProbe, tlsRptProbe, bimiProbe])('$id', async (probe) => {
    await expect(gather(probe, () => 'absent')).resolves.toBeTruthy();
  });

  it('asks no known selector below a name that does not exist', async () => {
    expect(await gather(dkimProbe, () => 'absent')).toEqual({ selectors: [] });
  });
});
