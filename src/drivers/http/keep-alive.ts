import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { locate } from '../locate.ts';
import { secure } from '../tls.ts';

/** How one request went. Times are monotonic milliseconds. */
export interface QuickAnswer {
  readonly status: number;
  readonly bytes: number;
  readonly sentAt: number;
  readonly firstByteAt: number;
  readonly endedAt: number;
}
export interface KeepAlivePool {
  /** Sends a request that was written out before, on a connection that is free or a new one, and reads the answer to its end without keeping it. */
  send(request: Uint8Array, onAnswer: (answer: QuickAnswer | CouldNotLook) => void): void;
  /** Opens this many connections, so that the first requests do not wait for them. */
  warm(connections: number): Promise<void>;
  /** Requests that wait for an answer. */
  readonly inFlight: number;
  close(): void;
}

/** A request as it goes over the wire (RFC 9112). */
export function writeRequest(url: URL, method: string, headers: Readonly<Record<string, string>>, body = ''): Uint8Array {
  const lines = Object.entries({ host: url.host, ...headers, ...(body !== '' && { 'content-length': String(Buffer.byteLength(body)) }) });
  const clean = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');
  return Buffer.from(`${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${clean(value)}\r\n`).join('')}\r\n${body}`);
}

interface Waiting {
  readonly sentAt: number;
  readonly onAnswer: (answer: QuickAnswer | CouldNotLook) => void;
}

/**
 * Connections to one origin that are kept open: for load, where a connection for each request would be measured rather than the app. There is no pipelining; as many
 * connections are opened as requests are in flight, up to `most`.
 * @throws CouldNotLook when the host cannot be found
 */
export async function openPool(
  io: Io,
  origin: URL,
  { most, timeoutMs }: { readonly most: number; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<KeepAlivePool> {
  const [place] = origin.hostname === 'localhost' ? [{ address: '127.0.0.1' }] : await locate(io, origin.hostname, signal);
  if (!place) throw new CouldNotLook('not-found', `${origin.hostname} has no address`);
  const port = Number(origin.port || (origin.protocol === 'https:' ? 443 : 80));
  const free: Connection[] = [];
  const all = new Set<Connection>();
  let inFlight = 0;

  const open = async (): Promise<Connection> => {
    const purpose = { protocol: 'http', host: origin.hostname, method: 'GET', path: '/', load: true } as const;
    const socket = await io.connect({ address: place.address, port }, { purpose, timeoutMs }, signal);
    const channel = origin.protocol === 'https:' ? await encrypted(socket, origin.hostname, signal) : socket;
    const connection = connectionOf(io, channel, () => {
      all.delete(connection);
      const at = free.indexOf(connection);
      if (at >= 0) free.splice(at, 1);
    });
    all.add(connection);
    return connection;
  };
  const sendOn = (connection: Connection, request: Uint8Array, sentAt: number, onAnswer: Waiting['onAnswer']): void =>
    connection.send(request, {
      sentAt,
      onAnswer(answer) {
        inFlight--;
        if (connection.isOpen()) free.push(connection);
        onAnswer(answer);
      },
    });
  return {
    send(request, onAnswer) {
      inFlight++;
      const ready = free.pop();
      const sentAt = io.clock.mono();
      if (ready) return sendOn(ready, request, sentAt, onAnswer);
      if (all.size >= most) {
        inFlight--;
        return onAnswer(new CouldNotLook('budget', `${most} requests were in flight already`));
      }
      open().then(
        (connection) => sendOn(connection, request, sentAt, onAnswer),
        (error: unknown) => {
          inFlight--;
          onAnswer(error instanceof CouldNotLook ? error : new CouldNotLook('unreachable', error instanceof Error ? error.message : 'no connection'));
        },
      );
    },
    async warm(connections) {
      const opened = await Promise.all(Array.from({ length: Math.min(connections, most) }, () => open()));
      free.push(...opened);
    },
    get inFlight() {
      return inFlight;
    },
    close() {
      for (const connection of all) connection.destroy();
    },
  };
}

async function encrypted(socket: Duplex, host: string, signal: AbortSignal): Promise<Duplex> {
  const result = await secure(socket, { host, alpn: ['http/1.1'] }, signal);
  if (result.status === 'done') return result.tls;
  throw new CouldNotLook('malformed', `the encrypted connection could not be set up: ${result.says}`);
}

interface Connection {
  send(request: Uint8Array, waiting: Waiting): void;
  isOpen(): boolean;
  destroy(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const MOST_HEAD = 65_536;

/** One connection, one request at a time. Of the answer only its status, its size and its times are kept. */
function connectionOf(io: Io, socket: Duplex, onClose: () => void): Connection {
  let waiting: Waiting | undefined;
  let head: Buffer | undefined;
  let body: Body | undefined;
  let [status, bytes, firstByteAt] = [0, 0, 0];
  let open = true;

  const finish = (): void => {
    const { sentAt, onAnswer } = waiting as Waiting;
    const answer = { status, bytes, sentAt, firstByteAt, endedAt: io.clock.mono() };
    [waiting, head, body, bytes, firstByteAt] = [undefined, undefined, undefined, 0, 0];
    onAnswer(answer);
  };
  const fail = (says: string): void => {
    open = false;
    socket.destroy();
    onClose();
    const broken = waiting;
    waiting = undefined;
    broken?.onAnswer(new CouldNotLook('malformed', says));
  };
  socket.on('data', (chunk: Buffer) => {
    if (!waiting) return fail('the server sent something nobody asked for');
    if (firstByteAt === 0) firstByteAt = io.clock.mono();
    bytes += chunk.length;
    let rest = chunk;
    while (!body) {
      const before = head ? Buffer.concat([head, rest]) : rest;
      const end = before.indexOf(HEAD_END);
      if (end < 0) {
        head = before;
        return before.length > MOST_HEAD ? fail('the header of the answer is above 64 kB') : undefined;
      }
      const read = readHead(before, end);
      if (!read) return fail('the answer is not HTTP');
      head = undefined;
      rest = before.subarray(end + 4);
      // 1xx: the real one follows.
      if (read.status < 200) continue;
      status = read.status;
      if (read.closes) open = false;
      body = read.body;
    }
    const done = body.take(rest);
    if (done === 'broken') return fail('the chunks of the answer are broken');
    if (!done) return;
    if (!open) {
      socket.destroy();
      onClose();
    }
    finish();
  });
  socket.on('end', () => {
    if (waiting && body?.untilClosed) {
      open = false;
      socket.destroy();
      onClose();
      finish();
    } else fail('the server closed the connection before the answer was whole');
  });
  socket.on('error', (error) => fail(`the connection broke (${(error as NodeJS.ErrnoException).code ?? error.message})`));
  socket.on('close', () => open && fail('the connection was closed'));
  return {
    send(request, next) {
      waiting = next;
      socket.write(request);
    },
    isOpen: () => open,
    destroy() {
      open = false;
      socket.destroy();
    },
  };
}

interface Body {
  readonly untilClosed?: true;
  /** True when the body is whole. */
  take(part: Buffer): boolean | 'broken';
}

/** RFC 9112 §4 and §6.3: the status, and where the body ends. */
function readHead(bytes: Buffer, end: number): { readonly status: number; readonly closes: boolean; readonly body: Body } | undefined {
  const text = bytes.toString('latin1', 0, end);
  const status = /^HTTP\/1\.([01]) (\d{3})/.exec(text);
  if (!status) return undefined;
  const code = Number(status[2]);
  const closes = /\r\nconnection:[ \t]*close/i.test(text) || (status[1] === '0' && !/\r\nconnection:[ \t]*keep-alive/i.test(text));
  if (code < 200 || code === 204 || code === 304) return { status: code, closes, body: sized(0) };
  if (/\r\ntransfer-encoding:[^\r]*chunked/i.test(text)) return { status: code, closes, body: chunked() };
  const length = /\r\ncontent-length:[ \t]*(\d{1,12})/i.exec(text)?.[1];
  return length === undefined
    ? { status: code, closes: true, body: { untilClosed: true, take: () => false } }
    : { status: code, closes, body: sized(Number(length)) };
}

function sized(length: number): Body {
  let left = length;
  return {
    take(part) {
      left -= part.length;
      return left < 0 ? 'broken' : left === 0;
    },
  };
}

/** RFC 9112 §7.1; chunk extensions and trailers are passed over. */
function chunked(): Body {
  let state: 'size' | 'data' | 'trailer' = 'size';
  let line = '';
  let left = 0;
  return {
    take(part) {
      for (let at = 0; at < part.length; ) {
        if (state === 'data') {
          const taken = Math.min(left, part.length - at);
          left -= taken;
          at += taken;
          if (left === 0) state = 'size';
          continue;
        }
        const end = part.indexOf(10, at);
        line += part.toString('latin1', at, end < 0 ? part.length : end + 1);
        if (end < 0) return line.length > 1000 ? 'broken' : false;
        at = end + 1;
        const text = line.trim();
        line = '';
        if (state === 'trailer') {
          if (text === '') return at === part.length ? true : 'broken';
          continue;
        }
        // The line end behind a chunk's data.
        if (text === '') continue;
        if (!/^[0-9a-f]{1,8}(?:[ \t]*;|$)/i.test(text)) return 'broken';
        left = Number.parseInt(text, 16);
        state = left === 0 ? 'trailer' : 'data';
      }
      return false;
    },
  };
}
