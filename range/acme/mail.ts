import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { AcmeMessage, AcmeSettings } from './settings.ts';

const TIMEOUT_MS = 3000;

/** Sends one plain mail through the SMTP server of the settings. Rejects when it does not take it. */
export async function sendMail(settings: AcmeSettings, to: string, subject: string, text: string): Promise<void> {
  if (!settings.mail) throw new Error('no mail server configured');
  const { host, port, from, bounces, compose = plainMail } = settings.mail;
  const raw = await compose({ from: `"Acme Assist" <${from}>`, to, subject, text });
  await deliver({ host, port }, { from: bounces ?? from, to }, raw);
}

/** An address or a subject with a line end in it would write header lines of its own. */
const oneLine = (value: string): string => value.replaceAll(/[\r\n]+/g, ' ');

function plainMail({ from, to, subject, text }: AcmeMessage): Promise<string> {
  const domain = /@([\w.-]+)>?$/.exec(from)?.[1] ?? 'localhost';
  const header = [
    `From: ${oneLine(from)}`,
    `To: ${oneLine(to)}`,
    `Subject: ${oneLine(subject)}`,
    `Message-ID: <${randomUUID()}@${domain}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return Promise.resolve(`${header.join('\r\n')}\r\n\r\n${text.replaceAll(/\r?\n/g, '\r\n')}`);
}

/** RFC 5321: one mail over one connection, without encryption. */
async function deliver(server: { host: string; port: number }, envelope: { from: string; to: string }, raw: string): Promise<void> {
  const socket = connect(server);
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`the mail server said nothing for ${TIMEOUT_MS} ms`)));
  const replies = repliesOf(socket);
  const expects = async (code: string): Promise<void> => {
    const { value: reply } = await replies.next();
    if (!reply?.startsWith(code)) throw new Error(`the mail server answered: ${reply ?? 'nothing'}`);
  };
  const say = async (line: string, code: string): Promise<void> => {
    socket.write(`${line}\r\n`);
    await expects(code);
  };
  try {
    await expects('220');
    await say('EHLO acme-assist.localhost', '250');
    await say(`MAIL FROM:<${oneLine(envelope.from)}>`, '250');
    await say(`RCPT TO:<${oneLine(envelope.to)}>`, '250');
    await say('DATA', '354');
    await say(`${raw.replaceAll(/^\./gm, '..')}\r\n.`, '250');
    socket.end('QUIT\r\n');
  } finally {
    socket.destroySoon();
  }
}

/** Each reply of the server, its lines joined. */
async function* repliesOf(socket: Socket): AsyncGenerator<string, undefined> {
  let text = '';
  socket.setEncoding('utf8');
  for await (const chunk of socket as AsyncIterable<string>) {
    text += chunk;
    for (let end = /^\d{3} .*\r?\n/m.exec(text); end; end = /^\d{3} .*\r?\n/m.exec(text)) {
      yield end[0].trim();
      text = text.slice(end.index + end[0].length);
    }
  }
  return undefined;
}

export function resetMail(origin: string, name: string, token: string): { subject: string; text: string } {
  return {
    subject: 'Your new Acme password',
    text: `Hello ${name},\n\nchoose a new password here (the link works for 30 minutes):\n\n${origin}/reset?token=${token}\n\nIf you did not ask for this, ignore this mail.\n`,
  };
}
