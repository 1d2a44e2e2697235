import type { MapTest } from '../model/domain-map.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import type { Verdict } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';
import { evidenceKey, type EvidenceSet } from './evidence-set.ts';

/** What these checks said, each about the first of the subjects that it judged. */
export function testsOf(checks: readonly string[], subjects: readonly string[], verdicts: readonly Verdict[]): MapTest[] {
  return checks.flatMap((check) => {
    const verdict = subjects.map((name) => verdicts.find((one) => one.check === check && one.subject.name === name)).find((one) => one !== undefined);
    return verdict ? [{ check, outcome: verdict.outcome, at: verdict.evidenceAt ?? null }] : [];
  });
}

/** What was seen of a subject, if it was. */
export function valueOf<T>(kind: EvidenceKind<T>, subject: Subject, evidence: EvidenceSet): T | undefined {
  const observation = evidence.observations.get(evidenceKey(kind.id, subject));
  return observation?.seen ? (observation.value as T) : undefined;
}
