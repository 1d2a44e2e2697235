import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { JobName, Pool } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import type { UnseenCode } from '../../model/evidence.ts';

/** What a thread is started with (`src/thread.ts`). */
export interface ThreadStart {
  readonly job: JobName;
  readonly input: unknown;
  /** The folder that its programs run in. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
/** What a thread says. */
export type ThreadSays = { readonly emits: unknown } | { readonly done: true } | { readonly failed: string; readonly code?: UnseenCode };

const STOP_MS = 2000;
/** A thread that needs more is ended, not the machine. */
const MOST_HEAP_MB = 512;
/** What a thread makes is short-lived and little; more room for it would only be memory. */
const MOST_YOUNG_MB = 8;

/** As many as there are cores, but never more than `most`. */
export function worthwhileThreads(most: number): number {
  return Math.max(1, Math.min(most, availableParallelism()));
}

/** Threads that run `file`, which finds the job by its name. They get PATH and nothing else of the environment. */
export function threadPool(file: URL, threads: number, folder: string, env: ThreadStart['env']): Pool {
  const { PATH, Path, SystemRoot, TEMP, TMPDIR } = env;
  return {
    threads,
    async *run(job, input, signal) {
      signal.throwIfAborted();
      const start: ThreadStart = { job, input, folder, env: { PATH, Path, SystemRoot, TEMP, TMPDIR } };
      const worker = new Worker(file, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB, maxYoungGenerationSizeMb: MOST_YOUNG_MB } });
      const said: ThreadSays[] = [];
      let wake = (): void => undefined;
      const hear = (says: ThreadSays): void => {
        said.push(says);
        wake();
      };
      worker.on('message', hear);
      worker.on('error', (error) => hear({ failed: error.message }));
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      void exited.then(() => hear({ failed: 'the thread ended early' }));
      const stopped = (): void => hear({ failed: 'stopped', code: 'interrupted' });
      signal.addEventListener('abort', stopped, { once: true });
      try {
        for (;;) {
          const next = said.shift();
          if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
          else if ('done' in next) return;
          else if ('emits' in next) yield next.emits;
          else {
            signal.throwIfAborted();
            throw next.code === undefined ? new Error(next.failed) : new CouldNotLook(next.code, next.failed);
          }
        }
      } finally {
        signal.removeEventListener('abort', stopped);
        await end(worker, exited);
      }
    },
  };
}

/** Asks the thread to end what it started; one that does not answer is ended. */
async function end(worker: Worker, exited: Promise<void>): Promise<void> {
  // A thread's port has no origin, unlike a window's.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage('stop');
  const timer = setTimeout(() => void worker.terminate(), STOP_MS);
  await exited;
  clearTimeout(timer);
}
