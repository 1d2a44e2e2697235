import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { loopbackIo } from '../../../test/support/loopback-io.ts';
import { openPool, type QuickAnswer, writeRequest } from './keep-alive.ts';

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

/** A server that writes these parts, one turn after the other, for each request; `end`: and closes. */
async function answering(parts: readonly string[], end = false) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => void answer(socket));
  });
  const answer = async (socket: Socket): Promise<void> => {
    for (const part of parts) {
      socket.write(part, 'latin1');
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    if (end) socket.end();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const url = new URL(`http://127.0.0.1:${port}/x?y=1`);
  const pool = await openPool(
    loopbackIo({ hosts: {}, routes: { [`127.0.0.1:${port}`]: port } }),
    url,
    { most: 3, timeoutMs: 1000 },
    new AbortController().signal,
  );
  opened.push(() => {
    pool.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const ask = (): Promise<QuickAnswer | Error> => new Promise((resolve) => pool.send(writeRequest(url, 'GET', {}), resolve));
  return { ask, pool, sockets };
}

test.each([
  ['a length', ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'], 200],
  ['a head in pieces', ['HTTP/1.1 2', '01 Created\r\ncontent-le', 'ngth: 2\r\n\r', '\nok'], 201],
  ['no body', ['HTTP/1.1 204 No Content\r\n\r\n'], 204],
  ['chunks', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhel', 'lo\r\n', 'A\r\n0123456789\r\n0\r\nTrailer: a\r\n\r\n'], 200],
  ['a hint before', ['HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\nHTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n'], 503],
])('the answer is read to its end: %s', async (_, parts, status) => {
  const { ask, sockets } = await answering(parts);
  for (let at = 0; at < 3; at++) expect(await ask()).toMatchObject({ status });
  // The connection is used again.
  expect(sockets).toHaveLength(1);
});

test('a body that ends with the connection; the next request takes a new one', async () => {
  const { ask, sockets } = await answering(['HTTP/1.1 200 OK\r\n\r\n', 'hello'], true);
  expect([await ask(), await ask()]).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(sockets).toHaveLength(2);
});

test.each([
  ['no HTTP', ['SSH-2.0-x\r\n\r\n'], false, /not HTTP/],
  ['a connection that ends in the middle', ['HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhel'], true, /before the answer was whole/],
  ['chunks without a size', ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'], false, /chunks/],
  ['more than was announced', ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nabc'], false, /chunks|broken/],
  ['a head without an end', [`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(70_000)}`], false, /64 kB/],
])('what is none: %s', async (_, parts, end, says) => {
  const { ask, pool } = await answering(parts, end);
  const answer = await ask();
  expect(answer).toBeInstanceOf(Error);
  expect((answer as Error).message).toMatch(says);
  expect(pool.inFlight).toBe(0);
});

test('as many connections as requests are in flight, and no more than allowed', async () => {
  const { ask, pool, sockets } = await answering([]);
  const waiting = [ask(), ask(), ask()];
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([pool.inFlight, sockets.length]).toEqual([3, 3]);
  expect(await ask()).toMatchObject({ code: 'budget' });
  for (const socket of sockets) socket.destroy();
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => expect.any(Error)));
});

test('what is written stays one request', () => {
  const text = Buffer.from(writeRequest(new URL('https://a.test/p?q'), 'POST', { 'x-a': '1\r\nx-b: 2' }, 'é')).toString();
  expect(text).toBe('POST /p?q HTTP/1.1\r\nhost: a.test\r\nx-a: 1 x-b: 2\r\ncontent-length: 2\r\n\r\né');
});
