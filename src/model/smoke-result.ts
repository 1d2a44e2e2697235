import type { Assessment } from './assessment.ts';
import type { Flow } from './journey.ts';
import type { Quoted } from './text.ts';

/** One step as it went. */
export interface SmokeStep {
  readonly name: Quoted;
  readonly outcome: 'passed' | 'failed' | 'unknown';
  readonly says: Quoted | null;
  readonly request: { readonly method: string; readonly url: Quoted; readonly status: number } | null;
  readonly firstTextMs: number | null;
  readonly tookMs: number;
}
/** One journey as it went. */
export interface SmokeRun {
  readonly journey: string;
  readonly flow: Flow;
  readonly outcome: 'passed' | 'failed' | 'unknown';
  readonly says: Quoted | null;
  readonly attempts: number;
  readonly steps: readonly SmokeStep[];
  readonly tookMs: number;
}
/** What `launch-ready smoke` answers. */
export interface SmokeResult {
  readonly schema: 'launch-ready/smoke@1';
  /** Origin of the app. */
  readonly base: string;
  readonly interrupted: boolean;
  readonly runs: readonly SmokeRun[];
  /** The judgement of the journeys, now and of the last day. */
  readonly assessment: Assessment;
}
