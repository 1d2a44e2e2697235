import { Buffer } from 'node:buffer';
import type { Repository } from '../drivers/git.ts';
import { listTree } from '../drivers/repository-tree.ts';
import type { Files, LocalIo } from '../ports/io.ts';
import { allowsIn, type Allow } from './allow-comments.ts';
import { holdsMore, isMedia, scanContent, WHOLE_CAP, type PlacedHit } from './scan-content.ts';
import { pieceScanner } from './scan-pieces.ts';
import { openScanner, type Scan } from './scanner.ts';

export interface ScannedFile {
  readonly path: string;
  /** Known to git. Always false without git. */
  readonly tracked: boolean;
  readonly hits: readonly PlacedHit[];
  readonly allows: readonly Allow[];
}
export interface TreeScan {
  readonly git: Repository | undefined;
  /** Why git could not be asked, when it could not. */
  readonly gitFault: string | undefined;
  /** Only those with something in them. */
  readonly files: readonly ScannedFile[];
  readonly scanned: { readonly files: number; readonly bytes: number; readonly media: number };
  /** What should have been looked at and was not, in plain words. */
  readonly gaps: readonly string[];
  /** What is no part of this repository: submodules, contents kept by LFS. */
  readonly notes: readonly string[];
}

/** Pieces in which a file is read. */
const PIECE = 8 * 1024 * 1024;
const AT_ONCE = 16;
const MOST_GAPS = 200;

/** Scans what git would commit (tracked files and those not ignored), or what a walk finds without git. Nothing is kept in memory but what was found. */
export async function scanTree(io: LocalIo, { until }: { readonly until: number }, signal: AbortSignal): Promise<TreeScan> {
  const { git, gitFault, paths, tracked, leftOut, submodules } = await listTree(io, signal);
  const ours = new Set(tracked.map(({ path }) => path));
  const read = await scanFiles(io, paths, until, signal);
  const files = read.files.map((file) => ({ ...file, tracked: ours.has(file.path) }));
  const notes = [...submodules.map((path) => `${path} is a repository of its own (a submodule): scan it there`), ...read.notes];
  return { git, gitFault, files, scanned: read.scanned, gaps: [...leftOut, ...read.gaps].slice(0, MOST_GAPS), notes };
}

export type FileScans = Pick<TreeScan, 'scanned' | 'gaps' | 'notes'> & { readonly files: readonly Omit<ScannedFile, 'tracked'>[] };

/** Scans files by path, in the order of their paths. */
export async function scanFiles(io: LocalIo, paths: readonly string[], until: number, signal: AbortSignal): Promise<FileScans> {
  const { files } = io;
  const scan = openScanner(io.clock.now());
  const found: (Omit<ScannedFile, 'tracked'> | undefined)[] = [];
  const scanned = { files: 0, bytes: 0, media: 0 };
  const gaps: string[] = [];
  const notes: string[] = [];
  const wanted = paths.toSorted();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < wanted.length && io.clock.mono() < until) {
      const index = next++;
      signal.throwIfAborted();
      const path = wanted[index] ?? '';
      if (isMedia(path)) {
        scanned.media++;
        continue;
      }
      const outcome = await scanFile(files, scan, path, () => io.clock.mono() > until || signal.aborted);
      gaps.push(...outcome.gaps.map((gap) => `${path}: ${gap}`));
      if (outcome.isPointer) notes.push(`${path} is kept outside git (LFS): its content was not scanned`);
      if (outcome.bytes === undefined) continue;
      scanned.files++;
      scanned.bytes += outcome.bytes;
      if (outcome.hits.length + outcome.allows.length > 0) found[index] = { path, hits: outcome.hits, allows: outcome.allows };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  signal.throwIfAborted();
  if (next < wanted.length) gaps.push(`${wanted.length - next} files were not reached within the time`);
  return { files: found.filter((file) => file !== undefined), scanned, gaps: gaps.toSorted(), notes: notes.toSorted() };
}

interface Outcome {
  /** `undefined`: there is no such plain file. */
  readonly bytes: number | undefined;
  readonly hits: readonly PlacedHit[];
  readonly allows: readonly Allow[];
  readonly gaps: readonly string[];
  readonly isPointer: boolean;
}
const NOTHING: Outcome = { bytes: undefined, hits: [], allows: [], gaps: [], isPointer: false };

async function scanFile(files: Files | undefined, scan: Scan, path: string, isLate: () => boolean): Promise<Outcome> {
  try {
    for (let tries = 0; ; tries++) {
      const before = await files?.stat(path);
      // Tracked but deleted, replaced by a link or a folder: nothing to read here.
      if (!files || before?.kind !== 'file') return NOTHING;
      const outcome = await scanOnce(files, scan, path, before.bytes, isLate);
      const after = await files.stat(path);
      if (after?.bytes === before.bytes || isLate()) return outcome;
      if (tries > 0) return { ...outcome, gaps: [...outcome.gaps, 'it changed while it was read; scan it again'] };
    }
  } catch {
    return { ...NOTHING, gaps: ['it cannot be read'] };
  }
}

async function scanOnce(files: Files, scan: Scan, path: string, size: number, isLate: () => boolean): Promise<Outcome> {
  const isFolded = holdsMore(path);
  const piece = isFolded && size <= WHOLE_CAP ? WHOLE_CAP : PIECE;
  const { bytes: first } = await files.read(path, piece);
  const isPointer = first.length < 1024 && startsWith(first, 'version https://git-lfs.github.com/spec/');
  if (size <= piece) return { ...scanContent(scan, first, path), allows: allowsIn(first), bytes: first.length, isPointer };
  const pieces = pieceScanner(scan, path);
  const hits: PlacedHit[] = [];
  const gaps = isFolded ? [`it is larger than ${WHOLE_CAP / 1e6} MB, so what it holds was not unpacked`] : [];
  let at = 0;
  for (let bytes = first; ; bytes = (await files.read(path, piece, at)).bytes) {
    at += bytes.length;
    const isLast = at >= size || bytes.length < piece;
    hits.push(...pieces.next(bytes, isLast));
    if (isLast) break;
    if (!isLate()) continue;
    gaps.push(`only the first ${Math.round(at / 1e6)} MB were reached within the time`);
    break;
  }
  return { hits, allows: [], bytes: at, gaps, isPointer };
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;
}
