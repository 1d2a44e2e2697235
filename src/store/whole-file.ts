import { randomBytes } from 'node:crypto';
import { constants, rmSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../model/errors.ts';

/** What must not stay behind when the process is told to end at once (a second Ctrl-C): half-written files and locks. */
const unfinished = new Set<string>();

/** Runs `work`, and takes `path` away afterwards, even when the process ends in the middle of it. */
export async function whileThere<T>(path: string, work: () => Promise<T>): Promise<T> {
  if (unfinished.size === 0) process.on('exit', removeUnfinished);
  unfinished.add(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
    unfinished.delete(path);
    if (unfinished.size === 0) process.off('exit', removeUnfinished);
  }
}

function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

export interface WholeFileOptions {
  readonly mode?: number;
  /** Replace a file that is there; default true. */
  readonly replace?: boolean;
}

/**
 * Writes a file whole or not at all, and makes its folder: a temporary file beside it, flushed, then put in its place. Readers see the old or the new one.
 * @throws UsageError when it cannot be written, with the place, the reason and what to do
 */
export async function writeWhole(path: string, text: string | Uint8Array, { mode = 0o644, replace = true }: WholeFileOptions = {}): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await whileThere(temporary, async () => {
      const file = await open(temporary, 'wx', mode);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      // COPYFILE_EXCL refuses to replace, also when the file appeared meanwhile.
      await (replace ? rename(temporary, path) : copyFile(temporary, path, constants.COPYFILE_EXCL));
    });
  } catch (error) {
    if (!replace && codeOf(error) === 'EEXIST') throw new UsageError(`${basename(path)} is there already; --force replaces it`);
    throw writeFault(path, error);
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/** The reason why something below a path could not be written, in plain words; anything unforeseen as it is. */
export function writeFault(path: string, error: unknown): Error {
  const code = codeOf(error);
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return new UsageError(`${path} cannot be written: this user may not write there; allow it or name another folder`);
  if (/^(ENOTDIR|EEXIST)$/.test(code))
    return new UsageError(`${path} cannot be written: a file stands where a folder is needed; move it or name another folder`);
  if (code === 'EISDIR') return new UsageError(`${path} cannot be written: a folder has that name; move it or name another folder`);
  if (/^(ENOSPC|EDQUOT)$/.test(code)) return new UsageError(`${path} cannot be written: the disk is full; make room or name another folder`);
  return error instanceof Error ? error : new Error(String(error));
}
