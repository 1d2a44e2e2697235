import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFault, writeWhole } from './whole-file.ts';

/** Makes a folder of ours inside the state folder, for its owner only. The state folder keeps itself out of git, whether `init` was run or not. */
export async function makeStateFolder(state: string, name: string): Promise<void> {
  const folder = join(state, name);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => Promise.reject(writeFault(folder, error)));
  const ignore = join(state, '.gitignore');
  if (!existsSync(ignore)) await writeWhole(ignore, '*\n');
}
