import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { KeptName, KeptStore } from '../ports/store.ts';
import { locked } from './lock.ts';
import { makeStateFolder } from './state-folder.ts';
import { writeWhole } from './whole-file.ts';

/** A kept document larger than this is not ours. */
const MOST_BYTES = 50_000_000;

/** Documents as JSON files in `<folder>/kept/`, readable by the owner only. */
export function keptFiles(folder: string): KeptStore {
  const fileOf = (name: KeptName): string => join(folder, 'kept', `${name}.json`);
  return {
    load: (name) => readKept(fileOf(name)),
    async update(name, change) {
      const file = fileOf(name);
      await makeStateFolder(folder, 'kept');
      await locked(join(folder, 'kept', 'lock'), async () => {
        await writeWhole(file, `${JSON.stringify(change(await readKept(file)))}\n`, { mode: 0o600 });
      });
      return { file };
    },
  };
}

async function readKept(file: string): Promise<unknown> {
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) return undefined;
  if (!facts.isFile() || facts.size > MOST_BYTES) throw new UsageError(`${file} is not a file of launch-ready; move it away and try again`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new UsageError(`${file} cannot be read: it is not valid JSON; move it away and try again`);
  }
}
