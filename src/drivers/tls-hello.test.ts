import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { faultyPort, type PortFault } from '../../range/port-faults.ts';
import { loopbackIo } from '../../test/support/loopback-io.ts';
import { clientHello, sslv2Hello } from '../formats/tls-hello.ts';
import { sayHello, saySslv2Hello } from './tls-hello.ts';

const { signal } = new AbortController();
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});
const question = { host: 'a.example', address: '203.0.113.1', purpose: {}, timeoutMs: 400 };
const hello = clientHello({ version: 'TLSv1.2', suites: [0xc02f], groups: [0x1d], host: 'a.example', random: new Uint8Array(32) });

async function ioTo(fault: Exclude<PortFault, 'refused'>) {
  const server = faultyPort(fault);
  if (!server) throw new Error('no server');
  open.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return loopbackIo({ hosts: {}, routes: { '203.0.113.1:443': (server.address() as AddressInfo).port } });
}

test.each([
  ['garbage', 'not-tls'],
  ['closes', 'broke-off'],
  ['flood', 'flood'],
  ['warns', 'flood'],
] as const)('a port that %s: %s, long before the deadline', async (fault, end) => {
  expect((await sayHello(await ioTo(fault), { ...question, hello, timeoutMs: 5000 }, signal)).end).toBe(end);
});

test.each(['silent', 'drips'] as const)('a port that is %s is not waited for beyond the deadline', async (fault) => {
  const started = performance.now();
  await expect(sayHello(await ioTo(fault), { ...question, hello }, signal)).rejects.toMatchObject({ name: 'CouldNotLook', code: 'timeout' });
  expect(performance.now() - started).toBeLessThan(3000);
});

test.each(['garbage', 'closes', 'flood'] as const)('SSL 2 is not spoken by a port that %s', async (fault) => {
  const oldest = sslv2Hello([0x010080], new Uint8Array(16));
  expect(await saySslv2Hello(await ioTo(fault), { ...question, hello: oldest, timeoutMs: 5000 }, signal)).toEqual([]);
});
