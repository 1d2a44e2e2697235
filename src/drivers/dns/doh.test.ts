import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { decode, encode } from 'dns-packet';
import { afterAll, expect, test } from 'vitest';
import { localCa } from '../../../range/ca.ts';
import { lookAtDns } from '../../../test/support/look-at-dns.ts';
import { nodeIo } from '../../adapters/io/node-io.ts';
import { vantageProbe } from '../../probes/vantage.ts';
import type { Io } from '../../ports/io.ts';
import { ask, secondWord, turnToHttps } from '../dns.ts';

const signal = new AbortController().signal;
const { key, leaf, intermediate } = { ...localCa().issue({ names: ['dns.test'] }), intermediate: localCa().intermediate };
const server = createServer({ key, cert: leaf + intermediate }, (request, response) => {
  const text = new URL(request.url ?? '', 'https://dns.test').searchParams.get('dns') ?? '';
  const query = decode(Buffer.from(text, 'base64url'));
  const [question] = query.questions ?? [];
  if (!question || request.headers.accept !== 'application/dns-message') return response.writeHead(400).end();
  const there = question.name === 'acme.test';
  const answers = there ? [{ type: 'A', name: 'acme.test', ttl: 60, data: '203.0.113.7' } as const] : [];
  response.writeHead(200, { 'content-type': 'application/dns-message' });
  return response.end(encode({ type: 'response', id: query.id, flags: 0x80 | (there ? 0 : 3), questions: [question], answers }));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;

/** Port 53 leads nowhere; the resolver over HTTPS is where `address` is routed to. */
function network(trust: readonly string[] = [localCa().root], name = 'dns.test'): Io {
  return nodeIo({
    network: {
      resolvers: ['192.0.2.53:53'],
      routes: { '192.0.2.53:53': '127.0.0.1:9', '192.0.2.54:443': `127.0.0.1:${port}` },
      overHttps: [{ url: `https://${name}/dns-query`, address: '192.0.2.54' }],
      trust,
    },
  });
}

test('a resolver over HTTPS answers where port 53 is blocked', async () => {
  const reply = await ask(network(), { name: 'acme.test', type: 'A', recursive: true }, signal);
  expect(reply).toMatchObject({ status: 'ok', transport: 'doh', answers: [{ data: '203.0.113.7' }], server: { address: '192.0.2.54' } });
});

test('it is set as the way for the rest of the run by a name that cannot exist', async () => {
  expect(await turnToHttps(network(), 'made-up.invalid', signal)).toBe(true);
  expect(await turnToHttps(network(), 'acme.test', signal)).toBe(false);
});

test('one whose certificate is not trusted, or for another name, proves nothing', async () => {
  for (const io of [network([]), network(undefined, 'other.test')]) {
    expect(await ask(io, { name: 'acme.test', type: 'A', recursive: true }, signal)).toMatchObject({ rcode: 'NONE' });
    expect(await turnToHttps(io, 'made-up.invalid', signal)).toBe(false);
  }
});

test('the place we look from is seen through it when the own resolvers invent answers', async () => {
  const invents = ({ name }: { name: string }) => ({ ra: true, answers: [{ type: 'A', name, ttl: 60, data: '203.0.113.66' } as const] });
  const { value } = await lookAtDns<{ dns: string }>(vantageProbe, invents, { subject: { kind: 'project', name: 'acme' }, io: network() });
  expect(value).toMatchObject({ dns: 'works', overHttps: true });
});

test('it is asked about a name that the resolver denies, where no name server can be reached', async () => {
  const io = network();
  expect(await secondWord(io, 'acme.test', signal)).toEqual({ says: 'there', by: '192.0.2.54' });
  expect(await secondWord(io, 'made-up.invalid', signal)).toEqual({ says: 'nothing' });
});
