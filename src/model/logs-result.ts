import type { Assessment } from './assessment.ts';
import type { LogKind } from './intent.ts';
import type { Canary } from './log-terms.ts';

/** What `launch-ready logs` says of each log, beside the findings. */
export interface LogSummary {
  readonly name: string;
  readonly kind: LogKind;
  readonly lines: number;
  readonly bytes: number;
  readonly requests: number;
  readonly failedRequests: number;
}
export interface LogsResult {
  readonly schema: 'launch-ready/logs@1';
  readonly logs: readonly LogSummary[];
  readonly unread: readonly { readonly name: string; readonly reason: string }[];
  readonly assessment: Assessment;
}

export interface PlantSending {
  readonly url: string;
  readonly method: string;
  /** null: no answer came, see `why`. */
  readonly status: number | null;
  readonly why?: string;
}
/** What `launch-ready logs plant` made, to be used by a person, and what was sent. The values are synthetic and open nothing. */
export interface PlantingResult {
  readonly schema: 'launch-ready/logs-plant@1';
  readonly environment: string;
  readonly plantedAt: string;
  readonly marker: string;
  /** See `PlantedValues`. */
  readonly requestId: string;
  readonly values: Readonly<Record<Canary, string>>;
  readonly sent: readonly PlantSending[];
}
