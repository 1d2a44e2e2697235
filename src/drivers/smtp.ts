import type { Duplex } from 'node:stream';
import type { Certificate } from '../formats/x509.ts';
import { type Quoted, quote } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { withDeadline } from './deadline.ts';
import { secure, sentChain } from './tls.ts';

/** How a mail exchanger takes a sender that wants encryption. No connection at all is a `CouldNotLook`. */
export interface MailGreeting {
  /**
   * `secured`: STARTTLS worked; `not-offered`: EHLO does not name it; `refused`: it is named, but answered with an error; `failed`: the handshake broke;
   * `unwilling`: the server does not want to talk to us at all, which says nothing about others; `not-smtp`: it speaks something else or hangs up.
   */
  readonly outcome: 'secured' | 'not-offered' | 'refused' | 'failed' | 'unwilling' | 'not-smtp';
  /** The reply that decided, or what broke. */
  readonly says: Quoted;
  readonly greeting: Quoted;
  /** Keywords of the EHLO reply, upper case. */
  readonly extensions: readonly string[];
  readonly protocol: string | null;
  /** As sent, leaf first. */
  readonly chain: readonly Certificate[];
}
export interface GreetQuestion {
  readonly host: string;
  readonly address: string;
  readonly port?: number;
  /** What we call ourselves in EHLO. */
  readonly ourName: string;
  readonly connectTimeoutMs?: number;
  readonly timeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 3000;
const TIMEOUT_MS = 10_000;
const MOST_REPLY_BYTES = 16_384;

/**
 * Greets a mail exchanger as a sender does and tries STARTTLS (RFC 3207), then leaves; no mail is sent and any certificate is taken.
 * Rejects with `CouldNotLook` code `timeout`, `refused`, `unreachable` or `interrupted` when no connection came about or no reply came in time.
 */
export async function greet(io: Io, question: GreetQuestion, signal: AbortSignal): Promise<MailGreeting> {
  const { host, address, port = 25, connectTimeoutMs = CONNECT_TIMEOUT_MS, timeoutMs = TIMEOUT_MS } = question;
  const says = `${host} (${address} port ${port}) did not finish its greeting within ${timeoutMs / 1000} s`;
  return withDeadline(io, { timeoutMs, says }, signal, async (signal) => {
    const socket = await io.connect({ address, port }, { purpose: { protocol: 'smtp', host, greets: true }, timeoutMs: connectTimeoutMs }, signal);
    try {
      return await converse(socket, question, signal);
    } finally {
      socket.destroy();
    }
  });
}

async function converse(socket: Duplex, { host, ourName }: GreetQuestion, signal: AbortSignal): Promise<MailGreeting> {
  const talk = conversation(socket);
  const hello = await talk.reply();
  const greeting = quote(hello?.text ?? '');
  const blank = { greeting, extensions: [], protocol: null, chain: [] };
  if (!hello) return { ...blank, outcome: 'not-smtp', says: quote('it closed the connection, or what it said is not SMTP') };
  if (hello.code !== 220) return { ...blank, outcome: 'unwilling', says: greeting };
  const ehlo = await talk.ask(`EHLO ${ourName}`);
  if (ehlo?.code !== 250) return { ...blank, outcome: ehlo ? 'unwilling' : 'not-smtp', says: quote(ehlo?.text ?? 'it closed the connection after EHLO') };
  const extensions = ehlo.lines
    .slice(1)
    .map((line) => (line.split(' ', 1)[0] ?? '').toUpperCase())
    .filter((word) => /^[A-Z0-9-]{1,40}$/.test(word));
  const seen = { ...blank, extensions: extensions.slice(0, 40) };
  if (!extensions.includes('STARTTLS')) {
    await talk.ask('QUIT');
    return { ...seen, outcome: 'not-offered', says: quote(ehlo.text) };
  }
  const start = await talk.ask('STARTTLS');
  if (start?.code !== 220) return { ...seen, outcome: 'refused', says: quote(start?.text ?? 'it closed the connection after STARTTLS') };
  talk.release();
  const result = await secure(socket, { host, alpn: [] }, signal);
  if (result.status === 'failed') return { ...seen, outcome: 'failed', says: result.says };
  const { tls } = result;
  const secured = { ...seen, outcome: 'secured', says: quote(start.text), protocol: tls.getProtocol() ?? 'unknown', chain: sentChain(tls) } as const;
  tls.end('QUIT\r\n');
  tls.destroy();
  return secured;
}

interface Reply {
  readonly code: number;
  /** Without codes. */
  readonly lines: readonly string[];
  readonly text: string;
}

/** Commands and replies (RFC 5321 §4.2) over an open connection. A reply is nothing when the peer ended, or said what is none. */
function conversation(socket: Duplex): { reply(): Promise<Reply | undefined>; ask(command: string): Promise<Reply | undefined>; release(): void } {
  let pending = '';
  let over = false;
  let wake = (): void => undefined;
  const onData = (chunk: Buffer): void => {
    pending += chunk.toString('latin1');
    if (pending.length > MOST_REPLY_BYTES) over = true;
    wake();
  };
  const onEnd = (): void => {
    over = true;
    wake();
  };
  socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
  const reply = async (): Promise<Reply | undefined> => {
    for (;;) {
      const found = /^(?:\d{3}-[^\n]*\n)*\d{3}(?:[ \r][^\n]*)?\n/.exec(pending)?.[0];
      if (found !== undefined) {
        pending = pending.slice(found.length);
        const lines = found.split('\n').slice(0, -1);
        return { code: Number(found.slice(0, 3)), lines: lines.map((line) => line.slice(4).trim()), text: lines.map((line) => line.trim()).join(' / ') };
      }
      if (over || /^(?!\d{0,3}(?:$|[- \r\n]))/.test(pending)) return undefined;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return {
    reply,
    ask: (command) => {
      if (!over) socket.write(`${command}\r\n`);
      return reply();
    },
    release: () => void socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onEnd),
  };
}
