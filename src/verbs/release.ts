import type { Assessment } from '../model/assessment.ts';
import type { EvidenceSet } from '../engine/evidence-set.ts';

/** The commit that was looked at, if the repository was seen. */
export function release(_evidence: EvidenceSet): Assessment['release'] {
  return { commit: null, dirty: null };
}
