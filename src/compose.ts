import { join } from 'node:path';
import { filesBelow } from './adapters/io/files.ts';
import { nodeIo } from './adapters/io/node-io.ts';
import { processesIn } from './adapters/io/processes.ts';
import { checks } from './checks/index.gen.ts';
import { kinds } from './evidence/index.gen.ts';
import { probes } from './probes/index.gen.ts';
import { profiles } from './profiles/index.ts';
import type { Registry } from './ports/registry.ts';
import { keptFiles } from './store/kept-files.ts';
import { runFiles } from './store/run-files.ts';
import { writeWhole } from './store/whole-file.ts';
import type { Deps } from './verbs/deps.ts';
import { VERSION } from './version.ts';

export const registry: Registry = { kinds, probes, checks, profiles };

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
    registry,
    store: runFiles(state),
    kept,
    writeFile: writeWhole,
    async openIo(intent) {
      const path = intent.repository?.path;
      return nodeIo({
        network: intent.network,
        env: options.env,
        kept: (name) => kept.load(name),
        ...(path !== undefined && { files: await filesBelow(path), processes: processesIn(path, options.env) }),
      });
    },
  };
}
