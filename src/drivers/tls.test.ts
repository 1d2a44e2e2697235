import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { type CertificateSpec, localCa } from '../../range/ca.ts';
import { loopbackIo } from '../../test/support/loopback-io.ts';
import { judgePath } from '../formats/certificate-path.ts';
import { coversHost, readCertificate } from '../formats/x509.ts';
import { handshake } from './tls.ts';

const signal = new AbortController().signal;
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});
async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
const question = { host: 'a.example', address: '203.0.113.1' };
const to = (port: number | 'silent') => loopbackIo({ hosts: {}, routes: { '203.0.113.1:443': port } });

const roots = [readCertificate(localCa().root)];
async function serving(spec: Partial<CertificateSpec>, sends: 'full' | 'leaf' | 'with-root', options: TlsOptions = {}) {
  const issued = localCa().issue({ names: ['a.example'], ...spec });
  const cert = [issued.leaf, ...(sends === 'leaf' ? [] : [issued.intermediate]), ...(sends === 'with-root' ? [issued.root] : [])].filter(
    (pem) => pem !== undefined,
  );
  const port = await listen(
    createServer({ key: issued.key, cert: cert.join('\n'), ALPNProtocols: ['h2'], ciphers: 'DEFAULT@SECLEVEL=0', minVersion: 'TLSv1', ...options }),
  );
  return handshake(to(port), question, signal);
}

test('a good server: protocol, cipher, ALPN, the sent chain in order', async () => {
  const result = await serving({ names: ['a.example', '*.b.example'] }, 'full');
  if (result.status !== 'done') throw new Error(result.says);
  expect(result).toMatchObject({ protocol: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/), alpn: 'h2', staple: undefined });
  expect(result.chain.map(({ facts }) => facts.isCa)).toEqual([false, true]);
  expect(result.chain[0]?.facts).toMatchObject({ dnsNames: ['a.example', '*.b.example'], keyType: 'ec', keyBits: 256, signature: 'ecdsa-with-SHA256' });
  expect(judgePath(result.chain, roots, Date.now())).toMatchObject({ verdict: 'trusted', path: { length: 3 } });
});

test.each([
  ['incomplete', {}, 'leaf', 'issuer-missing'],
  ['root sent too', {}, 'with-root', 'trusted'],
  ['self-signed', { issuer: 'self' }, 'leaf', 'self-signed'],
  ['unknown authority', { issuer: 'unknown' }, 'with-root', 'unknown-ca'],
  ['unknown authority, root not sent', { issuer: 'unknown' }, 'leaf', 'issuer-missing'],
  ['weak key', { key: 'rsa1024' }, 'full', 'trusted'],
] as const)('%s', async (_, spec, sends, verdict) => {
  const result = await serving(spec, sends);
  if (result.status !== 'done') throw new Error(result.says);
  expect(judgePath(result.chain, roots, Date.now())?.verdict).toBe(verdict);
});

test('an expired link above the leaf is told apart; the leaf is judged elsewhere', async () => {
  const result = await serving({}, 'full');
  if (result.status !== 'done') throw new Error(result.says);
  expect(judgePath(result.chain, roots, Date.now() + 30 * 365 * 86_400_000)?.verdict).toBe('expired-in-chain');
});

test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('%s can be offered alone', async (version) => {
  const server = { minVersion: version, maxVersion: version } as const;
  const issued = localCa().issue({ names: ['a.example'], key: 'rsa2048' });
  const port = await listen(createServer({ key: issued.key, cert: issued.leaf, ciphers: 'DEFAULT@SECLEVEL=0', ...server }));
  expect(await handshake(to(port), { ...question, minVersion: version, maxVersion: version }, signal)).toMatchObject({ status: 'done', protocol: version });
  expect(await handshake(to(port), { ...question, minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' }, signal)).toMatchObject({ status: 'failed', code: 'version' });
});

test('no TLS, a hang-up, silence and refusal are told apart', async () => {
  const talk = async (say: string) => listen(createTcpServer((socket) => void socket.on('error', () => undefined).once('data', () => socket.end(say))));
  expect(await handshake(to(await talk('HTTP/1.1 400 Bad Request\r\n\r\n')), question, signal)).toMatchObject({ status: 'failed', code: 'not-tls' });
  expect(await handshake(to(await talk('')), question, signal)).toMatchObject({ status: 'failed', code: 'reset' });
  const mute = await listen(createTcpServer((socket) => void socket.on('error', () => undefined)));
  await expect(handshake(to(mute), { ...question, timeoutMs: 50 }, signal)).rejects.toMatchObject({ code: 'timeout' });
  await expect(handshake(to('silent'), { ...question, timeoutMs: 50 }, signal)).rejects.toMatchObject({ code: 'timeout' });
  await expect(handshake(loopbackIo({ hosts: {}, routes: {} }), question, signal)).rejects.toMatchObject({ code: 'refused' });
});

test.each([
  [['a.example'], 'a.example', true],
  [['*.a.example'], 'x.a.example', true],
  [['*.a.example'], 'a.example', false],
  [['*.a.example'], 'x.y.a.example', false],
  [['f*.a.example'], 'foo.a.example', false],
  [['A.EXAMPLE'], 'a.example', true],
  [[], 'a.example', false],
])('names %j for %s: %s, and never by the common name', (names, host, covers) => {
  const issued = localCa().issue({ names, commonName: host });
  expect(coversHost(readCertificate(issued.leaf).x509, host)).toBe(covers);
});
