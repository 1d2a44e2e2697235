import type { RowId } from './rows.ts';
import type { Class, Impact, Stage } from './terms.ts';

export const PROFILE_IDS = ['internal-ops-launch', 'internal-ops-demo', 'mobile-first-launch', 'coach-prototype', 'b2b-service-launch'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

/** One number a profile asks for. `null`: measured and shown, not judged. */
export type Threshold = number | null;

/** Every judged or shown figure of MISSION table Q. Times in milliseconds, ratios 0 to 1. */
export interface Limits {
  readonly apiP95Ms: {
    readonly chat: Threshold;
    readonly coreReads: Threshold;
    readonly cachedReads: Threshold;
    readonly chatWritesBeforeModel: Threshold;
    readonly page: Threshold;
  };
  readonly firstAnswerP95Ms: { readonly warn: Threshold; readonly fail: Threshold };
  readonly uptime: Threshold;
  readonly errorRate: Threshold;
  readonly lighthouseMobile: Threshold;
  readonly cacheHit: Threshold;
  readonly regions: Threshold;
  readonly cadenceMs: Threshold;
  readonly failuresToAlert: { readonly failures: number; readonly withinMs: number } | null;
  readonly rollbackMs: Threshold;
  readonly rollbackTested: boolean;
  readonly evals: { readonly least: number; readonly most: Threshold; readonly realPrompts: boolean; readonly rows: readonly RowId[] };
  readonly concurrentUsers: { readonly least: Threshold; readonly most: Threshold; readonly at: Threshold; readonly pattern: string | null };
  readonly auditWithinMs: Threshold;
}

/** One published launch roadmap as data. */
export interface Profile {
  readonly id: ProfileId;
  /** Key in MISSION: S0 … S4. */
  readonly key: 'S0' | 'S1' | 'S2' | 'S3' | 'S4';
  readonly title: string;
  readonly for: string;
  readonly required: readonly RowId[];
  readonly limits: Limits;
  /** Stage groups in the order of the roadmap, each with the roadmap's own name. */
  readonly stages: readonly { readonly title: string; readonly stages: readonly Stage[] }[];
  /** Hours from the start of the sprint. */
  readonly hourBlocks: readonly { readonly fromHour: number; readonly toHour: number }[];
  readonly impactOrder: readonly Impact[];
  /** How this roadmap names a risk. `by` says which property carries the label. */
  readonly riskLabels:
    | { readonly by: 'class'; readonly labels: Readonly<Record<Class, string>> }
    | { readonly by: 'impact'; readonly labels: Readonly<Record<Impact, string>> };
  /** MISSION M rows that its smoke suite runs. */
  readonly smoke: readonly RowId[];
  /** The roadmap's rule for what enters the 48 hours (A13), if it has one: the sentence, and the impacts of incidents that stay in the plan. */
  readonly planRule: { readonly says: string; readonly keeps: readonly Impact[] } | null;
}
