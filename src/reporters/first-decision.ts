import type { Assessment } from '../model/assessment.ts';
import { sayMinutes } from './words.ts';

const MINUTE_MS = 60_000;

/** One sentence about the time from the project's start to its first decision (MISSION A8), or nothing where no time is kept. */
export function sayFirstDecision({ firstDecision, run }: Pick<Assessment, 'firstDecision' | 'run'>): string | undefined {
  if (!firstDecision) return undefined;
  const { beganAt, decidedAt, withinMs } = firstDecision;
  const took = Date.parse(decidedAt ?? run.at) - Date.parse(beganAt);
  const asked = withinMs === null ? '' : `; the roadmap asks for ${sayMinutes(withinMs / MINUTE_MS)}${took > withinMs ? ', so it is late' : ''}`;
  const time = sayMinutes(Math.ceil(Math.max(0, took) / MINUTE_MS));
  return decidedAt === null
    ? `${time} since the start, and not every question is answered yet${asked}`
    : `first decision with every question answered ${time} after the start${asked}`;
}
