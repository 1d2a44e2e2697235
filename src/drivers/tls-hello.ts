import { Buffer } from 'node:buffer';
import { flightReader, readSslv2Answer, type ServerFlight } from '../formats/tls-flight.ts';
import type { Io, Purpose } from '../ports/io.ts';
import { withDeadline } from './deadline.ts';

/** What a server that took the connection made of a hello. `broke-off`: it ended the connection without a word. */
export type HelloEnd = Exclude<ServerFlight['end'], 'more'> | 'broke-off';
export type HelloAnswer = Omit<ServerFlight, 'end'> & { readonly end: HelloEnd };

export interface HelloQuestion {
  readonly host: string;
  readonly address: string;
  readonly port?: number;
  /** The message to send, see `formats/tls-hello.ts`. */
  readonly hello: Uint8Array;
  readonly purpose: Omit<Extract<Purpose, { protocol: 'tls' }>, 'protocol' | 'host'>;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 5000;

/**
 * Sends one ClientHello, reads what the server says before encryption begins, and hangs up. Nothing is judged here.
 * Rejects with `CouldNotLook` code `timeout`, `refused`, `unreachable`, `no-consent` or `interrupted` when there is no answer to speak of.
 */
export async function sayHello(io: Io, question: HelloQuestion, signal: AbortSignal): Promise<HelloAnswer> {
  const reader = flightReader();
  await converse(io, question, signal, (chunk) => reader.push(chunk).end !== 'more');
  const flight = reader.flight();
  return { ...flight, end: flight.end === 'more' ? 'broke-off' : flight.end };
}

/** Sends a CLIENT-HELLO of SSLv2: the cipher kinds the server accepts, none when it does not speak SSLv2. Rejects as `sayHello` does. */
export async function saySslv2Hello(io: Io, question: HelloQuestion, signal: AbortSignal): Promise<readonly number[]> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  const MOST = 40_000;
  await converse(io, question, signal, (chunk) => {
    chunks.push(chunk);
    received += chunk.length;
    return received > MOST || readSslv2Answer(Buffer.concat(chunks)).end !== 'more';
  });
  return readSslv2Answer(Buffer.concat(chunks)).ciphers;
}

/** Sends the hello and hands out chunks until `take` says that it is enough, or the server ends the connection. */
async function converse(io: Io, question: HelloQuestion, signal: AbortSignal, take: (chunk: Uint8Array) => boolean): Promise<void> {
  const { host, address, port = 443, hello, purpose, timeoutMs = TIMEOUT_MS } = question;
  const says = `no answer to a TLS hello from ${address} port ${port} within ${timeoutMs / 1000} s`;
  await withDeadline(io, { timeoutMs, says }, signal, async (signal) => {
    const socket = await io.connect({ address, port }, { purpose: { protocol: 'tls', host, ...purpose }, timeoutMs }, signal);
    try {
      await new Promise<void>((resolve) => {
        const done = (): void => resolve();
        signal.addEventListener('abort', done, { once: true });
        // A server that breaks off has answered: what it said until then counts.
        for (const event of ['end', 'close', 'error'] as const) socket.once(event, done);
        socket.on('data', (chunk: Uint8Array) => {
          if (take(chunk)) done();
        });
        socket.write(hello);
        if (signal.aborted) done();
      });
    } finally {
      socket.on('error', () => undefined);
      socket.destroy();
    }
  });
}
