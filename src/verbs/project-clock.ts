import type { FirstDecision } from '../model/assessment.ts';
import type { KeptStore } from '../ports/store.ts';

export type ProjectClock = Pick<FirstDecision, 'beganAt' | 'decidedAt'>;

/** Starts the clock of a project unless it runs already; `now` in epoch milliseconds. */
export async function startClock(kept: KeptStore, now: number): Promise<ProjectClock> {
  const known = readClock(await kept.load('first-decision'), now);
  if (known) return known;
  const clock: ProjectClock = { beganAt: new Date(now).toISOString(), decidedAt: null };
  await kept.update('first-decision', (old) => readClock(old, now) ?? clock);
  return clock;
}

/** Stops the clock for good. */
export async function stopClock(kept: KeptStore, clock: ProjectClock): Promise<void> {
  await kept.update('first-decision', () => clock);
}

/** What was kept, or nothing if it is not ours: it must hold instants that are not in the future. */
function readClock(value: unknown, now: number): ProjectClock | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { beganAt, decidedAt } = value as Record<string, unknown>;
  return isPast(beganAt, now) && (decidedAt === null || isPast(decidedAt, now)) ? { beganAt, decidedAt } : undefined;
}

const isPast = (value: unknown, now: number): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/.test(value) && Date.parse(value) <= now;
