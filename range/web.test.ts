import { once } from 'node:events';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { localCa } from './ca.ts';
import { DOMAIN, healthyHost, page } from './healthy.ts';
import type { SiteFault } from './site.ts';
import { startWeb, type HostSpec } from './web.ts';

const own = (name: string, last: number, changes: Partial<HostSpec> = {}): HostSpec => ({ ...healthyHost(name, 'app', `203.0.113.${last}`), ...changes });
const SITE_FAULTS: readonly SiteFault[] = [
  'never',
  'closes',
  'endless-body',
  'gzip-bomb',
  'huge-headers',
  'invalid-utf8',
  'garbage',
  'bot-challenge',
  'too-many-requests',
];
const web = await startWeb([
  healthyHost(DOMAIN, 'apex'),
  healthyHost(`www.${DOMAIN}`, 'www'),
  own('expired.example', 20, { certificate: { names: ['expired.example'], untilDays: -1 } }),
  own('incomplete.example', 21, { chain: 'incomplete' }),
  own('order.example', 22, { chain: 'wrong-order' }),
  own('unknown.example', 23, { certificate: { names: ['unknown.example'], issuer: 'unknown' } }),
  own('old.example', 24, { protocols: ['TLSv1', 'TLSv1'] }),
  own('both.example', 25, { protocols: ['TLSv1', 'TLSv1.3'] }),
  own('silent.example', 26, { https: 'silent' }),
  own('closes.example', 27, { https: 'closes', http: 'refused' }),
  own('short.example', 28, { certificate: { names: ['short.example'], key: 'rsa1024' } }),
  own('faults.example', 29, { https: { routes: Object.fromEntries(SITE_FAULTS.map((fault) => [`/${fault}`, { fault }])) } }),
]);
afterAll(() => web.stop());

const port = (place: string): number => Number(web.routes[place]?.split(':')[1]);

async function handshake(name: string, place: string, options: ConnectionOptions = {}): Promise<TLSSocket | string> {
  const socket = connect({ host: '127.0.0.1', port: port(place), servername: name, ca: localCa().root, ...options });
  const outcome = await Promise.race([
    once(socket, 'secureConnect').then(() => socket),
    once(socket, 'error').then(([error]) => (error as NodeJS.ErrnoException).code ?? ''),
  ]).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error));
  if (typeof outcome === 'string') socket.destroy();
  return outcome;
}
async function outcome(name: string, last: number, options: ConnectionOptions = {}): Promise<string | null> {
  const socket = await handshake(name, `203.0.113.${last}:443`, options);
  if (typeof socket === 'string') return socket;
  const protocol = socket.getProtocol();
  socket.destroy();
  return protocol;
}

test.each<[string, number, ConnectionOptions, string]>([
  [DOMAIN, 10, {}, 'TLSv1.3'],
  [DOMAIN, 10, { maxVersion: 'TLSv1.2' }, 'TLSv1.2'],
  [DOMAIN, 10, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }, 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ['nobody.example', 10, {}, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['expired.example', 20, {}, 'CERT_HAS_EXPIRED'],
  ['incomplete.example', 21, {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['order.example', 22, {}, 'TLSv1.3'],
  ['unknown.example', 23, {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['old.example', 24, {}, 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ['old.example', 24, { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }, 'TLSv1'],
  ['both.example', 25, {}, 'TLSv1.3'],
  ['both.example', 25, { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }, 'TLSv1'],
  ['closes.example', 27, {}, 'ECONNRESET'],
  ['short.example', 28, { ciphers: 'ALL:@SECLEVEL=0' }, 'TLSv1.3'],
])('handshake with %s (.%d) %o: %s', async (name, last, options, expected) => {
  expect(await outcome(name, last, options)).toBe(expected);
});

test('the chain that is sent is the one asked for', async () => {
  const sent = async (name: string, place: string): Promise<string[]> => {
    const socket = await handshake(name, place, { rejectUnauthorized: false, ca: [] });
    if (typeof socket === 'string') throw new Error(socket);
    const names: string[] = [];
    for (let each = socket.getPeerCertificate(true); each?.subject && names.length < 4; each = each.issuerCertificate) {
      names.push(String(each.subject.CN));
      if (each.issuerCertificate === each) break;
    }
    socket.destroy();
    return names;
  };
  expect(await sent(DOMAIN, '203.0.113.10:443')).toEqual([DOMAIN, 'E7']);
  expect(await sent('incomplete.example', '203.0.113.21:443')).toEqual(['incomplete.example']);
});

test('a silent port accepts and says nothing; a refused one is not there', async () => {
  const socket = connect({ host: '127.0.0.1', port: port('203.0.113.26:443'), servername: 'silent.example' });
  await expect(once(socket, 'secureConnect', { signal: AbortSignal.timeout(60) })).rejects.toThrow('aborted');
  socket.destroy();
  await expect(once(connectTcp(port('203.0.113.27:80'), '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
});

async function get(place: string, host: string, path: string): Promise<IncomingMessage> {
  const options = { host: '127.0.0.1', port: port(place), servername: host, path, headers: { host }, ca: localCa().root, agent: false, maxHeaderSize: 16_384 };
  const request = place.endsWith(':443') ? secureRequest(options) : plainRequest(options);
  request.end();
  const [response] = (await once(request, 'response', { signal: AbortSignal.timeout(500) })) as [IncomingMessage];
  return response;
}
async function size(response: IncomingMessage, most: number): Promise<number> {
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) break;
  }
  return bytes;
}

test('virtual hosts, redirects that keep path and query, security headers, 404 and foreign names', async () => {
  const apex = await get('203.0.113.10:443', DOMAIN, '/');
  expect(apex).toMatchObject({ statusCode: 200, headers: { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } });
  expect(await size(apex, 10_000)).toBe(page('Acme apex').length);
  expect(await get('203.0.113.10:80', `www.${DOMAIN}`, '/a?b=1')).toMatchObject({ statusCode: 301, headers: { location: `https://www.${DOMAIN}/a?b=1` } });
  expect(await get('203.0.113.10:443', `www.${DOMAIN}`, '/a?b=1')).toMatchObject({ statusCode: 301, headers: { location: `https://${DOMAIN}/a?b=1` } });
  expect(await get('203.0.113.10:443', DOMAIN, '/nope')).toMatchObject({ statusCode: 404, headers: { 'x-content-type-options': 'nosniff' } });
  expect(await get('203.0.113.10:80', 'nobody.example', '/')).toMatchObject({ statusCode: 421 });
  expect(web.requests()).toContainEqual({ scheme: 'https', host: `www.${DOMAIN}`, method: 'GET', path: '/a?b=1' });
  expect(web.connections()['203.0.113.10:80']).toBe(2);
});

test('faults of answers', async () => {
  const at = (fault: SiteFault): Promise<IncomingMessage> => get('203.0.113.29:443', 'faults.example', `/${fault}`);
  expect(await size(await at('endless-body'), 1_000_000)).toBeGreaterThan(1_000_000);
  expect(await size(await at('gzip-bomb'), 1_000_000)).toBeLessThan(300_000);
  expect(await at('bot-challenge')).toMatchObject({ statusCode: 403, headers: { 'cf-mitigated': 'challenge' } });
  expect(await at('too-many-requests')).toMatchObject({ statusCode: 429, headers: { 'retry-after': '60' } });
  expect(await size(await at('invalid-utf8'), 1000)).toBe(13);
  await expect(at('huge-headers')).rejects.toThrow('Header overflow');
  await expect(at('garbage')).rejects.toThrow('Parse Error');
  await expect(at('closes')).rejects.toThrow('socket hang up');
});
