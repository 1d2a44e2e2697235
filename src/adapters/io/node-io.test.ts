import { createServer, type Server } from 'node:net';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint, Purpose } from '../../ports/io.ts';
import { nodeIo, parseEndpoint } from './node-io.ts';

const purpose: Purpose = { protocol: 'http', host: 'acme.example', method: 'GET', path: '/' };
const never = new AbortController().signal;
let tcp: Server;
let udp: Socket;
let ports = { tcp: 0, udp: 0 };

beforeAll(async () => {
  tcp = createServer((socket) => socket.end('hi')).listen(0, '127.0.0.1');
  udp = createSocket('udp4').on('message', (message, from) => message[0] === 1 && udp.send(Buffer.from([2]), from.port, from.address));
  udp.bind(0, '127.0.0.1');
  await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
  ports = { tcp: (tcp.address() as { port: number }).port, udp: udp.address().port };
});
afterAll(() => {
  tcp.close();
  udp.close();
});

const io = (routes: Record<string, string> = {}) => nodeIo({ network: { resolvers: ['127.0.0.1:53'], routes, trust: [] } });
const documentation: Endpoint = { address: '203.0.113.10', port: 443 };

test('a route leads to another endpoint', async () => {
  const socket = await io({ '203.0.113.10:443': `127.0.0.1:${ports.tcp}` }).connect(documentation, { purpose, timeoutMs: 1000 }, never);
  expect(String((await once(socket, 'data'))[0])).toBe('hi');
  socket.destroy();
});

test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1'])('%s is not contacted unless the config routes to it', async (address) => {
  await expect(io().connect({ address, port: ports.tcp }, { purpose, timeoutMs: 1000 }, never)).rejects.toMatchObject({ code: 'no-consent' });
});

test('udp: the first accepted reply; silence is a timeout', async () => {
  const reach = io({ '203.0.113.10:53': `127.0.0.1:${ports.udp}` });
  const ask = (byte: number) =>
    reach.udp({ ...documentation, port: 53 }, Uint8Array.of(byte), { purpose, timeoutMs: 60, accepts: (reply) => reply[0] === 2 }, never);
  expect([...(await ask(1))]).toEqual([2]);
  await expect(ask(9)).rejects.toMatchObject({ code: 'timeout' });
});

test('an abort ends a connection that hangs', async () => {
  const stop = new AbortController();
  const attempt = io({ '203.0.113.10:443': `127.0.0.1:${ports.tcp}` }).connect(documentation, { purpose, timeoutMs: 5000 }, stop.signal);
  stop.abort();
  await expect(attempt).rejects.toMatchObject({ name: 'AbortError' });
});

test('shared asks once; an interrupted answer is asked again', async () => {
  const one = io();
  let made = 0;
  const make = () => Promise.resolve(++made);
  await Promise.all([one.shared('a', make), one.shared('a', make)]);
  expect(made).toBe(1);
  await expect(one.shared('b', () => Promise.reject(new DOMException('stopped', 'AbortError')))).rejects.toThrow('stopped');
  expect(await one.shared('b', make)).toBe(2);
});

test('endpoints', () => {
  expect(parseEndpoint('192.0.2.1')).toEqual({ address: '192.0.2.1', port: 53 });
  expect(parseEndpoint('[2001:db8::1]:5353')).toEqual({ address: '2001:db8::1', port: 5353 });
  expect(() => parseEndpoint('example.com:53')).toThrow('is not an address with a port');
});
