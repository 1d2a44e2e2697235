import type { Profile } from '../model/profile.ts';
import { IMPACTS } from '../model/terms.ts';
import { fourBlocks, silentLimits } from './silent-limits.ts';

export const internalOpsDemo: Profile = {
  id: 'internal-ops-demo',
  key: 'S1',
  title: 'Prototype to demo: internal operations tools',
  for: 'A prototype that must survive a demo and the first colleagues who try it.',
  required: ['B1', 'B2', 'B3', 'C1', 'C4', 'C7', 'D1', 'D2', 'D3', 'E1', 'E3', 'E5', 'F1', 'F4', 'J1', 'K3', 'K5', 'N7', 'N11'],
  limits: {
    ...silentLimits,
    apiP95Ms: { ...silentLimits.apiP95Ms, coreReads: 500, page: 2000, writesAreStated: true },
    rollbackDocumented: true,
    evals: { ...silentLimits.evals, rowsWithToolsOrRoles: ['L3', 'L4'] },
    concurrentUsers: { least: 10, most: 50, at: 20, pattern: null },
  },
  stages: [
    { title: 'Audit', stages: ['audit'] },
    { title: 'Infrastructure', stages: ['domain', 'edge', 'deploy'] },
    { title: 'Secrets and mail', stages: ['secrets', 'email'] },
    { title: 'Performance', stages: ['performance'] },
    { title: 'Monitor', stages: ['monitoring'] },
    { title: 'Load', stages: ['load', 'resilience', 'ai'] },
    { title: 'Handover', stages: ['handover'] },
  ],
  hourBlocks: fourBlocks,
  impactOrder: IMPACTS,
  riskLabels: { by: 'class', labels: { blocker: 'launch blocker', incident: 'likely incident', later: 'nice to fix later' } },
  smoke: ['M2', 'M11'],
  smokeFailsAfter: 2,
  planRule: null,
  words: {
    apiP95: '<500 ms core reads; page fail >2 s; acceptable write latency',
    rollback: 'documented',
    evals: '≥10; when the app has tools or roles also L3 L4',
    concurrency: '10–50 users, 20 concurrent',
    smoke: 'login + key APIs',
    stageOrder: 'audit→infra→secrets+mail→perf→monitor→load→handover',
    hourBlocks: 'as S4',
    riskLabels: 'launch blocker / likely incident / nice-to-fix later',
    required: 'B1–B3 C1 C4 C7 D1–D3 E1 E3 E5 F1 F4 J1 K3 K5 N7 N11',
  },
};
