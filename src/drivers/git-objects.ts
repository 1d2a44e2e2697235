/* Contents of a git repository by their ids: which are here, how long they are, what is in them. */
import { Buffer } from 'node:buffer';
import { CouldNotLook } from '../ports/probe.ts';
import type { LocalIo } from '../ports/io.ts';
import { readBytes } from './byte-reader.ts';
import { gitOutput, startGit, type GitIo, type Repository } from './git.ts';

/** A longer content is handed on in pieces of this size. */
export const PIECE = 4 * 1024 * 1024;

export interface BlobName {
  readonly id: string;
  /** One of its paths below our root; empty when none is known. */
  readonly path: string;
}
/** A content or a piece of one. */
export interface BlobPiece {
  readonly blob: BlobName;
  /** Bytes of the whole; `undefined` when it is not here. */
  readonly size: number | undefined;
  /** Where this piece begins. */
  readonly from: number;
  /** Valid until the next piece is asked for. */
  readonly bytes: Uint8Array;
}
/** Those of `ids` that are here. In a partial clone this is the only safe way to ask: older git wants to fetch what `cat-file` is asked for, and dies when it may not. */
export async function presentOf(io: GitIo, repository: Repository, ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const args = ['rev-list', '--objects', '--no-walk', '--ignore-missing', '--missing=allow-any', '--stdin'];
  const input = Buffer.from(`${ids.join('\n')}\n`, 'latin1');
  const output = await gitOutput(io, repository, args, signal, input);
  if (!output) throw new CouldNotLook('malformed', 'git could not tell which contents are here: the repository may be damaged');
  return new Set(
    output
      .toString('latin1')
      .split('\n', ids.length + 1)
      .map((line) => line.split(' ', 1)[0] ?? ''),
  );
}

/** How many bytes each of `ids` has, in order; `undefined` for what is not here. */
export async function sizesOf(
  io: Pick<LocalIo, 'processes'>,
  repository: Repository,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<(number | undefined)[]> {
  if (ids.length === 0) return [];
  const running = await startGit(io, repository, ['cat-file', '--batch-check=%(objectsize)', '--buffer'], signal, idLines(ids));
  const lines = readBytes(running.stdout);
  const sizes: (number | undefined)[] = [];
  for (let line = await lines.line(); line !== undefined; line = await lines.line()) sizes.push(line.endsWith(' missing') ? undefined : Number(line));
  signal.throwIfAborted();
  if ((await running.result).code !== 0 || sizes.length !== ids.length)
    throw new CouldNotLook('malformed', 'git could not measure its objects: the repository may be damaged');
  return sizes;
}

/** The contents of `blobs` in order, long ones in pieces of `PIECE` bytes; one that is not here comes without a size, what is no file content as empty. */
export async function* readBlobs(
  io: Pick<LocalIo, 'processes'>,
  repository: Repository,
  blobs: readonly BlobName[],
  signal: AbortSignal,
): AsyncGenerator<BlobPiece> {
  if (blobs.length === 0) return;
  const ended = new AbortController();
  const running = await startGit(
    io,
    repository,
    ['cat-file', '--batch', '--buffer'],
    AbortSignal.any([signal, ended.signal]),
    idLines(blobs.map(({ id }) => id)),
  );
  const reader = readBytes(running.stdout);
  try {
    for (const blob of blobs) {
      const header = await reader.line();
      const [, type, length] = header === undefined ? [] : (/ (\w+)(?: (\d+))?$/.exec(header) ?? []);
      if (type === undefined) {
        signal.throwIfAborted();
        throw new CouldNotLook('malformed', 'git stopped in the middle of the history: the repository may be damaged');
      }
      const size = Number(length ?? 0);
      const isBlob = type === 'blob';
      if (!isBlob) yield { blob, size: length === undefined ? undefined : 0, from: 0, bytes: new Uint8Array(0) };
      const pieces = Math.max(isBlob ? 1 : 0, Math.ceil(size / PIECE));
      for (let piece = 0; piece < pieces; piece++) {
        const from = piece * PIECE;
        const wanted = Math.min(PIECE, size - from);
        const bytes = await reader.bytes(wanted);
        if (bytes.length < wanted) throw new CouldNotLook('malformed', 'git stopped in the middle of a file: the repository may be damaged');
        if (isBlob) yield { blob, size, from, bytes };
      }
      if (length !== undefined) await reader.bytes(1);
    }
  } finally {
    // The reader may stop early (its budget is spent): the process must not stay behind.
    ended.abort();
    await reader.close();
    await running.result.catch(() => undefined);
  }
}

/** In portions: a million of them in one text would need memory for nothing. */
async function* idLines(ids: readonly string[]): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < ids.length; at += 10_000) yield Buffer.from(`${ids.slice(at, at + 10_000).join('\n')}\n`, 'latin1');
}
