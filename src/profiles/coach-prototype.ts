import type { Profile } from '../model/profile.ts';
import { silentLimits } from './silent-limits.ts';

export const coachPrototype: Profile = {
  id: 'coach-prototype',
  key: 'S3',
  title: 'Idea to prototype: coaches and consultants',
  for: 'A first product of a coach or consultant that collects leads and answers questions.',
  required: ['A4', 'B1', 'B2', 'B3', 'B12', 'C1', 'C7', 'D1', 'D2', 'D3', 'D5', 'E1', 'E2', 'E3', 'E4', 'E5', 'F1', 'F12', 'I1', 'J1', 'J5', 'N14'],
  limits: {
    ...silentLimits,
    apiP95Ms: { ...silentLimits.apiP95Ms, coreActions: 500 },
    errorRate: 0.01,
    lighthouseMobile: 85,
    cadenceMs: 5 * 60_000,
    evals: { ...silentLimits.evals, least: 10, most: 20 },
    concurrentUsers: { ...silentLimits.concurrentUsers, pattern: 'ad/webinar spikes' },
    auditWithinMs: 3_600_000,
  },
  stages: [
    { title: 'Audit', stages: ['audit'] },
    { title: 'Domain and mail', stages: ['domain', 'edge', 'email'] },
    { title: 'Deploy', stages: ['deploy', 'resilience'] },
    { title: 'Performance', stages: ['performance', 'load'] },
    { title: 'Security', stages: ['secrets', 'ai'] },
    { title: 'Monitor', stages: ['monitoring'] },
    { title: 'Handover', stages: ['handover'] },
  ],
  hourBlocks: [
    { fromHour: 0, toHour: 1 },
    { fromHour: 1, toHour: 12 },
    { fromHour: 12, toHour: 48 },
  ],
  impactOrder: ['revenue', 'data', 'downtime', 'email', 'experience', 'cost', 'control'],
  riskLabels: { by: 'class', labels: { blocker: 'launch blocker', incident: 'trust issue', later: 'cleanup' } },
  smoke: ['M1', 'M4', 'M5', 'M8', 'M9'],
  smokeFailsAfter: 2,
  planRule: {
    says: 'What blocks revenue comes first, then what keeps customers; everything else waits.',
    // What loses a customer: an outage, a leak, a mail that never came, a bad experience.
    keeps: ['revenue', 'data', 'downtime', 'email', 'experience'],
  },
  words: {
    apiP95: '<500 ms core actions',
    uptimeAndErrors: 'errors <1 %',
    lighthouseMobile: '>85',
    regionsAndCadence: 'few minutes',
    rollback: 'exists',
    evals: '10–20',
    concurrency: 'ad/webinar spikes',
    smoke: 'home, widget, message, lead, mail',
    stageOrder: 'audit→domain+mail→deploy→perf→security→monitor→handover',
    auditWithin: '1 h',
    hourBlocks: '0–1, 1–12, 12–48',
    riskLabels: 'launch blocker / trust issue / cleanup',
    required: 'A4 B1–B3 B12 C1 C7 D1–D3 D5 E1–E5 F1 F12 I1 J1 J5 N14',
  },
};
