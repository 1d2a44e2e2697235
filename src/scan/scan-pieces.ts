import { Buffer } from 'node:buffer';
import type { Hit, Scan } from './scanner.ts';

/** Nothing that is recognised is longer (a private key), so that whatever begins before this much of a piece ends in it. */
const TAIL = 20_000;
/** What stands before a value may tell what it is. */
const BEFORE = 1000;

export interface PieceScanner {
  /** Hits whose place is certain; offsets and lines count from the beginning of the whole. `last`: nothing follows. */
  next(bytes: Uint8Array, last: boolean): readonly Hit[];
}

/** Scans something long piece by piece in bounded memory. What lies across a border is seen once. */
export function pieceScanner(scan: Scan, path: string): PieceScanner {
  let carried: Uint8Array = new Uint8Array(0);
  /** Offset and line of the first carried byte, and the first offset whose hits were not given yet. */
  let base = 0;
  let line = 0;
  let open = 0;
  return {
    next(bytes, last) {
      const whole = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
      const end = last ? whole.length : Math.max(0, whole.length - TAIL);
      const hits = scan(whole, path)
        .filter(({ at }) => base + at >= open && at < end)
        .map((hit) => ({ ...hit, at: base + hit.at, line: line + hit.line }));
      open = Math.max(open, base + end);
      if (last) return hits;
      const keep = Math.max(0, end - BEFORE);
      line += countLines(whole, keep);
      base += keep;
      // A copy (`slice` of a Buffer is none): the piece belongs to its reader again.
      carried = new Uint8Array(whole.subarray(keep));
      return hits;
    },
  };
}

function countLines(bytes: Uint8Array, until: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < until; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
