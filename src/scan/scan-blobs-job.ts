import { Buffer } from 'node:buffer';
import type { Repository } from '../drivers/git.ts';
import { readBlobs, type BlobName, type BlobPiece } from '../drivers/git-objects.ts';
import type { LocalIo } from '../ports/io.ts';
import { allowsIn, type Allow } from './allow-comments.ts';
import { holdsMore, scanContent, WHOLE_CAP, type PlacedHit } from './scan-content.ts';
import { pieceScanner, type PieceScanner } from './scan-pieces.ts';
import { loadRules, openScanner, type Scan } from './scanner.ts';
import type { OwnSecretRule } from '../model/intent.ts';

/** What the job is started with. */
export interface BlobJob {
  readonly at: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Rules that the config brings. */
  readonly own: readonly OwnSecretRule[];
  /** `id path`, a line each. */
  readonly blobs: string;
}
export interface BlobHits {
  readonly id: string;
  readonly path: string;
  readonly hits: readonly PlacedHit[];
  /** What in it could not be looked into, in plain words. */
  readonly gaps: readonly string[];
  /** Comments beside the hits that accept some of them. */
  readonly allows: readonly Allow[];
}
/** What it tells, again and again: always about the blobs that follow those told before. */
export interface BlobProgress {
  readonly blobs: number;
  readonly bytes: number;
  readonly found: readonly BlobHits[];
  /** Ids that could not be read. */
  readonly gone: readonly string[];
}

/** It tells after so many contents or bytes: what was not told is lost when it is stopped. */
const TELL_EVERY = { blobs: 400, bytes: 8_000_000 };

/** Reads contents through a git of its own and scans them. Runs in a thread. */
export async function scanBlobsJob(input: unknown, io: Pick<LocalIo, 'processes'>, emit: (progress: BlobProgress) => void, signal: AbortSignal): Promise<void> {
  const { at, now, own, blobs } = input as BlobJob;
  const names = blobs.split('\n').map((line) => ({ id: line.slice(0, line.indexOf(' ')), path: line.slice(line.indexOf(' ') + 1) }));
  for await (const progress of scanBlobs(openScanner(now, await loadRules(own)), io, { at, prefix: '' }, names, signal)) emit(progress);
}

/** The same in this thread. */
export async function* scanBlobs(
  scan: Scan,
  io: Pick<LocalIo, 'processes'>,
  repository: Repository,
  blobs: readonly BlobName[],
  signal: AbortSignal,
): AsyncGenerator<BlobProgress> {
  let told = emptyProgress();
  let open: OpenBlob | undefined;
  for await (const piece of readBlobs(io, repository, blobs, signal)) {
    if (piece.size === undefined) told.gone.push(piece.blob.id);
    else {
      open ??= openBlob(scan, piece);
      told.bytes += piece.bytes.length;
      const isLast = piece.from + piece.bytes.length >= piece.size;
      open.next(piece.bytes, isLast);
      if (!isLast) continue;
      if (open.hits.length + open.gaps.length > 0)
        told.found.push({ id: piece.blob.id, path: piece.blob.path, hits: open.hits, gaps: open.gaps, allows: open.allows });
      open = undefined;
    }
    if (++told.blobs < TELL_EVERY.blobs && told.bytes < TELL_EVERY.bytes) continue;
    yield told;
    told = emptyProgress();
  }
  yield told;
}

interface OpenBlob {
  hits: readonly PlacedHit[];
  gaps: readonly string[];
  allows: readonly Allow[];
  next(bytes: Uint8Array, last: boolean): void;
}

/** Small ones are scanned at once, archives and the like when they are together, the others piece by piece. */
function openBlob(scan: Scan, { blob, size = 0, bytes }: BlobPiece): OpenBlob {
  const isFolded = holdsMore(blob.path);
  const whole = bytes.length >= size || (isFolded && size <= WHOLE_CAP);
  const parts: Uint8Array[] = [];
  const pieces: PieceScanner | undefined = whole ? undefined : pieceScanner(scan, blob.path);
  const open: OpenBlob = {
    hits: [],
    gaps: !whole && isFolded ? [`it is larger than ${WHOLE_CAP / 1e6} MB, so what it holds was not unpacked`] : [],
    allows: [],
    next(part, last) {
      if (pieces) {
        open.hits = [...open.hits, ...pieces.next(part, last)];
        return;
      }
      if (!last || parts.length > 0) parts.push(new Uint8Array(part));
      if (!last) return;
      const content = parts.length > 0 ? Buffer.concat(parts) : part;
      Object.assign(open, scanContent(scan, content, blob.path));
      if (open.hits.length > 0) open.allows = allowsIn(content);
    },
  };
  return open;
}

type Progress = { blobs: number; bytes: number; found: BlobHits[]; gone: string[] };
const emptyProgress = (): Progress => ({ blobs: 0, bytes: 0, found: [], gone: [] });
