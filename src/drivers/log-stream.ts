import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Io, OpenLog } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';

export interface LogLimits {
  /** Unpacked. */
  readonly mostBytes: number;
  /** For the whole log: one that never ends is left then. */
  readonly mostMs: number;
}
/** Why reading ended: the log did, a limit, or it is broken from there on. */
export type LogEnd = 'end' | 'bytes' | 'time' | 'damaged';

/**
 * Hands the content of a log to `take`, chunk by chunk (each good until `take` is over), packed ones unpacked, until it ends or a limit is reached.
 * Rejects with `CouldNotLook` when it is damaged or the program that prints it fails before it printed anything.
 */
export async function readLog(io: Io, log: OpenLog, limits: LogLimits, take: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<LogEnd> {
  const over = new AbortController();
  const untilTimeUp = alarm(io.clock.sleep(limits.mostMs, AbortSignal.any([signal, over.signal])));
  const chunks = asText(await unpacked(log.chunks, untilTimeUp))[Symbol.asyncIterator]();
  let bytes = 0;
  try {
    for (;;) {
      const next = await untilTimeUp(chunks.next());
      signal.throwIfAborted();
      if (typeof next === 'string') return 'time';
      if (next.done) break;
      const chunk = next.value.subarray(0, limits.mostBytes - bytes);
      take(chunk);
      bytes += chunk.length;
      if (bytes >= limits.mostBytes) return 'bytes';
    }
    await log.ended;
    return 'end';
  } catch (error) {
    if (error instanceof CouldNotLook || signal.aborted) throw error;
    if (bytes > 0) return 'damaged';
    throw new CouldNotLook('malformed', `it could not be read to its end: ${error instanceof Error ? error.message.slice(0, 120) : 'unknown error'}`);
  } finally {
    over.abort();
    // A stream that is waiting for its next chunk would hold up its own end.
    void chunks.return?.().catch(() => undefined);
  }
}

type UntilTimeUp = <T>(waited: Promise<T>) => Promise<T | 'time'>;

/** Waits for something, or until `sleep` is over or stopped. A race for each chunk would leave something behind for each, and a log may arrive line by line. */
function alarm(sleep: Promise<unknown>): UntilTimeUp {
  let isUp = false;
  let ring = (): void => undefined;
  const up = (): void => {
    isUp = true;
    ring();
  };
  sleep.then(up, up);
  return (waited) =>
    new Promise((resolve, reject) => {
      ring = () => resolve('time');
      if (isUp) ring();
      waited.then(resolve, reject);
    });
}

const GZIP = [0x1f, 0x8b];

/** The same chunks, or what they unpack to when they begin as gzip does. */
async function unpacked(source: AsyncIterable<Uint8Array>, untilTimeUp: UntilTimeUp): Promise<AsyncIterable<Uint8Array>> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await untilTimeUp(chunks.next());
  if (first === 'time' || first.done) return rest(undefined, chunks);
  const chunk = first.value;
  const all = rest(chunk, chunks);
  if (chunk[0] !== GZIP[0] || chunk[1] !== GZIP[1]) return all;
  const plain = Readable.from(all).on('error', (error) => gunzip.destroy(error));
  const gunzip = createGunzip();
  return plain.pipe(gunzip);
}

async function* rest(first: Uint8Array | undefined, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first) yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

const UTF16 = { le: 'utf-16le', be: 'utf-16be' } as const;
/** So much of the beginning says what the whole is. */
const SNIFFED = 4096;
/** More control characters than this among a hundred bytes: no program writes such a log. */
const MOST_CONTROLS = 10;

/** The same as UTF-8, when it is UTF-16 (PowerShell writes so). Rejects with `CouldNotLook` code `malformed` when it is no text at all. */
async function* asText(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let decode: ((chunk: Uint8Array) => string) | undefined;
  let isFirst = true;
  for await (const chunk of source) {
    if (isFirst && chunk.length > 0) {
      isFirst = false;
      const encoding = utf16In(chunk);
      const decoder = encoding && new TextDecoder(UTF16[encoding]);
      if (decoder) decode = (bytes) => decoder.decode(bytes, { stream: true });
      else if (isBinary(chunk)) throw new CouldNotLook('malformed', 'it is no text: bytes that no log has stand in it');
    }
    yield decode ? Buffer.from(decode(chunk)) : chunk;
  }
}

/** By its byte order mark, or because every second byte is zero. */
function utf16In(chunk: Uint8Array): keyof typeof UTF16 | undefined {
  const [first, second] = chunk;
  if (first === 0xff && second === 0xfe) return 'le';
  if (first === 0xfe && second === 0xff) return 'be';
  const zeros = [0, 0];
  const length = Math.min(chunk.length, SNIFFED) & ~1;
  for (let at = 0; at < length; at++) if (chunk[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros.map((count) => count / (length / 2));
  if (length < 8) return undefined;
  if (odd > 0.4 && even < 0.1) return 'le';
  return even > 0.4 && odd < 0.1 ? 'be' : undefined;
}

function isBinary(chunk: Uint8Array): boolean {
  const length = Math.min(chunk.length, SNIFFED);
  let controls = 0;
  for (let at = 0; at < length; at++) {
    const byte = chunk[at] as number;
    // Tab, line feed, form feed, carriage return and the escape of colours are text.
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) controls++;
  }
  return controls * 100 > length * MOST_CONTROLS;
}
