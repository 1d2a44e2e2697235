import { closeSync, constants, fstatSync, lstatSync, openSync, read, readSync, realpathSync } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { FileEntry, Files } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** Read at once, without waiting: a promise for each of the four steps of a small file costs three times the reading. */
const SMALL = 1_000_000;
/** After so many small files whatever else wants to run may. */
const TURN = 32;

/** Reading below `root` (an existing directory). Links are listed as links and never followed, at any level of a path. */
export async function filesBelow(root: string): Promise<Files> {
  const top = await realpath(root);
  /** Folders that were seen to be no links: most files share theirs with others. */
  const real = new Set<string>();
  let reads = 0;
  const resolve = (path: string): string => {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..') || path.includes('\0')) throw new CouldNotLook('no-consent', `${path} leads out of the repository`);
    const full = join(top, ...parts);
    // The parents must be real directories: a link on the way could lead anywhere.
    const above = join(full, '..');
    if (real.has(above)) return full;
    const parent = realOf(above);
    if (parts.length > 0 && parent !== undefined && parent !== above) throw new CouldNotLook('no-consent', `${path} goes through a link`);
    if (parent !== undefined && parts.length > 0 && parent !== top && !parent.startsWith(top + sep))
      throw new CouldNotLook('no-consent', `${path} leads out of the repository`);
    if (parts.length > 0 && parent !== undefined) real.add(above);
    return full;
  };
  return {
    async read(path, most, from = 0) {
      const full = resolve(path);
      if (++reads % TURN === 0) await nextTurn();
      const fd = openPlain(full, path);
      try {
        const before = fstatSync(fd);
        if (!before.isFile()) throw new CouldNotLook('not-found', `${path} is not a plain file`);
        const bytes = new Uint8Array(Math.min(Math.max(0, before.size - from), most));
        const filled = bytes.length <= SMALL ? fillNow(fd, bytes, from) : await fill(fd, bytes, from);
        const after = fstatSync(fd);
        const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || filled < bytes.length;
        return { bytes: bytes.subarray(0, filled), truncated: before.size > from + most, size: before.size, changed };
      } finally {
        closeSync(fd);
      }
    },
    async list(path) {
      const full = resolve(path);
      const entries = await readdir(full, { withFileTypes: true });
      const prefix = path === '' || path === '.' ? '' : `${path.replace(/\/+$/, '')}/`;
      return entries
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map((entry) => {
          const kind = kindOf(entry);
          return { path: `${prefix}${entry.name}`, kind, bytes: kind === 'file' ? sizeOf(join(full, entry.name)) : 0 };
        });
    },
    async stat(path) {
      const full = resolve(path);
      try {
        const facts = await lstat(full);
        return { path, kind: kindOf(facts), bytes: facts.size };
      } catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
        throw error;
      }
    },
  };
}

function realOf(full: string): string | undefined {
  try {
    return realpathSync.native(full);
  } catch {
    return undefined;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((done) => void setImmediate(done));
}

/** How much of it there was to read. */
function fillNow(fd: number, bytes: Uint8Array, from: number): number {
  let filled = 0;
  while (filled < bytes.length) {
    const got = readSync(fd, bytes, filled, bytes.length - filled, from + filled);
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

async function fill(fd: number, bytes: Uint8Array, from: number): Promise<number> {
  let filled = 0;
  while (filled < bytes.length) {
    const at = filled;
    const got = await new Promise<number>((done, fail) =>
      read(fd, bytes, at, bytes.length - at, from + at, (error, bytesRead) => (error ? fail(error) : done(bytesRead))),
    );
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

/** 0 when it is gone meanwhile, or its name is no UTF-8: one such file must not hide the others. */
function sizeOf(full: string): number {
  try {
    return lstatSync(full).size;
  } catch {
    return 0;
  }
}

/** Neither follows a link in the last part of the path nor waits for somebody to write into a pipe. */
function openPlain(full: string, path: string): number {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
  try {
    return openSync(full, (O_RDONLY ?? 0) | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ELOOP' || code === 'EMLINK' || code === 'EISDIR' || code === 'ENXIO') throw new CouldNotLook('not-found', `${path} is not a plain file`);
    throw error;
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): FileEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
