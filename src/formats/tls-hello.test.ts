import { connect, type AddressInfo } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { expect, test } from 'vitest';
import { localCa } from '../../range/ca.ts';
import { GROUPS, MODERN_SUITES, ORDINARY_SUITES, SUITE_REGISTRY, UNREGISTERED_SUITES } from '../data/tls-parameters.ts';
import { keyExchangeOf, readSuites, weaknessesOf } from './cipher-suite.ts';
import { flightReader, readFlight, readKeyExchange, readSslv2Answer, type ServerFlight } from './tls-flight.ts';
import { clientHello, sslv2Hello, type TlsVersion } from './tls-hello.ts';

const names = readSuites(SUITE_REGISTRY + UNREGISTERED_SUITES);
const groups = GROUPS.map(([code]) => code);
const issued = localCa().issue({ names: ['a.example'], key: 'rsa2048' });

/** What OpenSSL, as Node has it, answers to a hello of ours. */
async function said(version: TlsVersion, suites: readonly number[], options: TlsOptions = {}): Promise<ServerFlight & { name: string }> {
  const server = createServer({
    key: issued.key,
    cert: issued.leaf + (issued.intermediate ?? ''),
    ciphers: 'ALL:@SECLEVEL=0',
    minVersion: 'TLSv1',
    ALPNProtocols: ['h2'],
    ...options,
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const reader = flightReader();
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(clientHello({ version, suites, groups, host: 'a.example', random: new Uint8Array(32).fill(7) }));
  try {
    for await (const chunk of socket) if (reader.push(chunk as Buffer).end !== 'more') break;
  } finally {
    socket.destroy();
    server.close();
  }
  return { ...reader.flight(), name: names.get(reader.flight().suite ?? 0) ?? '' };
}

test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('OpenSSL understands a hello of %s, and we its answer: chain in order, curve, ALPN', async (version) => {
  const flight = await said(version, ORDINARY_SUITES);
  expect(flight).toMatchObject({ end: 'hello-done', alpn: 'h2', certificates: { length: 2 }, name: expect.stringMatching(/^TLS_ECDHE_RSA_WITH_AES/) });
  expect(Buffer.from(flight.certificates[0] ?? []).toString('base64')).toBe(issued.leaf.replace(/-----[A-Z ]+-----|\s/g, ''));
  expect(readKeyExchange(flight.keyExchange ?? new Uint8Array(), 'ecdh').group).toBe(0x1d);
});

test('all of the registry in one hello is understood too', async () => {
  const flight = await said('TLSv1.2', [...names.keys()], { honorCipherOrder: true, ciphers: 'DHE-RSA-AES128-SHA:@SECLEVEL=0', dhparam: 'auto' });
  expect(flight.name).toBe('TLS_DHE_RSA_WITH_AES_128_CBC_SHA');
  expect(readKeyExchange(flight.keyExchange ?? new Uint8Array(), 'dh').bits).toBeGreaterThanOrEqual(1024);
});

test('TLS 1.3 without a key share: the retry names suite and group, the hybrid one of Node 24 as well', async () => {
  expect(await said('TLSv1.3', MODERN_SUITES)).toMatchObject({ end: 'hello-done', version: 0x0304, group: 0x11ec, name: expect.stringMatching(/^TLS_AES/) });
  expect(await said('TLSv1.3', MODERN_SUITES, { ecdhCurve: 'P-384' })).toMatchObject({ group: 0x18 });
});

test('a version or suite the server refuses ends in an alert', async () => {
  expect(await said('SSLv3', ORDINARY_SUITES)).toMatchObject({ end: 'alert', alert: { level: 2 }, suite: undefined });
  expect(await said('TLSv1', ORDINARY_SUITES, { minVersion: 'TLSv1.2' })).toMatchObject({ end: 'alert', alert: { description: 70 } });
  expect(await said('TLSv1.2', [0x0005])).toMatchObject({ end: 'alert', alert: { description: 40 } });
});

const record = (type: number, ...body: number[]): number[] => [type, 3, 1, body.length >> 8, body.length & 0xff, ...body];
test.each<[string, number[], Partial<ServerFlight>]>([
  ['HTTP', [...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')], { end: 'not-tls' }],
  ['nothing', [], { end: 'more' }],
  ['a warning first', [...record(21, 1, 112), ...record(21, 2, 40)], { end: 'alert', alert: { level: 2, description: 40 } }],
  ['good-bye', record(21, 1, 0), { end: 'alert', alert: { level: 1, description: 0 } }],
  ['a record longer than any', [22, 3, 1, 0xff, 0xff], { end: 'not-tls' }],
  ['a certificate before the hello', record(22, 11, 0, 0, 3, 0, 0, 0), { end: 'malformed' }],
  ['a hello cut short', record(22, 2, 0, 0, 2, 3, 3), { end: 'malformed' }],
  ['a message longer than any', record(22, 2, 0xff, 0xff, 0xff), { end: 'flood' }],
  ['empty records without end', Array.from({ length: 700 }, () => record(22)).flat(), { end: 'flood' }],
  ['warnings without end', Array.from({ length: 700 }, () => record(21, 1, 112)).flat(), { end: 'flood' }],
])('%s', (_, bytes, flight) => {
  expect(readFlight(Uint8Array.from(bytes))).toMatchObject(flight);
});

test('SSLv2: our hello is laid out as the draft says, and the answer is read', () => {
  const hello = sslv2Hello([0x010080, 0x0700c0], new Uint8Array(16));
  expect([...hello.subarray(0, 17)]).toEqual([0x80, 31, 1, 0, 2, 0, 6, 0, 0, 0, 16, 1, 0, 0x80, 7, 0, 0xc0]);
  const answer = Uint8Array.of(0x80, 16, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0x30, 1, 0, 0x80, 9);
  expect(readSslv2Answer(answer)).toEqual({ end: 'server-hello', ciphers: [0x010080] });
  expect(readSslv2Answer(answer.subarray(0, 10))).toMatchObject({ end: 'more' });
  expect(readSslv2Answer(Uint8Array.from(record(21, 2, 40)))).toMatchObject({ end: 'not-sslv2' });
});

test.each([
  ['TLS_RSA_WITH_NULL_SHA256', ['no-encryption'], 'rsa'],
  ['TLS_SHA256_SHA256', ['no-encryption'], 'other'],
  ['TLS_DH_anon_EXPORT_WITH_RC4_40_MD5', ['no-authentication', 'export', 'rc4'], 'dh'],
  ['TLS_ECDH_anon_WITH_AES_128_CBC_SHA', ['no-authentication'], 'ecdh'],
  ['TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA', ['export', 'des'], 'rsa'],
  ['TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA', ['export', 'des'], 'dh'],
  ['TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', ['3des'], 'ecdh'],
  ['SSL_CK_DES_192_EDE3_CBC_WITH_MD5', ['3des'], 'other'],
  ['TLS_RSA_WITH_AES_128_CBC_SHA', [], 'rsa'],
  ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', [], 'ecdh'],
  ['TLS_DHE_PSK_WITH_AES_128_CBC_SHA', [], 'other'],
])('%s is weak by %j', (name, weaknesses, exchange) => {
  expect([weaknessesOf(name), keyExchangeOf(name)]).toEqual([weaknesses, exchange]);
});

test('the registry is whole: known pairs of number and name', () => {
  expect(names.size).toBeGreaterThan(340);
  for (const [code, name] of [
    [0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA'],
    [0x1301, 'TLS_AES_128_GCM_SHA256'],
    [0xc02f, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
    [0xcca9, 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
    [0x0005, 'TLS_RSA_WITH_RC4_128_SHA'],
  ] as const)
    expect(names.get(code)).toBe(name);
  expect(ORDINARY_SUITES.filter((code) => !names.has(code))).toEqual([]);
});
