import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { FileEntry, Files } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** Reading below `root` (an existing directory). Links are listed as links and never followed, at any level of a path. */
export async function filesBelow(root: string): Promise<Files> {
  const top = await realpath(root);
  const resolve = async (path: string): Promise<string> => {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..') || path.includes('\0')) throw new CouldNotLook('no-consent', `${path} leads out of the repository`);
    const full = join(top, ...parts);
    // The parents must be real directories: a link on the way could lead anywhere.
    const parent = await realpath(join(full, '..')).catch(() => undefined);
    if (parts.length > 0 && parent !== undefined && parent !== join(full, '..')) throw new CouldNotLook('no-consent', `${path} goes through a link`);
    if (parent !== undefined && parts.length > 0 && parent !== top && !parent.startsWith(top + sep))
      throw new CouldNotLook('no-consent', `${path} leads out of the repository`);
    return full;
  };
  return {
    async read(path, most, from = 0) {
      const full = await resolve(path);
      if (!(await lstat(full)).isFile()) throw new CouldNotLook('not-found', `${path} is not a plain file`);
      const file = await open(full, 'r');
      try {
        const { size } = await file.stat();
        const bytes = new Uint8Array(Math.min(Math.max(0, size - from), most));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return { bytes: bytes.subarray(0, filled), truncated: size > from + most };
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
            const bytes = kind === 'file' ? (await lstat(join(full, entry.name))).size : 0;
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

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): FileEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
