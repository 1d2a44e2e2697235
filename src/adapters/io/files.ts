import { constants, fstatSync } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { FileEntry, Files } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** Reading below `root` (an existing directory). Links are listed as links and never followed, at any level of a path. */
export async function filesBelow(root: string): Promise<Files> {
  const top = await realpath(root);
  /** Folders that were seen to be no links: most files share theirs with others. */
  const real = new Set<string>();
  const resolve = async (path: string): Promise<string> => {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..') || path.includes('\0')) throw new CouldNotLook('no-consent', `${path} leads out of the repository`);
    const full = join(top, ...parts);
    // The parents must be real directories: a link on the way could lead anywhere.
    const above = join(full, '..');
    if (real.has(above)) return full;
    const parent = await realpath(above).catch(() => undefined);
    if (parts.length > 0 && parent !== undefined && parent !== above) throw new CouldNotLook('no-consent', `${path} goes through a link`);
    if (parent !== undefined && parts.length > 0 && parent !== top && !parent.startsWith(top + sep))
      throw new CouldNotLook('no-consent', `${path} leads out of the repository`);
    if (parts.length > 0 && parent !== undefined) real.add(above);
    return full;
  };
  return {
    async read(path, most, from = 0) {
      const file = await openPlain(await resolve(path), path);
      try {
        const before = fstatSync(file.fd);
        if (!before.isFile()) throw new CouldNotLook('not-found', `${path} is not a plain file`);
        const bytes = new Uint8Array(Math.min(Math.max(0, before.size - from), most));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        const after = fstatSync(file.fd);
        const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || filled < bytes.length;
        return { bytes: bytes.subarray(0, filled), truncated: before.size > from + most, size: before.size, changed };
      } finally {
        await file.close();
      }
    },
    async list(path) {
      const full = await resolve(path);
      const entries = await readdir(full, { withFileTypes: true });
      const prefix = path === '' || path === '.' ? '' : `${path.replace(/\/+$/, '')}/`;
      return Promise.all(
        entries
          .toSorted((a, b) => (a.name < b.name ? -1 : 1))
          .map(async (entry) => {
            const kind = kindOf(entry);
            // Gone meanwhile, or a name that is no UTF-8: one such file must not hide the others.
            const bytes = kind === 'file' ? ((await lstat(join(full, entry.name)).catch(() => undefined))?.size ?? 0) : 0;
            return { path: `${prefix}${entry.name}`, kind, bytes };
          }),
      );
    },
    async stat(path) {
      const full = await resolve(path);
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

/** Neither follows a link in the last part of the path nor waits for somebody to write into a pipe. */
async function openPlain(full: string, path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
  try {
    return await open(full, (O_RDONLY ?? 0) | O_NOFOLLOW | O_NONBLOCK);
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
