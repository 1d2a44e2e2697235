/* The part of `compose.ts` that a look at a folder takes: apart, so that a pre-commit hook does not load all that an audit needs. */
import { resolve } from 'node:path';
import type { LocalIo } from './ports/io.ts';
import { SCANNER_CODE } from './scan/scanner-code.ts';
import { userCache } from './store/user-cache.ts';
import { writeWhole } from './store/whole-file.ts';
import type { Deps } from './verbs/deps.ts';
import { VERSION } from './version.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What verbs need that only look at folders. */
export function composeLocal(env: Environment): Pick<Deps, 'version' | 'openLocal' | 'writeFile'> {
  return { version: VERSION, writeFile: writeWhole, openLocal: (folder) => localIo(folder, env) };
}

/** An Io for one folder and its repository, with no network. Rejects when there is no such folder. */
export async function localIo(folder: string, env: Environment): Promise<LocalIo> {
  const [{ systemClock, askedOnce }, repository] = await Promise.all([import('./adapters/io/local-io.ts'), repositoryIo(folder, env)]);
  return { clock: systemClock, shared: askedOnce(), ...repository };
}

/** Threads and their git compete for the same cores: more of them than two do not pay. */
const MOST_THREADS = 2;
/** Beside the command where it is bundled, beside this file in development. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : '../thread.cjs', import.meta.url);

/** Files, git, threads and cache of one folder. */
export async function repositoryIo(path: string, env: Environment): Promise<Pick<LocalIo, 'files' | 'processes' | 'pool' | 'cache'>> {
  const [{ filesBelow }, { processesIn }, { threadPool, worthwhileThreads }] = await Promise.all([
    import('./adapters/io/files.ts'),
    import('./adapters/io/processes.ts'),
    import('./adapters/io/threads.ts'),
  ]);
  const folder = resolve(path);
  const cache = userCache(folder, env, process.platform, SCANNER_CODE);
  return {
    files: await filesBelow(folder),
    processes: processesIn(folder, env),
    pool: threadPool(THREAD, worthwhileThreads(MOST_THREADS), folder, env),
    ...(cache && { cache }),
  };
}
