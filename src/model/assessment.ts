import type { DomainMap } from './domain-map.ts';
import type { Finding, Verdict } from './finding.ts';
import type { Attestation, HostPurpose, Waiver } from './intent.ts';
import type { Profile } from './profile.ts';
import type { RowId } from './rows.ts';
import type { Subject } from './subject.ts';
import type { Outcome, Stage } from './terms.ts';

export const ASSESSMENT_SCHEMA = 'launch-ready/assessment@1';

export type DecisionWord = 'ship-now' | 'fix-first' | 'delay-24-hours';
export interface Decision {
  readonly decision: DecisionWord;
  /** The rule that made it: stable id and plain sentence. */
  readonly rule: { readonly id: string; readonly says: string };
  /** The facts the rule fired on, most important first. */
  readonly because: readonly string[];
  /** When to look again (ISO instant); only for a delay. */
  readonly lookAgainAt?: string;
}

/** A must-know that nobody has answered yet. */
export interface Question {
  readonly row: RowId;
  readonly asks: string;
  readonly minutes: number;
  /** `attestations` entry to put into the config. */
  readonly answerWith: string;
}

/** One required item: a check that serves a required row, or a required row that only a person can confirm so far. */
export interface CoverageItem {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly RowId[];
  readonly state: 'proven' | 'failed' | 'unknown' | 'not-applicable';
  readonly reason?: string;
}
/** "31 of 38 proven, 4 failed, 3 unknown": anybody can recompute it from `items`. */
export interface Coverage {
  readonly proven: number;
  readonly failed: number;
  readonly unknown: number;
  /** proven + failed + unknown; items that do not apply are left out */
  readonly total: number;
  readonly items: readonly CoverageItem[];
}

/** How long a project took from its start to the first decision with every must-know answered (MISSION A8). */
export interface FirstDecision {
  /** When `init` or the first run began (ISO instant). */
  readonly beganAt: string;
  /** When the first whole run with every must-know answered ended; null as long as there was none. */
  readonly decidedAt: string | null;
  /** What the profile asks for, in milliseconds; null: measured and shown, not judged. */
  readonly withinMs: number | null;
}

export interface PlanTask {
  readonly title: string;
  /** Fingerprints of the findings it closes; empty for a question. */
  readonly findings: readonly string[];
  readonly stage: Stage;
  readonly minutes: number;
  readonly waitMinutes: number;
  /** Minutes from the start of the sprint at which to begin. */
  readonly startsAtMinute: number;
  readonly because: string;
}
export interface PlanBlock {
  readonly fromHour: number;
  readonly toHour: number;
  readonly title: string;
  readonly tasks: readonly PlanTask[];
}
/** The one-page 48-hour plan. */
export interface FixPlan {
  readonly blocks: readonly PlanBlock[];
  /** What does not fit, or waits by the profile's rule. */
  readonly cut: readonly { readonly title: string; readonly findings: readonly string[]; readonly because: string }[];
  readonly rule: string | null;
  readonly minutes: number;
}

/** One line of the domain and routing map (MISSION A1, B11). */
export interface InventoryHost {
  readonly name: string;
  readonly purpose: HostPurpose;
  readonly owner: string | null;
  readonly declared: boolean;
  /** `ttl` in seconds; null where it was not seen. */
  readonly records: readonly { readonly type: string; readonly ttl: number | null; readonly data: string }[];
  /** Where http:// and https:// end up; null when it was not seen. */
  readonly endsAt: string | null;
  readonly certificateUntil: string | null;
}

/** The whole result of a run: everything a reporter needs, nothing raw. Published JSON; versioned by `schema`. */
export interface Assessment {
  readonly schema: typeof ASSESSMENT_SCHEMA;
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly run: {
    readonly id: string;
    readonly at: string;
    readonly tookMs: number;
    readonly interrupted: boolean;
    readonly environment: string;
    readonly vantage: string;
    /** Run id, when this was judged again from an archive. */
    readonly replayOf?: string;
  };
  readonly target: { readonly project: string; readonly hosts: readonly string[]; readonly repository: boolean; readonly configFile: string | null };
  readonly release: { readonly commit: string | null; readonly dirty: boolean | null };
  readonly profile: Pick<Profile, 'id' | 'key' | 'title' | 'riskLabels' | 'stages' | 'impactOrder'>;
  readonly decision: Decision;
  readonly coverage: Coverage;
  readonly questions: readonly Question[];
  /** Absent where nothing is kept between runs. */
  readonly firstDecision?: FirstDecision;
  /** Ranked: the first is the one to fix first. Waived ones are not in it. */
  readonly findings: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Waivers that no longer hold, with the reason. */
  readonly endedWaivers: readonly { readonly waiver: Waiver; readonly because: string }[];
  readonly verdicts: readonly Verdict[];
  readonly attestations: readonly Attestation[];
  readonly subjects: readonly Subject[];
  readonly inventory: readonly InventoryHost[];
  /** The same with every record of the domains, and what tested each line. */
  readonly map: readonly DomainMap[];
  readonly plan: FixPlan;
  /** Milliseconds of looking and questions asked, by probe. */
  readonly timings: readonly { readonly probe: string; readonly looks: number; readonly tookMs: number }[];
  /** What was sent, by purpose; duplicates would show here. */
  readonly traffic: readonly { readonly purpose: string; readonly count: number }[];
  /** What the run's limits cut off (subjects, depth, budget). */
  readonly cut: readonly string[];
  /** SARIF needs a place for network findings: config lines by dotted path. */
  readonly configLines: Readonly<Record<string, number>>;
}

/** Difference of two runs: `launch-ready compare A B`. */
export interface Comparison {
  readonly schema: 'launch-ready/comparison@1';
  readonly before: { readonly run: string; readonly at: string; readonly decision: DecisionWord };
  readonly after: { readonly run: string; readonly at: string; readonly decision: DecisionWord };
  readonly fixed: readonly Finding[];
  readonly new: readonly Finding[];
  readonly unchanged: readonly Finding[];
  /** Fingerprint gone, but its check is now unknown: not proven fixed. */
  readonly unverified: readonly { readonly finding: Finding; readonly reason: string }[];
  readonly outcomes: readonly { readonly check: string; readonly subject: string; readonly before: Outcome | null; readonly after: Outcome | null }[];
  readonly timings: readonly { readonly probe: string; readonly beforeMs: number | null; readonly afterMs: number | null }[];
}
