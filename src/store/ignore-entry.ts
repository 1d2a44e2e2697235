import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './whole-file.ts';

/** Adds a line to `.gitignore` of `folder` unless it is there. Returns whether it was added. */
export async function addIgnoreEntry(folder: string, line: string): Promise<boolean> {
  const path = join(folder, '.gitignore');
  const text = existsSync(path) ? await readFile(path, 'utf8') : '';
  const plain = (entry: string): string => entry.trim().replace(/^\/|\/$/g, '');
  if (text.split('\n').some((entry) => plain(entry) === plain(line))) return false;
  const joint = text === '' || text.endsWith('\n') ? '' : '\n';
  await writeWhole(path, `${text}${joint}${line}\n`);
  return true;
}
