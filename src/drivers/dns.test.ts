import { encode } from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { inMemoryDns, type Say, soa } from '../../test/support/in-memory-dns.ts';
import { addressesOf, ask, recordsOf } from './dns.ts';
import { readReply, writeQuery } from './dns/packet.ts';

const signal = new AbortController().signal;
const server = { address: '198.51.100.1', port: 53 };
const a = (name: string, data: string) => ({ type: 'A', name, ttl: 60, data }) as const;
const cname = (name: string, data: string) => ({ type: 'CNAME', name, ttl: 60, data }) as const;

describe('ask', () => {
  it('sends one question once per run', async () => {
    const io = inMemoryDns(() => ({ answers: [a('app.acme.test', '203.0.113.7')], ra: true }));
    const both = await Promise.all(['App.Acme.test.', 'app.acme.test'].map((name) => ask(io, { name, type: 'A', recursive: true }, signal)));
    expect(io.asked).toHaveLength(1);
    expect(both[0]).toMatchObject({ status: 'ok', rcode: 'NOERROR', answers: [{ name: 'app.acme.test', ttl: 60, data: '203.0.113.7' }], transport: 'udp' });
    expect(both[1]).toBe(both[0]);
  });

  const statuses: readonly (readonly [string, Say, string])[] = [
    ['no such name', () => ({ rcode: 3, authorities: [soa('acme.test')] }), 'nxdomain'],
    ['no such record', () => ({ authorities: [soa('acme.test')] }), 'nodata'],
    ['an alias to nothing', () => ({ rcode: 3, answers: [cname('x.acme.test', 'gone.test')], authorities: [soa('test')] }), 'nxdomain'],
    ['a referral', () => ({ authorities: [{ type: 'NS', name: 'test', ttl: 60, data: 'ns.test' }] }), 'referral'],
    ['SERVFAIL', () => ({ rcode: 2 }), 'servfail'],
    ['REFUSED', () => ({ rcode: 5 }), 'refused'],
    ['silence', () => 'silent', 'timeout'],
    ['nobody there', () => 'refused', 'unreachable'],
    ['garbage', () => new Uint8Array([1, 2, 3]), 'malformed'],
    ['another id', () => ({ answers: [a('x.acme.test', '203.0.113.7')], spoil: (p) => ({ ...p, id: ((p.id ?? 0) + 1) & 0xffff }) }), 'malformed'],
    [
      'another question',
      () => ({ answers: [a('x.acme.test', '203.0.113.7')], spoil: (p) => ({ ...p, questions: [{ name: 'y.acme.test', type: 'A' }] }) }),
      'malformed',
    ],
    [
      'a question in lower case',
      () => ({ answers: [a('x.acme.test', '203.0.113.7')], spoil: (p) => ({ ...p, questions: [{ name: 'x.acme.test', type: 'A' }] }) }),
      'ok',
    ],
    ['an error without question', () => ({ rcode: 2, spoil: (p) => ({ ...p, questions: [] }) }), 'servfail'],
  ];
  it.each(statuses)('tells %s apart', async (_name, say, status) => {
    const reply = await ask(inMemoryDns(say), { name: 'x.acme.test', type: 'A', server, recursive: false }, signal);
    expect(reply.status).toBe(status);
  });

  it('keeps the alias chain and drops records of other names', async () => {
    const answers = [
      a('evil.test', '203.0.113.66'),
      a('edge.host.test', '203.0.113.9'),
      cname('www.acme.test', 'acme.host.test'),
      cname('acme.host.test', 'edge.host.test'),
    ];
    const reply = await ask(
      inMemoryDns(() => ({ answers, ra: true })),
      { name: 'www.acme.test', type: 'A', recursive: true },
      signal,
    );
    expect(reply.chain).toEqual(['acme.host.test', 'edge.host.test']);
    expect(recordsOf(reply, 'A').map((record) => record.data)).toEqual(['203.0.113.9']);
  });

  it('survives an alias loop', async () => {
    const answers = [cname('a.test', 'b.test'), cname('b.test', 'a.test')];
    const reply = await ask(
      inMemoryDns(() => ({ answers, ra: true })),
      { name: 'a.test', type: 'A', recursive: true },
      signal,
    );
    expect(reply).toMatchObject({ status: 'nodata', chain: ['b.test'] });
  });

  it('asks again over TCP when the answer is cut', async () => {
    const io = inMemoryDns(({ transport }) =>
      transport === 'udp' ? { tc: true } : { answers: [{ type: 'TXT', name: 'acme.test', ttl: 60, data: ['a', 'b c'] }] },
    );
    const reply = await ask(io, { name: 'acme.test', type: 'TXT', server, recursive: false }, signal);
    expect(reply).toMatchObject({ status: 'ok', transport: 'tcp' });
    expect(recordsOf(reply, 'TXT')[0]?.data.strings).toEqual(['a', 'b c']);
  });

  it('finds a server that only speaks TCP', async () => {
    const io = inMemoryDns(({ transport }) => (transport === 'udp' ? 'silent' : { answers: [a('acme.test', '203.0.113.7')], aa: true }));
    expect(await ask(io, { name: 'acme.test', type: 'A', server, recursive: false }, signal)).toMatchObject({
      status: 'ok',
      transport: 'tcp',
      flags: { aa: true },
    });
  });

  it('leaves EDNS out for a server that does not know it', async () => {
    const io = inMemoryDns(({ edns }) => (edns ? { rcode: 1 } : { answers: [a('acme.test', '203.0.113.7')] }));
    expect((await ask(io, { name: 'acme.test', type: 'A', server, recursive: false }, signal)).status).toBe('ok');
  });

  it('goes to the next resolver after silence and after SERVFAIL', async () => {
    for (const bad of ['silent', { rcode: 2 }] as const) {
      const io = inMemoryDns(
        ({ server }) => (server === '192.0.2.1' ? bad : { answers: [a('acme.test', '203.0.113.7')], ra: true }),
        ['192.0.2.1', '192.0.2.2'],
      );
      expect(await ask(io, { name: 'acme.test', type: 'A', recursive: true }, signal)).toMatchObject({ status: 'ok', server: { address: '192.0.2.2' } });
    }
  });

  it('gives up after two tries, of 1.2 s and 1.5 s', async () => {
    const io = inMemoryDns(() => 'silent');
    const before = io.clock.mono();
    await ask(io, { name: 'acme.test', type: 'A', server, recursive: false }, signal);
    expect(io.clock.mono() - before).toBe(2700);
  });

  it('asks nothing for a name that cannot exist', async () => {
    const io = inMemoryDns(() => 'silent');
    expect((await ask(io, { name: `${'x'.repeat(64)}.test`, type: 'A', recursive: true }, signal)).status).toBe('malformed');
    expect(io.asked).toHaveLength(0);
  });
});

describe('addressesOf', () => {
  it('collects both families in a stable order with their scope', async () => {
    const io = inMemoryDns(({ type }) => ({
      answers: type === 'A' ? [a('acme.test', '203.0.113.9'), a('acme.test', '10.0.0.1')] : [{ type: 'AAAA', name: 'acme.test', ttl: 60, data: '2001:db8::1' }],
      ra: true,
    }));
    expect(await addressesOf(io, 'acme.test', signal)).toEqual({
      status: 'present',
      chain: [],
      addresses: [
        { address: '10.0.0.1', family: 4, ttl: 60, scope: 'private' },
        { address: '203.0.113.9', family: 4, ttl: 60, scope: 'public' },
        { address: '2001:db8::1', family: 6, ttl: 60, scope: 'public' },
      ],
    });
  });

  it('does not call a failure an absence', async () => {
    for (const say of [() => 'silent', () => ({ rcode: 2 }), () => ({ rcode: 5 }), () => ({ ra: true })] as const) {
      await expect(addressesOf(inMemoryDns(say as Say), 'acme.test', signal)).rejects.toThrow(/DNS for acme\.test/);
    }
  });
});

describe('an absence without proof', () => {
  const zone: Say = ({ server, name, type }) => {
    if (server === '198.51.100.1') return { aa: true, rcode: name === 'acme.test' ? 0 : 3, authorities: [soa('acme.test')] };
    if (type === 'NS' && name === 'acme.test') return { ra: true, answers: [{ type: 'NS', name, ttl: 60, data: 'ns1.acme.test' }] };
    if (name === 'ns1.acme.test' && type === 'A') return { ra: true, answers: [a(name, '198.51.100.1')] };
    return { ra: true, rcode: name === 'acme.test' ? 0 : 3 };
  };
  it('is checked at a name server of the zone', async () => {
    expect(await addressesOf(inMemoryDns(zone), 'gone.acme.test', signal)).toEqual({ status: 'nxdomain', chain: [], addresses: [] });
    expect(await addressesOf(inMemoryDns(zone), 'acme.test', signal)).toMatchObject({ status: 'nodata' });
  });
});

describe('a hostile reply', () => {
  it('of any bytes never breaks the reader', () => {
    const query = { name: 'acme.test', type: 'TXT', recursive: true, dnssec: false, unchecked: false } as const;
    const sent = writeQuery(query, new Uint8Array(32), { edns: true });
    const good = encode({
      type: 'response',
      id: sent.id,
      questions: [{ name: 'acme.test', type: 'TXT' }],
      answers: [{ type: 'TXT', name: 'acme.test', ttl: 1, data: ['a', 'b'] }, soa('acme.test')],
    });
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const statuses = new Set<string | undefined>();
    for (let round = 0; round < 1000; round++) {
      const bytes = Uint8Array.from(good).slice(0, round % 4 === 0 ? next(good.length) : good.length);
      for (let change = 0; change < 1 + next(4); change++) bytes[2 + next(bytes.length)] = next(256);
      statuses.add(readReply(bytes, query, sent)?.reply.status);
    }
    expect(statuses.has(undefined) && statuses.has('ok')).toBe(true);
  });

  it('cannot smuggle control characters in a name', async () => {
    const io = inMemoryDns(() => ({ ra: true, answers: [cname('www.acme.test', 'e\u001bvil .test'), a('e\u001bvil .test', '203.0.113.9')] }));
    const reply = await ask(io, { name: 'www.acme.test', type: 'A', recursive: true }, signal);
    expect(reply.chain).toEqual(['e\\027vil\\032.test']);
    expect(reply.status).toBe('ok');
  });
});
