import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { RECURSION_DESIRED, decode, encode, streamDecode, streamEncode, type DecodedPacket, type Packet } from 'dns-packet';
import { afterAll, expect, test } from 'vitest';
import { zoneRecord } from '../src/formats/zone-record.ts';
import { startDns, type DnsFault } from './dns.ts';

const zone = {
  name: 'acme.example',
  records: [
    zoneRecord('acme.example', 'SOA', 'ns1.acme.example hostmaster.acme.example 1 7200 3600 1209600 60'),
    zoneRecord('acme.example', 'TXT', 'v=spf1 -all'),
    zoneRecord('acme.example', 'CAA', '0 issue "letsencrypt.org"'),
    zoneRecord('big.acme.example', 'TXT', 'x'.repeat(2000)),
    zoneRecord('broken.acme.example', 'TXT', 'x'),
    zoneRecord('www.acme.example', 'CNAME', 'acme.example'),
  ],
};
const faults: readonly DnsFault[] = ['silent', 'servfail', 'refused', 'lame', 'tcp-only', 'udp-only', 'wrong-id', 'malformed', { slowMs: 40 }];
const address = (at: number): string => `203.0.113.${at + 1}`;
const dns = await startDns({
  zones: [zone, { name: 'dead.example', records: [] }],
  nameServers: [undefined, ...faults].map((fault, at) => ({
    name: `ns${at}.acme.example`,
    address: address(at),
    zones: fault === 'silent' ? ['dead.example'] : ['acme.example'],
    ...(fault && { fault }),
  })),
  resolvers: [{ faults: [{ name: 'broken.acme.example', fault: 'servfail' }] }],
});
afterAll(() => dns.stop());

const query = (name: string, type: string): Packet => ({
  type: 'query',
  id: 7,
  flags: RECURSION_DESIRED,
  questions: [{ name, type: type as 'A' }],
});
async function udp(endpoint: string, name: string, type = 'TXT', timeoutMs = 150): Promise<Buffer | undefined> {
  const socket = createSocket('udp4');
  try {
    socket.send(encode(query(name, type)), Number(endpoint.split(':')[1]), '127.0.0.1');
    const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(timeoutMs) })) as [Buffer];
    return reply;
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}
async function tcp(endpoint: string, name: string, type = 'TXT'): Promise<DecodedPacket | undefined> {
  const socket = connect(Number(endpoint.split(':')[1]), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(streamEncode(query(name, type)));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0)) {
      socket.destroy();
      return streamDecode(bytes) as DecodedPacket;
    }
  }
  return undefined;
}
const at = (fault?: DnsFault): string => dns.routes[`${address(fault === undefined ? 0 : faults.indexOf(fault) + 1)}:53`] ?? '';
const resolver = dns.resolvers[0] ?? '';

test('a healthy server answers with authority over UDP and TCP', async () => {
  const overUdp = decode((await udp(at(), 'acme.example')) ?? Buffer.alloc(0));
  expect(overUdp).toMatchObject({ rcode: 'NOERROR', flag_aa: true, flag_ra: false, answers: [{ type: 'TXT', ttl: 300 }] });
  expect((await tcp(at(), 'big.acme.example'))?.answers?.[0]).toMatchObject({
    data: Array.from({ length: 8 }, (_, i) => Buffer.alloc(i < 7 ? 255 : 215, 'x')),
  });
  expect(decode((await udp(at(), 'big.acme.example')) ?? Buffer.alloc(0))).toMatchObject({ flag_tc: true, answers: [] });
  expect(decode((await udp(at(), 'acme.example', 'CAA')) ?? Buffer.alloc(0)).answers?.[0]).toMatchObject({ data: { tag: 'issue', value: 'letsencrypt.org' } });
});

test('faults are what they are called', async () => {
  expect(await udp(at('silent'), 'dead.example', 'A', 30)).toBeUndefined();
  expect(decode((await udp(at('servfail'), 'acme.example')) ?? Buffer.alloc(0))).toMatchObject({ rcode: 'SERVFAIL', answers: [] });
  expect(decode((await udp(at('refused'), 'acme.example')) ?? Buffer.alloc(0))).toMatchObject({ rcode: 'REFUSED', answers: [] });
  expect(decode((await udp(at('lame'), 'acme.example')) ?? Buffer.alloc(0))).toMatchObject({
    rcode: 'NOERROR',
    flag_aa: false,
    answers: [],
    authorities: [{ type: 'NS' }],
  });
  expect(decode((await udp(at('tcp-only'), 'acme.example')) ?? Buffer.alloc(0))).toMatchObject({ flag_tc: true, answers: [] });
  expect((await tcp(at('tcp-only'), 'acme.example'))?.answers).toHaveLength(1);
  expect(await tcp(at('udp-only'), 'acme.example')).toBeUndefined();
  expect((await udp(at('wrong-id'), 'acme.example'))?.readUInt16BE(0)).toBe(6);
  const garbage = (await udp(at('malformed'), 'acme.example')) ?? Buffer.alloc(0);
  expect(() => decode(garbage)).toThrow(/./);
  const start = performance.now();
  await udp(at(faults.at(-1)), 'acme.example');
  expect(performance.now() - start).toBeGreaterThan(35);
});

test('the resolver answers over all zones, fails for dead ones, and has faults of single names', async () => {
  const ask = async (name: string, type = 'TXT'): Promise<DecodedPacket> => decode((await udp(resolver, name, type)) ?? Buffer.alloc(0));
  expect(await ask('www.acme.example')).toMatchObject({ rcode: 'NOERROR', flag_ra: true, flag_aa: false, answers: [{ type: 'CNAME' }, { type: 'TXT' }] });
  expect(await ask('dead.example')).toMatchObject({ rcode: 'SERVFAIL' });
  expect(await ask('broken.acme.example')).toMatchObject({ rcode: 'SERVFAIL' });
  expect(dns.queries().filter(({ server, name }) => server === 'resolver' && name === 'dead.example')).toEqual([
    { name: 'dead.example', type: 'TXT', server: 'resolver', transport: 'udp' },
  ]);
});
