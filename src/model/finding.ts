import type { Remedy } from './fix.ts';
import type { RowId } from './rows.ts';
import type { Subject } from './subject.ts';
import type { Class, Grade, Impact, Outcome, Reach, Stage } from './terms.ts';
import type { Quoted } from './text.ts';
import type { SlotValue } from './message.ts';

/** What was seen that shows the problem. `lines` quote the exchange, file or answer. */
export interface Proof {
  readonly says: string;
  readonly lines?: readonly Quoted[];
  readonly location?: { readonly path: Quoted; readonly line?: number; readonly commit?: string };
}

/** One problem on one subject, with everything a reader needs to believe, test and repair it. */
export interface Finding {
  readonly check: string;
  readonly problem: string;
  readonly stage: Stage;
  readonly rows: readonly RowId[];
  /** Rows that fail with it; none when it is advice. */
  readonly failedRows: readonly RowId[];
  readonly subject: Subject;
  readonly class: Class;
  /** Why the class differs from the problem's own, if it does. */
  readonly classBecause?: string;
  readonly impact: Impact;
  readonly grade: Grade;
  readonly reach: Reach;
  /** A blocker that is only inferred: shown as "verify first", cannot block. */
  readonly verifyFirst: boolean;
  /** A data exposure that the sprint cannot undo (a live key that leaked). */
  readonly irreversible: boolean;
  readonly title: string;
  readonly says: string;
  readonly why: string;
  /** How a person can see it for themselves. */
  readonly test: string;
  readonly fix: Remedy;
  readonly refs: readonly string[];
  readonly proof: readonly Proof[];
  readonly data: Readonly<Record<string, SlotValue>>;
  /** Hands-on minutes to fix, and minutes to wait afterwards (propagation, issuance). */
  readonly minutes: number;
  readonly waitMinutes: number;
  /** Same problem on the same subject in another run: same fingerprint. Never contains measured values. */
  readonly fingerprint: string;
}

/** The answer of one check on one subject. */
export interface Verdict {
  readonly check: string;
  readonly title: string;
  readonly stage: Stage;
  readonly rows: readonly RowId[];
  readonly subject: Subject;
  readonly outcome: Outcome;
  /** Why it is unknown or not applicable, or what was seen when it passed. */
  readonly reason?: string;
  /** Rows that this verdict fails; empty unless `outcome` is `fail`. */
  readonly failedRows: readonly RowId[];
  readonly grade: Grade;
  /** Fingerprints of its findings. */
  readonly findings: readonly string[];
  /** When the oldest evidence it used was gathered; none if it used none. */
  readonly evidenceAt?: string;
}
