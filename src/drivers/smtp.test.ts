import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { startMail, type MailSpec } from '../../range/mail.ts';
import { nodeIo } from '../adapters/io/node-io.ts';
import { greet, type MailGreeting } from './smtp.ts';

const signal = new AbortController().signal;
const NETWORK = { resolvers: [], trust: [] };

async function greetMail(spec: Partial<MailSpec>): Promise<MailGreeting> {
  const mail = await startMail([{ name: 'mx.acme.test', address: '203.0.113.1', ...spec }]);
  try {
    return await greet(
      nodeIo({ network: { ...NETWORK, routes: mail.routes } }),
      { host: 'mx.acme.test', address: '203.0.113.1', ourName: '[127.0.0.1]' },
      signal,
    );
  } finally {
    await mail.stop();
  }
}

/** A server that says `lines` in turn, one after each line it hears. */
async function greetLines(lines: readonly string[]): Promise<MailGreeting | string> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    const left = [...lines];
    const next = (): void => {
      const line = left.shift();
      if (line === undefined) socket.end();
      else socket.write(line);
    };
    socket.on('data', next).on('error', () => undefined);
    next();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const routes = { '203.0.113.1:25': `127.0.0.1:${port}` };
  try {
    return await greet(
      nodeIo({ network: { ...NETWORK, routes } }),
      { host: 'mx.acme.test', address: '203.0.113.1', ourName: '[127.0.0.1]', timeoutMs: 300 },
      signal,
    );
  } catch (error) {
    return String(error);
  } finally {
    for (const socket of open) socket.destroy();
    server.close();
  }
}

describe('greet', () => {
  it('secures the connection and hands out the certificates', async () => {
    const said = await greetMail({});
    expect(said).toMatchObject({ outcome: 'secured', protocol: 'TLSv1.3', greeting: expect.stringContaining('220 mx.acme.test') });
    expect(said.chain[0]?.facts.dnsNames).toEqual(['mx.acme.test']);
    expect(said.extensions).toContain('STARTTLS');
  });

  it.each([
    ['no-starttls', 'not-offered'],
    ['starttls-broken', 'failed'],
    ['unwilling', 'unwilling'],
  ] as const)('%s: %s', async (fault, outcome) => {
    expect((await greetMail({ fault })).outcome).toBe(outcome);
  });

  it.each([
    ['a web server', ['HTTP/1.1 400 Bad Request\r\n\r\n'], 'not-smtp'],
    ['it hangs up', [], 'not-smtp'],
    ['it is busy', ['421 try later\r\n'], 'unwilling'],
    ['it hangs up after EHLO', ['220 hello\r\n'], 'not-smtp'],
    ['it refuses EHLO', ['220 hello\r\n', '550 no\r\n'], 'unwilling'],
    ['it refuses STARTTLS', ['220 hello\r\n', '250-mx\r\n250 STARTTLS\r\n', '454 not now\r\n'], 'refused'],
    ['it talks without end', [`220-${'x'.repeat(20_000)}\r\n`], 'not-smtp'],
    ['it says garbage after STARTTLS', ['220 hello\r\n', '250-mx\r\n250-PIPELINING\r\n250 starttls\r\n', '220 go\r\n', 'no handshake\r\n'], 'failed'],
  ])('%s', async (_name, lines, outcome) => {
    expect(await greetLines(lines)).toMatchObject({ outcome });
  });

  it('gives up in time on a server that says nothing', async () => {
    expect(await greetLines([''])).toContain('did not finish its greeting within 0.3 s');
  });

  it('says when nobody listens', async () => {
    const io = nodeIo({ network: { ...NETWORK, routes: { '203.0.113.1:25': '127.0.0.1:1' } } });
    await expect(greet(io, { host: 'mx.acme.test', address: '203.0.113.1', ourName: '[127.0.0.1]' }, signal)).rejects.toMatchObject({ code: 'refused' });
  });
});
