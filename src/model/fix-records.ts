import type { Trial } from './fix.ts';

/** The records that repair findings of one run, written down for one way of applying them: `launch-ready fix`. */
export interface FixRecords {
  readonly schema: 'launch-ready/fix-records@1';
  readonly run: string;
  readonly zones: readonly ZoneFix[];
  /** Findings whose records touch the same names as one above: repair that first, look again. */
  readonly next: readonly FixedFinding[];
  /** Findings that no DNS record repairs; their steps are in the report. */
  readonly byHand: readonly FixedFinding[];
}
export interface ZoneFix {
  readonly zone: string;
  /** Where the records are edited: `DNS of acme.example at Cloudflare`. */
  readonly where: string;
  readonly output: string;
  readonly text: string;
  /** When to do what, as ISO instants, counted from now. */
  readonly steps: readonly { readonly at: string; readonly says: string }[];
  readonly findings: readonly FixedFinding[];
}
export interface FixedFinding {
  readonly fingerprint: string;
  /** `check:problem` */
  readonly id: string;
  readonly says: string;
  /** What came of trying the records on a copy of the zone. */
  readonly trial?: Trial;
}
