import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';

/** One mail as it was handed to our SMTP sink. Raw outside text. */
export interface SunkMail {
  readonly raw: Uint8Array;
  readonly helo: string;
  /** MAIL FROM without angle brackets; empty for `<>`. */
  readonly mailFrom: string;
  readonly recipients: readonly string[];
}
export interface SinkOptions {
  /** What the sink calls itself. */
  readonly name: string;
  /** Whether mail to this address is wanted; others are refused, so that the sink is of no use to strangers. */
  readonly accepts: (recipient: string) => boolean;
  /** Called when a mail is whole; only then is it acknowledged. */
  readonly deliver: (mail: SunkMail) => void;
}

const MOST_BYTES = 20_000_000;
const MOST_LINE = 4096;
const MOST_COMMANDS = 200;
const MOST_RECIPIENTS = 20;

interface Session {
  helo: string;
  mailFrom: string | undefined;
  recipients: string[];
  commands: number;
}

/** Speaks the receiving side of SMTP (RFC 5321) on one connection: enough to take mail from any server, without log-in and encryption. Never throws. */
export function serveSmtp(stream: Duplex, options: SinkOptions): void {
  const session: Session = { helo: '', mailFrom: undefined, recipients: [], commands: 0 };
  let pending = Buffer.alloc(0);
  let body: Buffer[] | undefined;
  let size = 0;
  const say = (...lines: readonly string[]): void => void (stream.writable && stream.write(lines.map((line) => `${line}\r\n`).join('')));
  const end = (line: string): void => void (stream.writable && stream.end(`${line}\r\n`));
  say(`220 ${options.name} ESMTP, for mail that launch-ready waits for`);
  stream.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let at = pending.indexOf('\r\n'); at >= 0; at = pending.indexOf('\r\n')) {
      const line = pending.subarray(0, at);
      pending = pending.subarray(at + 2);
      if (body === undefined) {
        if (++session.commands > MOST_COMMANDS) return end('421 4.7.0 Too many commands');
        const next = command(line.toString('latin1'), session, options);
        if (next.ends) return end(next.replies[0] ?? '221 2.0.0 Bye');
        say(...next.replies);
        if (next.data) [body, size] = [[], 0];
      } else if (line.equals(DOT)) {
        const raw = Buffer.concat(body.flatMap((each) => [each, CRLF]));
        const { helo, mailFrom = '', recipients } = session;
        if (size <= MOST_BYTES) options.deliver({ raw, helo, mailFrom, recipients });
        say(size <= MOST_BYTES ? '250 2.0.0 Received' : '552 5.3.4 Too large');
        [body, session.mailFrom, session.recipients] = [undefined, undefined, []];
      } else {
        size += line.length + 2;
        // RFC 5321 §4.5.2: a leading dot was doubled.
        if (size <= MOST_BYTES) body.push(line[0] === DOT[0] ? line.subarray(1) : line);
      }
    }
    if (pending.length > (body === undefined ? MOST_LINE : MOST_BYTES)) end('500 5.5.2 Line too long');
    return undefined;
  });
}

const DOT = Buffer.from('.');
const CRLF = Buffer.from('\r\n');

interface Answer {
  readonly replies: readonly string[];
  readonly data?: true;
  readonly ends?: true;
}
const reply = (...replies: readonly string[]): Answer => ({ replies });

function command(line: string, session: Session, { name, accepts }: SinkOptions): Answer {
  const [verb = ''] = line.split(/[ :]/, 1);
  switch (verb.toUpperCase()) {
    case 'HELO':
    case 'EHLO':
      session.helo = line.slice(5).trim().slice(0, 255);
      return verb.toUpperCase() === 'HELO'
        ? reply(`250 ${name}`)
        : reply(`250-${name}`, '250-PIPELINING', `250-SIZE ${MOST_BYTES}`, '250-8BITMIME', '250 SMTPUTF8');
    case 'MAIL': {
      const from = /^MAIL FROM:\s*<([^>]*)>/i.exec(line)?.[1];
      if (from === undefined) return reply('501 5.5.4 MAIL FROM:<address>');
      [session.mailFrom, session.recipients] = [from.slice(0, 320), []];
      return reply('250 2.1.0 Ok');
    }
    case 'RCPT': {
      const to = /^RCPT TO:\s*<([^>]*)>/i.exec(line)?.[1];
      if (session.mailFrom === undefined) return reply('503 5.5.1 MAIL first');
      if (to === undefined) return reply('501 5.5.4 RCPT TO:<address>');
      if (session.recipients.length >= MOST_RECIPIENTS) return reply('452 4.5.3 Too many recipients');
      if (!accepts(to)) return reply('550 5.1.1 No mail to this address is waited for');
      session.recipients.push(to);
      return reply('250 2.1.5 Ok');
    }
    case 'DATA':
      return session.recipients.length === 0 ? reply('503 5.5.1 RCPT first') : { replies: ['354 End with a dot on a line'], data: true };
    case 'RSET':
      [session.mailFrom, session.recipients] = [undefined, []];
      return reply('250 2.0.0 Ok');
    case 'NOOP':
      return reply('250 2.0.0 Ok');
    case 'QUIT':
      return { replies: ['221 2.0.0 Bye'], ends: true };
    default:
      return reply('502 5.5.1 Not known here');
  }
}
