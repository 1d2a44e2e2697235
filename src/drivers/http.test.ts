import { createServer as createTcpServer, type Socket } from 'node:net';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { loopbackIo } from '../../test/support/loopback-io.ts';
import { follow } from './http/follow.ts';
import { get, USER_AGENT } from './http.ts';

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
const serving = async (listener: RequestListener): Promise<number> => listen(createServer(listener));
const raw = async (talk: (socket: Socket) => void): Promise<number> =>
  listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => talk(socket));
    }),
  );
const drip = (socket: Socket, beginning: string): void => {
  socket.write(beginning);
  const timer = setInterval(() => socket.write('a'), 20);
  socket.on('close', () => clearInterval(timer));
};
const io = (port: number | 'silent') =>
  loopbackIo({ hosts: { 'a.example': ['203.0.113.1'], 'b.example': ['203.0.113.1'], 'in.example': ['10.0.0.1'] }, routes: { '203.0.113.1:80': port } });

test('an answer comes with its status, headers in order, unpacked body and timings', async () => {
  let agent: string | undefined;
  const port = await serving((request, response) => {
    agent = request.headers['user-agent'];
    response
      .writeHead(404, [
        ['B-one', '1'],
        ['A-two', '2'],
        ['Content-Encoding', 'br'],
      ] as never)
      .end(brotliCompressSync('<p>hello'));
  });
  const answer = await get(io(port), { url: 'http://a.example/x?y=1' }, signal);
  expect(agent).toBe(USER_AGENT);
  expect(answer.status).toBe(404);
  expect(answer.headers.slice(0, 2)).toEqual([
    { name: 'b-one', value: '1' },
    { name: 'a-two', value: '2' },
  ]);
  expect(new TextDecoder().decode(answer.body)).toBe('<p>hello');
  expect(answer.cut).toBeUndefined();
  expect(answer.timings.totalMs).toBeGreaterThanOrEqual(answer.timings.firstByteMs);
});

test('a gzip bomb is unpacked only up to the cap', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const port = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  const answer = await get(io(port), { url: 'http://a.example/', mostBytes: 100_000 }, signal);
  expect(answer.body.length).toBe(100_000);
  expect(answer.cut).toBe('size');
});

test('an endless body is cut by size, a body that stalls by time, a broken one is said to be broken', async () => {
  const endless = await raw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const pump = (): void => {
      while (!socket.destroyed && socket.write(Buffer.alloc(16_384, 97)));
      socket.once('drain', pump);
    };
    pump();
  });
  expect(await get(io(endless), { url: 'http://a.example/', mostBytes: 50_000 }, signal)).toMatchObject({ cut: 'size', wireBytes: 50_000 });
  const stalling = await raw((socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
  expect(await get(io(stalling), { url: 'http://a.example/', timeoutMs: 700 }, signal)).toMatchObject({ cut: 'time', wireBytes: 3 });
  const broken = await raw((socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
  expect(await get(io(broken), { url: 'http://a.example/' }, signal)).toMatchObject({ cut: 'ended-early', wireBytes: 3 });
});

test.each([
  ['huge header', (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(10_000_000)}`), 'too-large'],
  ['many headers', (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(100_000)}`), 'too-large'],
  ['not HTTP', (socket: Socket) => void socket.end('SSH-2.0-OpenSSH\r\n'), 'malformed'],
  ['closes at once', (socket: Socket) => void socket.end(), 'malformed'],
  ['a header line without a colon', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nno header\r\n\r\nx'), 'blocked-here'],
  ['two lengths', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\nx'), 'blocked-here'],
  ['a header a letter at a time', (socket: Socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX: '), 'timeout'],
  ['never answers', () => undefined, 'timeout'],
])('%s is "could not look"', async (_, talk, code) => {
  const port = await raw(talk);
  await expect(get(io(port), { url: 'http://a.example/', timeoutMs: 800 }, signal)).rejects.toMatchObject({ name: 'CouldNotLook', code });
});

test.each([
  ['bare line feeds', 'HTTP/1.1 200 OK\nX-Note: a\n\nhere', 'a'],
  ['a folded line', 'HTTP/1.1 200 OK\r\nX-Note: a\r\n b\r\n\r\nhere', 'a b'],
  ['control characters', 'HTTP/1.1 200 OK\r\nX-Note: a\u0001\u001b[31mb\u0000\r\n\r\nhere', 'a\u0001\u001b[31mb\u0000'],
  ['bytes that are no UTF-8', 'HTTP/1.1 200 OK\r\nX-Note: \u00ff\u00fe\r\n\r\nhere', '\u00ff\u00fe'],
])('%s in a header are read as browsers do', async (_, answer, value) => {
  const port = await raw((socket) => void socket.end(answer, 'latin1'));
  const { headers, body } = await get(io(port), { url: 'http://a.example/' }, signal);
  expect([headers.find(({ name }) => name === 'x-note')?.value, Buffer.from(body).toString()]).toEqual([value, 'here']);
});

test('refused, silent, unknown host and abort each have their code', async () => {
  const world = io('silent');
  await expect(get(world, { url: 'https://a.example/' }, signal)).rejects.toMatchObject({ code: 'refused' });
  await expect(get(world, { url: 'http://a.example/', timeoutMs: 20 }, signal)).rejects.toMatchObject({ code: 'timeout' });
  await expect(get(world, { url: 'http://gone.example/' }, signal)).rejects.toMatchObject({ code: 'not-found' });
  await expect(get(world, { url: 'http://a.example/' }, AbortSignal.abort())).rejects.toMatchObject({ code: 'interrupted' });
});

test('a server that does not speak TLS on 443 is no HTTPS', async () => {
  const port = await raw((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const world = loopbackIo({ hosts: { 'a.example': ['203.0.113.1'] }, routes: { '203.0.113.1:443': port } });
  await expect(get(world, { url: 'https://a.example/' }, signal)).rejects.toMatchObject({ code: 'malformed', message: expect.stringContaining('encrypted') });
});

test('a walk records each hop and stops at the first answer', async () => {
  const port = await serving((request, response) => {
    if (request.url === '/end') response.end('here');
    else response.writeHead(301, { location: request.headers.host === 'a.example' ? '//b.example/%C3%BC' : '/end#part' }).end();
  });
  const walk = await follow(io(port), { url: 'http://a.example/' }, signal);
  expect(walk.end).toBe('answered');
  expect(walk.hops.map((hop) => `${hop.status} ${hop.url}`)).toEqual(['301 http://a.example/', '301 http://b.example/%C3%BC', '200 http://b.example/end']);
});

test('loops, endless walks, bad targets, dead ends and private targets end the walk', async () => {
  const to = async (location: (url: string) => string) => {
    const port = await serving((request, response) => response.writeHead(302, { location: location(request.url ?? '') }).end());
    return follow(io(port), { url: 'http://a.example/0' }, signal);
  };
  expect(await to(() => '/0')).toMatchObject({ end: 'loop', hops: [{ status: 302 }] });
  const endless = await to((url) => `/${Number(url.slice(1)) + 1}`);
  expect([endless.end, endless.hops.length]).toEqual(['too-many', 11]);
  for (const bad of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'http://[', 'gopher://a.example/'])
    expect(await to(() => bad)).toMatchObject({ end: 'bad-location' });
  expect(await to(() => ' ')).toMatchObject({ end: 'answered', hops: [{ status: 302 }] });
  expect(await to(() => 'https://b.example/')).toMatchObject({ end: 'failed', failure: { code: 'refused' } });
  expect(await to(() => 'http://in.example/')).toMatchObject({ end: 'failed', failure: { code: 'no-consent' } });
});

test('a page that sets a cookie and sends the visitor to itself is no loop', async () => {
  const port = await serving((request, response) => {
    if (request.headers.cookie === 'seen=1') response.end('welcome');
    else response.writeHead(302, { location: '/', 'set-cookie': 'seen=1; Path=/; HttpOnly' }).end();
  });
  expect(await follow(io(port), { url: 'http://a.example/' }, signal)).toMatchObject({ end: 'answered', hops: [{ status: 302 }, { status: 200 }] });
});

test('what carries a secret is not sent in the clear', async () => {
  let asked = 0;
  const port = await serving((_, response) => void (asked++, response.end('x')));
  await expect(get(io(port), { url: 'http://a.example/', credentials: { cookie: 'a=b' } }, signal)).rejects.toMatchObject({ code: 'refused' });
  expect(asked).toBe(0);
});
