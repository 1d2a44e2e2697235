import { join } from 'node:path';
import { localIo, repositoryIo } from './compose-local.ts';
import { checks } from './checks/index.gen.ts';
import { catalogues } from './data/catalogues.ts';
import { kinds } from './evidence/index.gen.ts';
import { profiles } from './profiles/index.ts';
import type { Judging, Registry } from './ports/registry.ts';
import { keptFiles } from './store/kept-files.ts';
import { runFiles } from './store/run-files.ts';
import { writeWhole } from './store/whole-file.ts';
import type { Deps } from './verbs/deps.ts';
import { VERSION } from './version.ts';

const judging: Judging = { kinds, checks, profiles, catalogues };

/** What judges, and what looks: the probes come with their protocol clients, which only a run that looks has to load. */
export async function loadRegistry(): Promise<Registry> {
  return { ...judging, probes: (await import('./probes/index.gen.ts')).probes };
}

export interface ComposeOptions {
  /** The project folder: runs are kept in `.launch-ready/` below it. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Puts the real world together: the only place where Io, store and registry meet. */
export function compose(options: ComposeOptions): Deps {
  const state = join(options.folder, '.launch-ready');
  const kept = keptFiles(state);
  return {
    version: VERSION,
    judging,
    registry: loadRegistry,
    store: runFiles(state),
    kept,
    writeFile: writeWhole,
    openLocal: (folder) => localIo(folder, options.env),
    async openIo(intent) {
      const [{ nodeIo }, { logsIn }, { appsIn }] = await Promise.all([
        import('./adapters/io/node-io.ts'),
        import('./adapters/io/logs.ts'),
        import('./adapters/io/apps.ts'),
      ]);
      const path = intent.repository?.path;
      return nodeIo({
        network: intent.network,
        env: options.env,
        kept: (name) => kept.load(name),
        logs: logsIn({ folder: path ?? options.folder, env: options.env, stdin: () => process.stdin }),
        ...(path !== undefined && (await repositoryIo(path, options.env))),
        // A repository of somebody else never runs anything here.
        ...(path !== undefined && intent.start && intent.active && intent.repository?.trusted && { apps: appsIn(path, options.env) }),
      });
    },
  };
}
