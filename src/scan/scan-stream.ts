import { Buffer } from 'node:buffer';
import type { OwnSecretRule } from '../model/intent.ts';
import type { Clock } from '../ports/io.ts';
import { pieceScanner } from './scan-pieces.ts';
import { loadRules, openScanner, type Hit } from './scanner.ts';

export interface StreamScan {
  readonly hits: readonly Hit[];
  readonly bytes: number;
  readonly gaps: readonly string[];
}
export interface StreamBounds {
  readonly clock: Clock;
  /** Monotonic milliseconds. */
  readonly until: number;
  readonly mostBytes: number;
  /** Rules that the config brings. */
  readonly own?: readonly OwnSecretRule[];
}

/** Scanned in portions of this size, so that little is looked at twice. */
const PORTION = 1024 * 1024;
const MOST_HITS = 10_000;

/** Scans what arrives until the stream ends, the time is over, enough was read, or `signal` stops it; what was read until then is scanned in any case. */
export async function scanStream(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  { clock, until, mostBytes, own }: StreamBounds,
  signal: AbortSignal,
): Promise<StreamScan> {
  const pieces = pieceScanner(openScanner(clock.now(), await loadRules(own)), name);
  const hits: Hit[] = [];
  const gaps: string[] = [];
  const late = new AbortController();
  const stop = new Promise<'late' | 'stopped'>((resolve) => {
    if (signal.aborted) resolve('stopped');
    signal.addEventListener('abort', () => resolve('stopped'), { once: true });
    clock.sleep(Math.max(0, until - clock.mono()), late.signal).then(
      () => resolve('late'),
      () => undefined,
    );
  });
  const source = chunks[Symbol.asyncIterator]();
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let bytes = 0;
  const take = (last: boolean): void => {
    const found = pieces.next(waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting), last);
    hits.push(...found.slice(0, MOST_HITS - hits.length));
    waiting = [];
    waitingBytes = 0;
  };
  for (;;) {
    const next = await Promise.race([stop, source.next()]);
    if (next === 'late') gaps.push(`stopped when the time was over, after ${megabytes(bytes)}: what came later was not scanned`);
    if (next === 'stopped') gaps.push(`stopped by you, after ${megabytes(bytes)}: what came later was not scanned`);
    if (typeof next === 'string' || next.done) break;
    if (bytes === 0 && next.value[0] === 0x1f && next.value[1] === 0x8b)
      gaps.push('what arrives is compressed: unpack it first (zcat FILE | launch-ready scan --stdin)');
    bytes += next.value.length;
    waitingBytes += next.value.length;
    waiting.push(next.value);
    if (waitingBytes >= PORTION) take(false);
    if (bytes < mostBytes) continue;
    gaps.push(`stopped after ${megabytes(bytes)}: what came later was not scanned`);
    break;
  }
  late.abort();
  take(true);
  if (hits.length >= MOST_HITS) gaps.push(`more than ${MOST_HITS} places; the rest is not listed`);
  return { hits, bytes, gaps };
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}
