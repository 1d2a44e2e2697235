import { Buffer } from 'node:buffer';
import type { Repository } from '../drivers/git.ts';
import { listTree } from '../drivers/repository-tree.ts';
import { count } from '../model/message.ts';
import type { Files, LocalIo } from '../ports/io.ts';
import { allowsIn, type Allow } from './allow-comments.ts';
import { holdsMore, isMedia, scanContent, WHOLE_CAP, type PlacedHit } from './scan-content.ts';
import { pieceScanner } from './scan-pieces.ts';
import { loadRules, openScanner, type Scan } from './scanner.ts';
import type { OwnSecretRule } from '../model/intent.ts';

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

export interface TreeOptions {
  /** Monotonic milliseconds at which it stops and says what is left. */
  readonly until: number;
  /** Rules that the config brings. */
  readonly own?: readonly OwnSecretRule[];
}

/** Pieces in which a file is read. */
const PIECE = 8 * 1024 * 1024;
const AT_ONCE = 16;
const MOST_GAPS = 200;

/** Scans what git would commit (tracked files and those not ignored), or what a walk finds without git. Nothing is kept in memory but what was found. */
export async function scanTree(io: LocalIo, { until, own }: TreeOptions, signal: AbortSignal): Promise<TreeScan> {
  const { git, gitFault, paths, tracked, leftOut, submodules } = await listTree(io, signal);
  const ours = new Set(tracked.map(({ path }) => path));
  const read = await scanFiles(io, paths, { until, ...(own && { own }) }, signal);
  const files = read.files.map((file) => ({ ...file, tracked: ours.has(file.path) }));
  const blind = gitFault === undefined ? [] : [`git could not be asked (${gitFault}): every file was scanned, ignored ones too`];
  const notes = [...blind, ...submodules.map((path) => `${path} is a repository of its own (a submodule): scan it there`), ...read.notes];
  return { git, gitFault, files, scanned: read.scanned, gaps: [...leftOut, ...read.gaps].slice(0, MOST_GAPS), notes };
}

export type FileScans = Pick<TreeScan, 'scanned' | 'gaps' | 'notes'> & { readonly files: readonly Omit<ScannedFile, 'tracked'>[] };

/** Scans files by path, in the order of their paths. When it is stopped it tells what it has, and how many files it did not reach. */
export async function scanFiles(io: LocalIo, paths: readonly string[], { until, own }: TreeOptions, signal: AbortSignal): Promise<FileScans> {
  const { files } = io;
  const scan = openScanner(io.clock.now(), await loadRules(own));
  const found: (Omit<ScannedFile, 'tracked'> | undefined)[] = [];
  const scanned = { files: 0, bytes: 0, media: 0 };
  const gaps: string[] = [];
  const notes: string[] = [];
  const wanted = paths.toSorted();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < wanted.length && io.clock.mono() < until && !signal.aborted) {
      const index = next++;
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
  if (next < wanted.length)
    gaps.push(`${count(wanted.length - next, 'file')} were not reached${signal.aborted ? ': you stopped the scan' : ' within the time'}`);
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
  if (!files) return NOTHING;
  try {
    const outcome = await scanOnce(files, scan, path, isLate);
    if (!outcome.changed || isLate()) return outcome;
    const again = await scanOnce(files, scan, path, isLate);
    return again.changed ? { ...again, gaps: [...again.gaps, 'it changed while it was read; scan it again'] } : again;
  } catch (error) {
    // Tracked but deleted, replaced by a link, a folder or a pipe: nothing to read here.
    if (isGone(error)) return NOTHING;
    return { ...NOTHING, gaps: ['it cannot be read'] };
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'not-found');
}

async function scanOnce(files: Files, scan: Scan, path: string, isLate: () => boolean): Promise<Outcome & { readonly changed: boolean }> {
  const isFolded = holdsMore(path);
  const most = isFolded ? WHOLE_CAP : PIECE;
  const { bytes: first, size, ...read } = await files.read(path, most);
  const isPointer = first.length < 1024 && startsWith(first, 'version https://git-lfs.github.com/spec/');
  if (!read.truncated) return { ...scanContent(scan, first, path), allows: allowsIn(first), bytes: first.length, isPointer, changed: read.changed };
  const pieces = pieceScanner(scan, path);
  const hits: PlacedHit[] = [];
  const gaps = isFolded ? [`it is larger than ${WHOLE_CAP / 1e6} MB, so what it holds was not unpacked`] : [];
  let { changed } = read;
  let at = 0;
  for (let bytes = first; ; ) {
    at += bytes.length;
    // What was written behind the end after the beginning is for the next scan.
    const isLast = at >= size || bytes.length === 0;
    hits.push(...pieces.next(bytes, isLast));
    if (isLast) break;
    if (isLate()) {
      hits.push(...pieces.next(new Uint8Array(0), true));
      gaps.push(`only the first ${Math.round(at / 1e6)} MB were reached within the time`);
      break;
    }
    const next = await files.read(path, Math.min(PIECE, size - at), at);
    bytes = next.bytes;
    changed ||= next.changed || next.size !== size;
  }
  return { hits, allows: [], bytes: at, gaps, isPointer, changed };
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;
}
