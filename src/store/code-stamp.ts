import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is read from these folders decides what a scan finds. */
const DECIDING = ['recognise', 'scan', 'data', 'formats'];

/**
 * Names the code that `url` is a part of, so that nothing which other code found is taken for its own. The bundler names a chunk by what is in it; where the product
 * runs from its sources, size and time of the files are asked.
 */
export async function codeStamp(url: string): Promise<string> {
  const file = fileURLToPath(url);
  if (!file.endsWith('.ts')) return basename(file);
  const src = dirname(dirname(file));
  const folders = await Promise.all(DECIDING.map((folder) => readdir(join(src, folder), { recursive: true, withFileTypes: true })));
  const files = folders.flat().flatMap((entry) => (entry.isFile() && entry.name.endsWith('.ts') ? [join(entry.parentPath, entry.name)] : []));
  const facts = await Promise.all(files.toSorted().map(async (path) => [path, await stat(path)] as const));
  return createHash('sha256')
    .update(facts.map(([path, { size, mtimeMs }]) => `${path} ${size} ${mtimeMs}`).join('\n'))
    .digest('hex');
}
