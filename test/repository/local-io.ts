import { filesBelow } from '../../src/adapters/io/files.ts';
import { nodeIo } from '../../src/adapters/io/node-io.ts';
import { threadPool } from '../../src/adapters/io/threads.ts';
import { processesIn } from '../../src/adapters/io/processes.ts';
import type { Io } from '../../src/ports/io.ts';

/** The real Io over one folder, with no resolver to ask. */
export async function localIo(root: string): Promise<Io> {
  const network = { resolvers: ['127.0.0.1:1'], routes: {}, trust: [] };
  const pool = threadPool(new URL('../../src/thread.ts', import.meta.url), 2, root, process.env);
  return nodeIo({ network, files: await filesBelow(root), processes: processesIn(root, process.env), pool });
}
