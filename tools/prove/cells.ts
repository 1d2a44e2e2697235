import type { Profile, Target } from '../../src/model/profile.ts';
import { silentLimits } from '../../src/profiles/silent-limits.ts';

interface Place {
  readonly owner: object;
  readonly key: string;
  readonly empty: unknown;
}

const LIMITS: Readonly<Partial<Record<Target, readonly (keyof typeof silentLimits)[]>>> = {
  apiP95: ['apiP95Ms'],
  firstAnswer: ['firstAnswerP95Ms'],
  uptimeAndErrors: ['uptime', 'errorRate', 'errorRateAlert'],
  lighthouseMobile: ['lighthouseMobile'],
  cacheHit: ['cacheHit', 'cacheHitOnDashboard'],
  regionsAndCadence: ['regions', 'cadenceMs', 'failuresToAlert'],
  rollback: ['rollbackMs', 'rollbackDocumented', 'rollbackTested'],
  evals: ['evals'],
  concurrency: ['concurrentUsers'],
  auditWithin: ['auditWithinMs'],
};
/** The values of the other lines when a roadmap says nothing. */
const LISTS: Readonly<Partial<Record<Target, readonly (readonly [keyof Profile, unknown])[]>>> = {
  smoke: [
    ['smoke', []],
    ['smokeFailsAfter', 1],
  ],
  stageOrder: [['stages', []]],
  hourBlocks: [['hourBlocks', [{ fromHour: 0, toHour: 48 }]]],
  riskLabels: [
    ['riskLabels', { by: 'class', labels: { blocker: '', incident: '', later: '' } }],
    ['impactOrder', []],
  ],
  required: [['required', []]],
};

/** Where a cell of table Q (`S0 hourBlocks`) lives in the data, and what stands there when the roadmap asks nothing. */
export function emptyCell(cover: string, profiles: readonly Profile[]): Place[] {
  const [key = '', target = ''] = cover.split(' ');
  const profile = profiles.find((one) => one.key === key);
  if (!profile || !Object.hasOwn(profile.words, target)) throw new Error(`${cover}: table Q has no such filled cell`);
  const limits = (LIMITS[target as Target] ?? []).map((name): Place => ({ owner: profile.limits, key: name, empty: silentLimits[name] }));
  const lists = (LISTS[target as Target] ?? []).map(([name, empty]): Place => ({ owner: profile, key: name, empty }));
  return [...limits, ...lists, { owner: profile.words, key: target, empty: undefined }];
}
