import type { Assessment } from './assessment.ts';
import type { LogKind } from './intent.ts';

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
