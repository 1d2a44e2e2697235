import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Cache } from '../ports/io.ts';
import { codeStamp } from './code-stamp.ts';
import { writeWhole } from './whole-file.ts';

const MOST_BYTES = 256_000_000;
const MOST_FILES = 40;

/**
 * Bytes kept per project in the user's own cache folder, readable by the owner only: not in the project, where a commit of somebody else could bring in a
 * cache that calls everything clean. `undefined` where the user has no such folder.
 * @param code URL of the file that scans
 */
export function userCache(project: string, env: Readonly<Record<string, string | undefined>>, platform: string, code: string): Cache | undefined {
  const folder = cacheFolder(env, platform);
  if (folder === undefined) return undefined;
  const key = createHash('sha256').update(project).digest('hex').slice(0, 16);
  const fileOf = (name: string): string => join(folder, `${key}-${name}.bin`);
  return {
    code: () => codeStamp(code),
    async load(name) {
      const file = fileOf(name);
      const facts = await stat(file).catch(() => undefined);
      if (!facts?.isFile() || facts.size > MOST_BYTES) return undefined;
      return readFile(file).catch(() => undefined);
    },
    async save(name, bytes) {
      if (bytes.length > MOST_BYTES) return;
      // Without a cache the next run takes longer, nothing else.
      await mkdir(folder, { recursive: true, mode: 0o700 })
        .then(() => writeWhole(fileOf(name), bytes, { mode: 0o600 }))
        .then(() => prune(folder))
        .catch(() => undefined);
    },
  };
}

function cacheFolder(env: Readonly<Record<string, string | undefined>>, platform: string): string | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = env;
  if (XDG_CACHE_HOME?.startsWith('/')) return join(XDG_CACHE_HOME, 'launch-ready');
  if (platform === 'win32') return LOCALAPPDATA ? join(LOCALAPPDATA, 'launch-ready', 'cache') : undefined;
  if (!HOME) return undefined;
  return platform === 'darwin' ? join(HOME, 'Library', 'Caches', 'launch-ready') : join(HOME, '.cache', 'launch-ready');
}

/** Keeps the files used last. */
async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.bin'));
  if (names.length <= MOST_FILES) return;
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  for (const { name } of dated.toSorted((a, b) => b.at - a.at).slice(MOST_FILES)) await rm(join(folder, name), { force: true });
}
