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

/** What one verb keeps for the others between runs, by name. */
export type KeptName = 'dmarc-reports' | 'first-decision' | 'journey-runs' | 'log-canaries' | 'received-messages' | 'secret-inventory';

/** Small documents beside the runs, one per name, readable by the owner only. Who reads one checks its shape: a file is as hostile as any outside text. */
export interface KeptStore {
  /** The document, or `undefined` when nothing was kept. Rejects with a usage error when it cannot be read. */
  load(name: KeptName): Promise<unknown>;
  /** Replaces the document whole by what `change` makes of the old one, one writer at a time. */
  update(name: KeptName, change: (old: unknown) => unknown): Promise<{ readonly file: string }>;
}
