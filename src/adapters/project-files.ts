import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { copyFile, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../model/errors.ts';

/**
 * Writes a file whole or not at all: a temporary file beside it, flushed, then put in its place. An existing file is only replaced with `force`.
 * @throws UsageError when it exists, or the folder cannot be written
 */
export async function writeWhole(path: string, text: string, { force = false }: { readonly force?: boolean } = {}): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}`);
  try {
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    // COPYFILE_EXCL refuses to replace, also when the file appeared meanwhile.
    await (force ? rename(temporary, path) : copyFile(temporary, path, constants.COPYFILE_EXCL));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new UsageError(`${basename(path)} is there already; --force replaces it`);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw new UsageError(`cannot write ${path}: the folder is read-only`);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(`cannot write ${path}: the folder is not there`);
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Adds a line to `.gitignore` of `folder` unless it is there. Returns whether it was added. */
export async function addIgnore(folder: string, line: string): Promise<boolean> {
  const path = join(folder, '.gitignore');
  const text = existsSync(path) ? await readFile(path, 'utf8') : '';
  const plain = (entry: string): string => entry.trim().replace(/^\/|\/$/g, '');
  if (text.split('\n').some((entry) => plain(entry) === plain(line))) return false;
  const joint = text === '' || text.endsWith('\n') ? '' : '\n';
  await writeWhole(path, `${text}${joint}${line}\n`, { force: true });
  return true;
}
