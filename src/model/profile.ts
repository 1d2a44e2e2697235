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
    /** Core chatbot actions. */
    readonly coreActions: Threshold;
    readonly coreApiBeforeModel: Threshold;
    readonly page: Threshold;
    /** The owner states which write latency is acceptable; it is measured and shown against that. */
    readonly writesAreStated: boolean;
  };
  readonly firstAnswerP95Ms: { readonly warn: Threshold; readonly fail: Threshold };
  readonly uptime: Threshold;
  /** Share of requests that may fail in normal use. */
  readonly errorRate: Threshold;
  /** Share of failed requests above which an alert goes out. */
  readonly errorRateAlert: Threshold;
  readonly lighthouseMobile: Threshold;
  readonly cacheHit: Threshold;
  readonly cacheHitOnDashboard: boolean;
  readonly regions: Threshold;
  readonly cadenceMs: Threshold;
  readonly failuresToAlert: { readonly failures: number; readonly withinMs: number } | null;
  readonly rollbackMs: Threshold;
  readonly rollbackDocumented: boolean;
  readonly rollbackTested: boolean;
  readonly evals: {
    readonly least: number;
    readonly most: Threshold;
    readonly realPrompts: boolean;
    /** MISSION L rows asked beyond the set itself. */
    readonly rows: readonly RowId[];
    /** The same, when the app has tools or roles. */
    readonly rowsWithToolsOrRoles: readonly RowId[];
  };
  readonly concurrentUsers: { readonly least: Threshold; readonly most: Threshold; readonly at: Threshold; readonly pattern: string | null };
  readonly auditWithinMs: Threshold;
}

/** The lines of MISSION table Q. */
export const TARGETS = [
  'apiP95',
  'firstAnswer',
  'uptimeAndErrors',
  'lighthouseMobile',
  'cacheHit',
  'regionsAndCadence',
  'rollback',
  'evals',
  'concurrency',
  'smoke',
  'stageOrder',
  'auditWithin',
  'hourBlocks',
  'riskLabels',
  'required',
] as const;
export type Target = (typeof TARGETS)[number];

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
  /** Non-success answers in a row that fail the smoke suite. */
  readonly smokeFailsAfter: number;
  /** The roadmap's own words for each target, printed as the source of a limit; absent where it asks nothing. */
  readonly words: Readonly<Partial<Record<Target, string>>>;
  /** The roadmap's rule for what enters the 48 hours (A13), if it has one: the sentence, and the impacts of incidents that stay in the plan. */
  readonly planRule: { readonly says: string; readonly keeps: readonly Impact[] } | null;
}
