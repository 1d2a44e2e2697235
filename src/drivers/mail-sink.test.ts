import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { listenTcp } from '../adapters/io/listen.ts';
import { serveSmtp, type SunkMail } from './mail-sink.ts';

/** A sink that takes mail for ann@inbox.example, on a free port. */
async function sink() {
  const mails: SunkMail[] = [];
  const listener = await listenTcp({ address: '127.0.0.1', port: 0 }, (stream) =>
    serveSmtp(stream, { name: 'sink.example', accepts: (to) => to === 'ann@inbox.example', deliver: (mail) => void mails.push(mail) }),
  );
  return { mails, port: listener.at.port, close: () => listener.close() };
}

test('takes a mail byte for byte, dots at line starts undone', async () => {
  const { mails, port, close } = await sink();
  const transport = createTransport({ host: '127.0.0.1', port, name: 'app.acme.example', ignoreTLS: true });
  await transport.sendMail({
    envelope: { from: 'b@send.acme.example', to: 'ann@inbox.example' },
    raw: 'From: a@acme.example\r\n\r\n.one\r\n..two\r\ngr\u00fc\u00dfe\r\n',
  });
  await close();
  expect(mails).toMatchObject([{ helo: 'app.acme.example', mailFrom: 'b@send.acme.example', recipients: ['ann@inbox.example'] }]);
  expect(Buffer.from(mails[0]?.raw ?? []).toString()).toBe('From: a@acme.example\r\n\r\n.one\r\n..two\r\ngr\u00fc\u00dfe\r\n');
});

test('is of no use to strangers, and keeps to the order of commands', async () => {
  const { mails, port, close } = await sink();
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
  socket.write(
    'RCPT TO:<ann@inbox.example>\r\nDATA\r\nEHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<bob@elsewhere.example>\r\nDATA\r\nNOOP\r\nVRFY x\r\nMAIL x\r\nRSET\r\nQUIT\r\n',
  );
  await once(socket, 'close');
  await close();
  expect(said.split('\r\n').flatMap((line) => (/^\d{3} /.test(line) ? [line.slice(0, 3)] : []))).toEqual(
    '220 503 503 250 250 550 503 250 502 501 250 221'.split(' '),
  );
  expect(mails).toEqual([]);
});

test('ends whoever sends without end, or any bytes at all', () => {
  const said: string[] = [];
  const stream = new Duplex({ read: () => undefined, write: (chunk: Buffer, _, done) => (said.push(chunk.toString()), done()) });
  serveSmtp(stream, { name: 'sink.example', accepts: () => true, deliver: () => undefined });
  stream.push(Buffer.from('MAIL FROM:<\0\r\n'));
  stream.push(Buffer.alloc(10_000, 0xff));
  return once(stream, 'finish').then(() => expect(said.at(-1)).toMatch(/^500 /));
});
