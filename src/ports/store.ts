import type { Assessment } from '../model/assessment.ts';
import type { Observation } from '../model/evidence.ts';
import type { Intent } from '../model/intent.ts';

/** One archived run: enough to judge it again offline. */
export interface ArchivedRun {
  readonly schema: 'launch-ready/run@1';
  readonly assessment: Assessment;
  readonly evidence: readonly Observation<unknown>[];
  /** The config as it was, network and secrets left out. */
  readonly intent: Intent;
}

/** Where runs are kept. */
export interface RunStore {
  save(run: ArchivedRun): Promise<{ readonly file: string }>;
  /** `id` is a run id, a unique prefix of one, `latest`, `previous`, or a file path. Rejects with a usage error that names what exists. */
  load(id: string): Promise<ArchivedRun>;
  list(): Promise<readonly { readonly id: string; readonly at: string }[]>;
}
