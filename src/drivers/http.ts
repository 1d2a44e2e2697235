import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { VERSION } from '../model/version.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { withDeadline } from './deadline.ts';
import { ACCEPTED_CODINGS, decode } from './http/decode.ts';
import { locate } from './locate.ts';
import { secure } from './tls.ts';

export const USER_AGENT = `launch-ready/${VERSION} (+https://github.com/launch-ready/launch-ready)`;

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface Header {
  /** lower case */
  readonly name: string;
  /** As sent, decoded as Latin-1; outside text, quote it before keeping it. */
  readonly value: string;
}

/** One request and its answer. Everything in it is raw outside text. */
export interface Exchange {
  readonly url: string;
  readonly method: Method;
  readonly address: string;
  readonly status: number;
  readonly statusText: string;
  /** In the order sent. */
  readonly headers: readonly Header[];
  /** Content, its coding undone; at most `mostBytes`. */
  readonly body: Uint8Array;
  /** Bytes of content received, coding not undone. */
  readonly wireBytes: number;
  /** Why the body is not whole; none when it is. */
  readonly cut?: 'size' | 'malformed' | 'ended-early' | 'time';
  /** Milliseconds from the start of the request; `tls` is none over plain HTTP. */
  /** When the bytes of the body came, only for a `timed` question: milliseconds from the start of the request, and bytes so far on the wire. */
  readonly arrivals?: readonly Arrival[];
  readonly timings: { readonly connectMs: number; readonly tlsMs: number | undefined; readonly firstByteMs: number; readonly totalMs: number };
}

export interface Arrival {
  readonly atMs: number;
  readonly bytes: number;
}

export interface GetQuestion {
  /** `http:` or `https:`, absolute. */
  readonly url: string;
  /** IP address to connect to; by default the host's own, tried in turn. */
  readonly address?: string;
  readonly method?: Method;
  /** What is sent along. */
  readonly content?: { readonly type: string; readonly bytes: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
  /** A path that nothing links to and that is guessed: needs consent. */
  readonly hidden?: true;
  /** Most bytes of body kept, both on the wire and unpacked; default 1,000,000. */
  readonly mostBytes?: number;
  /** Headers that carry a secret: nothing at all is sent unless the certificate fits the host and a trusted root stands behind it. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** For the whole exchange; default 10,000. */
  readonly timeoutMs?: number;
  /** Also note when which part of the body came. */
  readonly timed?: true;
}

const MOST_HEADER_BYTES = 65_536;
const MOST_HEADERS = 200;
const MOST_ADDRESSES = 3;
const MOST_ARRIVALS = 2000;
/** Of the whole deadline, the part kept back so that a body that never ends is still reported with what came. */
const BODY_MARGIN_MS = 500;

/**
 * Asks one URL once: no redirect is followed, and no certificate is judged (see `handshake`) unless `credentials` are sent.
 * Rejects with `CouldNotLook`: `timeout`, `refused`, `unreachable` when no answer came; `malformed` when what came is not HTTP or TLS broke;
 * `blocked-here` when the certificate is not one to trust a secret to, or the header cannot be read here although browsers may;
 * `too-large` when the header is above 64 kB; `not-found` when the host has no address.
 */
export async function get(io: Io, question: GetQuestion, signal: AbortSignal): Promise<Exchange> {
  const url = new URL(question.url);
  const timeoutMs = question.timeoutMs ?? 10_000;
  const says = `no answer from ${url.host} within ${timeoutMs / 1000} s`;
  return withDeadline(io, { timeoutMs, says }, signal, async (signal) => {
    const started = io.clock.mono();
    const endBy = started + timeoutMs - BODY_MARGIN_MS;
    const { socket, address } = await reach(io, url, question, timeoutMs, signal);
    const destroy = (): void => void socket.destroy();
    signal.addEventListener('abort', destroy, { once: true });
    try {
      return await exchange(io, { url, question, socket, address, started, connectMs: io.clock.mono() - started, endBy }, signal);
    } finally {
      signal.removeEventListener('abort', destroy);
      socket.destroy();
    }
  });
}

interface Open {
  readonly url: URL;
  readonly question: GetQuestion;
  readonly socket: Duplex;
  readonly address: string;
  /** Monotonic milliseconds. */
  readonly started: number;
  readonly connectMs: number;
  readonly endBy: number;
}

async function reach(io: Io, url: URL, question: GetQuestion, timeoutMs: number, signal: AbortSignal): Promise<{ socket: Duplex; address: string }> {
  const addresses = question.address === undefined ? (await locate(io, url.hostname, signal)).map((one) => one.address) : [question.address];
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const origin = question.headers?.['origin'];
  const purpose = {
    protocol: 'http',
    host: url.hostname,
    method: question.method ?? 'GET',
    path: url.pathname,
    foreignOrigin: origin !== undefined && origin !== url.origin,
    ...(question.hidden && { hidden: true }),
  } as const;
  let last = new CouldNotLook('not-found', `${url.hostname} has no address`);
  for (const address of addresses.slice(0, MOST_ADDRESSES)) {
    try {
      return { socket: await io.connect({ address, port }, { purpose, timeoutMs: Math.min(timeoutMs, 5000) }, signal), address };
    } catch (error) {
      if (!(error instanceof CouldNotLook) || !['timeout', 'refused', 'unreachable'].includes(error.code)) throw error;
      last = error;
    }
  }
  throw last;
}

async function exchange(io: Io, open: Open, signal: AbortSignal): Promise<Exchange> {
  const { url, question, socket, address } = open;
  const since = (): number => io.clock.mono() - open.started;
  const isSecret = question.credentials !== undefined;
  if (isSecret && url.protocol !== 'https:') throw new CouldNotLook('refused', `nothing secret is sent to ${url.host} in the clear`);
  const trustedBy = isSecret ? io.network.trust : undefined;
  const channel = url.protocol === 'https:' ? await encrypted(socket, url.hostname, trustedBy, signal) : socket;
  const tlsMs = channel === socket ? undefined : since();
  const method = question.method ?? 'GET';
  const answer = await headOf(url, method, question, channel);
  const firstByteMs = since();
  const most = question.mostBytes ?? 1_000_000;
  const arrivals: Arrival[] = [];
  const note = (bytes: number): void => {
    if (question.timed && arrivals.length < MOST_ARRIVALS) arrivals.push({ atMs: since(), bytes });
  };
  const raw = await bodyOf(io, answer, { most, endBy: open.endBy, note }, signal);
  channel.destroy();
  const headers = pairs(answer.rawHeaders);
  const coding = method === 'HEAD' ? '' : (headers.find((header) => header.name === 'content-encoding')?.value ?? '');
  const decoded = raw.bytes.length === 0 ? { bytes: raw.bytes } : await decode(raw.bytes, coding, most);
  const cut = raw.cut ?? decoded.cut;
  return {
    url: url.href,
    method,
    address,
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    headers,
    body: decoded.bytes,
    wireBytes: raw.bytes.length,
    ...(cut && { cut }),
    ...(question.timed && { arrivals }),
    timings: { connectMs: open.connectMs, tlsMs, firstByteMs, totalMs: since() },
  };
}

async function encrypted(socket: Duplex, host: string, trustedBy: readonly string[] | undefined, signal: AbortSignal): Promise<TLSSocket> {
  const result = await secure(socket, { host: host.replace(/^\[|\]$/g, ''), alpn: ['http/1.1'], ...(trustedBy && { trustedBy }) }, signal);
  if (result.status === 'done') return result.tls;
  if (trustedBy && (result.code === 'other' || result.code === 'ours'))
    throw new CouldNotLook('blocked-here', `${host} did not show a certificate to trust a secret to, so nothing was sent: ${result.says}`);
  throw new CouldNotLook('malformed', `the encrypted connection could not be set up: ${result.says}`);
}

/** Sends the request and waits for the header of the final (not 1xx) answer. */
async function headOf(url: URL, method: string, { headers, credentials, content }: GetQuestion, channel: Duplex): Promise<IncomingMessage> {
  // Loaded by the first request: a run that asks the DNS only starts without.
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const asked = request({
      createConnection: () => channel,
      host: url.hostname,
      method,
      path: `${url.pathname}${url.search}`,
      maxHeaderSize: MOST_HEADER_BYTES,
      setHost: false,
      // As lenient as browsers are (bare line feeds, folded lines, control characters): there is one answer to a connection, so nothing can be smuggled in.
      insecureHTTPParser: true,
      headers: {
        host: url.host,
        'user-agent': USER_AGENT,
        accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
        'accept-encoding': ACCEPTED_CODINGS,
        connection: 'close',
        ...(content && { 'content-type': content.type, 'content-length': String(content.bytes.length) }),
        ...headers,
        ...credentials,
      },
    });
    asked.maxHeadersCount = MOST_HEADERS;
    asked.on('response', resolve);
    asked.on('upgrade', () => reject(new CouldNotLook('malformed', 'the server changed the protocol unasked')));
    asked.on('error', (error: NodeJS.ErrnoException) => reject(failure(error)));
    asked.end(content?.bytes);
  });
}

/** It does not even begin as HTTP does. */
const NOT_HTTP = /^HPE_INVALID_(CONSTANT|VERSION|METHOD)$/;

function failure(error: NodeJS.ErrnoException): CouldNotLook {
  const code = error.code ?? '';
  if (code === 'HPE_HEADER_OVERFLOW') return new CouldNotLook('too-large', `the answer's header is above ${MOST_HEADER_BYTES} bytes`);
  if (NOT_HTTP.test(code)) return new CouldNotLook('malformed', `the answer is not HTTP (${code})`);
  if (code.startsWith('HPE_'))
    return new CouldNotLook('blocked-here', `the answer's header has lines that are none; browsers may read it, we do not (${code})`);
  return new CouldNotLook('malformed', `the server closed the connection without an answer (${code || error.message})`);
}

interface RawBody {
  readonly bytes: Uint8Array;
  readonly cut?: 'size' | 'ended-early' | 'time';
}

interface BodyBounds {
  readonly most: number;
  /** Monotonic milliseconds. */
  readonly endBy: number;
  /** Told of every part that comes, with the bytes so far. */
  readonly note: (bytes: number) => void;
}

async function bodyOf(io: Io, answer: IncomingMessage, { most, endBy, note }: BodyBounds, signal: AbortSignal): Promise<RawBody> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const late = new AbortController();
  const done = new AbortController();
  const tooLate = (): void => {
    late.abort();
    answer.destroy();
  };
  io.clock.sleep(Math.max(0, endBy - io.clock.mono()), AbortSignal.any([signal, done.signal])).then(tooLate, () => undefined);
  const bytes = (): Uint8Array => Buffer.concat(parts).subarray(0, most);
  try {
    for await (const part of answer as AsyncIterable<Uint8Array>) {
      parts.push(part);
      total += part.length;
      note(total);
      if (total > most) return { bytes: bytes(), cut: 'size' };
    }
    return late.signal.aborted ? { bytes: bytes(), cut: 'time' } : { bytes: bytes() };
  } catch {
    return { bytes: bytes(), cut: late.signal.aborted ? 'time' : 'ended-early' };
  } finally {
    done.abort();
  }
}

function pairs(raw: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) headers.push({ name: (raw[index] ?? '').toLowerCase(), value: raw[index + 1] ?? '' });
  return headers;
}
