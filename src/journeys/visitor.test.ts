import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { loopbackIo } from '../../test/support/loopback-io.ts';
import { visitorOf } from './visitor.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Two hosts that are one server: what each was asked is noted. */
async function hosts(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const { host = '', authorization = '-', cookie = '-' } = request.headers;
      asked.push(`${request.method} ${host.split(':')[0]}${request.url} ${authorization} ${cookie} ${body || '-'}`);
      answer(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  const io = loopbackIo({ hosts: { 'app.test': ['192.0.2.1'], 'other.test': ['192.0.2.2'] }, routes: { '192.0.2.1:80': port, '192.0.2.2:80': port } });
  return { visitor: visitorOf(io, new URL('http://app.test/')), asked };
}
const redirect =
  (status: number, to: string) =>
  ({ url }: IncomingMessage, response: ServerResponse): void =>
    void (url === '/go' ? response.writeHead(status, { location: to, 'set-cookie': 'sid=1' }) : response).end('ok');
const { signal } = new AbortController();
const sent = { method: 'POST', url: '/go', headers: { authorization: 'Bearer x' }, content: { type: 'text/plain', text: 'typed' }, timeoutMs: 3000 } as const;

test.each([
  [303, '/done', ['POST app.test/go Bearer x - typed', 'GET app.test/done Bearer x sid=1 -']],
  [302, 'http://other.test/done', ['POST app.test/go Bearer x - typed', 'GET other.test/done - - -']],
  [307, '/done', ['POST app.test/go Bearer x - typed', 'POST app.test/done Bearer x sid=1 typed']],
  [307, 'http://other.test/done', ['POST app.test/go Bearer x - typed', 'POST other.test/done - - typed']],
])('a redirect %s to %s is followed as browsers do; no header of ours goes to another host', async (status, to, expected) => {
  const { visitor, asked } = await hosts(redirect(status, to));
  expect((await visitor.ask(sent, signal)).text).toBe('ok');
  expect(asked).toEqual(expected);
});

test('a secret is not sent in the clear', async () => {
  const { visitor, asked } = await hosts(redirect(307, 'http://other.test/done'));
  await expect(visitor.ask({ ...sent, secret: true }, signal)).rejects.toThrow(/over plain HTTP/);
  expect(asked).toEqual([]);
});

test('a copy keeps its cookies, whatever happens to the one it was made of', async () => {
  const { visitor, asked } = await hosts(
    (request, response) => void response.writeHead(200, { 'set-cookie': `sid=${request.url === '/out' ? '; Max-Age=0' : '7'}` }).end(),
  );
  await visitor.ask({ method: 'GET', url: '/in', timeoutMs: 3000 }, signal);
  const copy = visitor.copy();
  await visitor.ask({ method: 'GET', url: '/out', timeoutMs: 3000 }, signal);
  for (const one of [visitor, copy]) await one.ask({ method: 'GET', url: '/see', timeoutMs: 3000 }, signal);
  expect(asked.slice(2)).toEqual(['GET app.test/see - - -', 'GET app.test/see - sid=7 -']);
});
