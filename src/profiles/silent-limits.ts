import type { Limits } from '../model/profile.ts';

/** A roadmap that asks nothing: everything is measured and shown, nothing is judged. Each profile says what it adds. */
export const silentLimits: Limits = {
  apiP95Ms: {
    chat: null,
    coreReads: null,
    cachedReads: null,
    chatWritesBeforeModel: null,
    coreActions: null,
    coreApiBeforeModel: null,
    page: null,
    writesAreStated: false,
  },
  firstAnswerP95Ms: { warn: null, fail: null },
  uptime: null,
  errorRate: null,
  errorRateAlert: null,
  lighthouseMobile: null,
  cacheHit: null,
  cacheHitOnDashboard: false,
  regions: null,
  cadenceMs: null,
  failuresToAlert: null,
  rollbackMs: null,
  rollbackDocumented: false,
  rollbackTested: false,
  evals: { least: 10, most: null, realPrompts: false, rows: [], rowsWithToolsOrRoles: [] },
  concurrentUsers: { least: null, most: null, at: null, pattern: null },
  auditWithinMs: null,
};

/** The 48 hours as S4 divides them; S0, S1 and S2 follow it. */
export const fourBlocks = [
  { fromHour: 0, toHour: 8 },
  { fromHour: 8, toHour: 24 },
  { fromHour: 24, toHour: 36 },
  { fromHour: 36, toHour: 48 },
] as const;
