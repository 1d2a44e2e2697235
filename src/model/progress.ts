import type { Stage } from './terms.ts';

/** How far one area of a run is. Emitted whenever a look or a verdict of the area ends; the last event of an area has `done === total`. */
export interface ProgressEvent {
  readonly area: Stage;
  /** Verdicts given so far. */
  readonly done: number;
  /** Verdicts expected; may grow while subjects are discovered. */
  readonly total: number;
  readonly failed: number;
  readonly unknown: number;
}
