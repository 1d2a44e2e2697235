/* Where a thread of the product begins (`adapters/io/threads.ts` starts it): its own small Io, and the jobs that can be asked for. */
import { parentPort, workerData } from 'node:worker_threads';
import { processesIn } from './adapters/io/processes.ts';
import type { ThreadSays, ThreadStart } from './adapters/io/threads.ts';
import type { JobName, LocalIo } from './ports/io.ts';
import { CouldNotLook } from './ports/probe.ts';
import { scanBlobsJob } from './scan/scan-blobs-job.ts';

/** Works on `input`, tells what it finds through `emit`, and ends when `signal` is aborted. */
export type Job = (input: unknown, io: Pick<LocalIo, 'processes'>, emit: (value: unknown) => void, signal: AbortSignal) => Promise<void>;

const JOBS: Readonly<Record<JobName, Job>> = { 'scan-blobs': scanBlobsJob };

const { job, input, folder, env } = workerData as ThreadStart;
const say = (says: ThreadSays): void => {
  // A thread's port has no origin, unlike a window's.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(says);
};
const stop = new AbortController();
parentPort?.on('message', () => {
  stop.abort();
  parentPort?.close();
});
JOBS[job](input, { processes: processesIn(folder, env) }, (emits) => say({ emits }), stop.signal).then(
  () => say({ done: true }),
  (error: unknown) => say({ failed: error instanceof Error ? error.message : String(error), ...(error instanceof CouldNotLook && { code: error.code }) }),
);
