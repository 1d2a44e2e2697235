import type { Assessment, FirstDecision } from '../model/assessment.ts';
import type { Profile } from '../model/profile.ts';
import type { MustKnow } from './must-know.ts';

/** The clock of MISSION A8: it stops at the end of the first whole run in which every must-know was answered, and never runs again. */
export function firstDecision(
  { beganAt, decidedAt }: Pick<FirstDecision, 'beganAt' | 'decidedAt'>,
  known: readonly MustKnow[],
  { whole, run, profile }: { readonly whole: boolean; readonly run: Assessment['run']; readonly profile: Profile },
): FirstDecision {
  const decides = whole && !run.interrupted && known.every(({ state }) => state === 'answered');
  const ends = new Date(Date.parse(run.at) + run.tookMs).toISOString();
  return { beganAt, decidedAt: decidedAt ?? (decides ? ends : null), withinMs: profile.limits.auditWithinMs };
}
