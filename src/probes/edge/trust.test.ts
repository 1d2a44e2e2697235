import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { INTERMEDIATE_URL, localCa } from '../../../range/ca.ts';
import { loopbackIo } from '../../../test/support/loopback-io.ts';
import { readCertificate } from '../../formats/x509.ts';
import { trustOf } from './trust.ts';

const ca = localCa();
const { signal } = new AbortController();
const intermediate = readCertificate(ca.intermediate).x509.raw;

/** Trust of a leaf sent alone, while `listener` answers for the authority at `address`. */
async function trustWith(listener: RequestListener, { issuer = 'known', address = '203.0.113.9' }: { issuer?: 'known' | 'unknown'; address?: string } = {}) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const io = loopbackIo({
      hosts: { [new URL(INTERMEDIATE_URL).hostname]: [address] },
      routes: { [`${address}:80`]: (server.address() as AddressInfo).port },
      trust: [ca.root],
    });
    const chain = [readCertificate(ca.issue({ names: ['a.example'], issuer }).leaf)];
    return { ...(await trustOf(io, chain, signal)), connections: io.connections.length };
  } finally {
    server.close();
  }
}

test('the missing issuer is fetched: the chain is incomplete, not unknown', async () => {
  expect(await trustWith((_, response) => response.end(intermediate))).toEqual({ trust: 'incomplete', incompleteBecause: 'issuer-fetched', connections: 1 });
});

test.each<[string, RequestListener]>([
  ['is not there', (_, response) => response.writeHead(404).end()],
  ['is no certificate', (_, response) => response.end('<html>')],
  ['is far too large', (_, response) => response.end(Buffer.alloc(100_000, 48))],
  ['redirects', (_, response) => response.writeHead(301, { location: 'http://169.254.169.254/' }).end()],
])('an issuer that %s leaves only its name to go by', async (_, listener) => {
  expect(await trustWith(listener)).toMatchObject({ trust: 'incomplete', incompleteBecause: 'public-name' });
});

test('a fetched issuer that leads to no trusted root changes nothing', async () => {
  expect(await trustWith((_, response) => response.end(intermediate), { issuer: 'unknown' })).toMatchObject({ trust: 'undecided', incompleteBecause: null });
});

test.each(['10.0.0.1', '127.0.0.1', '169.254.169.254'])('a certificate cannot make us ask %s', async (address) => {
  expect(await trustWith((_, response) => response.end(intermediate), { address })).toMatchObject({
    trust: 'incomplete',
    incompleteBecause: 'public-name',
    connections: 0,
  });
});
