import type { Assessment } from '../model/assessment.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import type { Class, Stage } from '../model/terms.ts';
import { CLASSES } from '../model/terms.ts';
import { plain } from './plain.ts';
import { classLabel, count, stagesInOrder } from './words.ts';

export interface AreaSummary {
  readonly stage: Stage;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  /** The worst class of its findings, if any. */
  readonly worst: Class | null;
}

/** Verdicts counted per area, in the profile's order; areas without verdicts are left out. */
export function areas(assessment: Assessment): AreaSummary[] {
  return stagesInOrder(assessment.profile).flatMap((stage) => {
    const verdicts = assessment.verdicts.filter((verdict) => verdict.stage === stage);
    if (verdicts.length === 0) return [];
    const number = (outcome: Verdict['outcome']): number => verdicts.filter((verdict) => verdict.outcome === outcome).length;
    const worst = CLASSES.find((of) => assessment.findings.some((finding) => finding.stage === stage && finding.class === of)) ?? null;
    return [{ stage, passed: number('pass'), failed: number('fail'), unknown: number('unknown'), notApplicable: number('not-applicable'), worst }];
  });
}

export interface UnknownGroup {
  readonly reason: string;
  /** Checks with this reason, each with the subjects it could not be judged on. */
  readonly checks: readonly { readonly check: string; readonly title: string; readonly stage: Stage; readonly subjects: readonly string[] }[];
}

/** What could not be checked, by reason; the reason that hits most checks first. */
export function unknownGroups(verdicts: readonly Verdict[]): UnknownGroup[] {
  const byReason = Map.groupBy(
    verdicts.filter((verdict) => verdict.outcome === 'unknown'),
    (verdict) => plain(verdict.reason ?? '') || 'no reason was given',
  );
  const groups = [...byReason].map(([reason, found]) => ({
    reason,
    checks: [...Map.groupBy(found, (verdict) => verdict.check)].map(([check, of]) => ({
      check,
      title: of[0]?.title ?? check,
      stage: of[0]?.stage ?? 'audit',
      subjects: of.map((verdict) => verdict.subject.name),
    })),
  }));
  return groups.toSorted((a, b) => b.checks.length - a.checks.length || (a.reason < b.reason ? -1 : 1));
}

/** `2 launch blockers, 1 likely incident`; `no findings` for none. */
export function sayFindings(findings: readonly Finding[], profile: Assessment['profile']): string {
  const parts = CLASSES.flatMap((of) => {
    const number = findings.filter((finding) => finding.class === of).length;
    if (number === 0) return [];
    const label = classLabel(of, profile);
    return [/(?:er|nt|ue)$/u.test(label) ? count(number, label) : `${number} ${label}`];
  });
  return parts.length > 0 ? parts.join(', ') : 'no findings';
}

/** Hands-on minutes of the blockers, and the longest wait among them. */
export function blockerEffort(findings: readonly Finding[]): { readonly minutes: number; readonly waitMinutes: number } {
  const blockers = findings.filter((finding) => finding.class === 'blocker');
  return {
    minutes: blockers.reduce((sum, finding) => sum + finding.minutes, 0),
    waitMinutes: blockers.reduce((most, finding) => Math.max(most, finding.waitMinutes), 0),
  };
}

/** Findings of one problem and class stand together, where the first of them ranks: five leaked keys are one thing to read, not five. */
export function alike(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.check}:${finding.problem}:${finding.class}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

/** Where a finding is: its file, or its subject. */
export function placeName({ proof, subject }: Finding): string {
  const location = proof.find((one) => one.location)?.location;
  if (!location) return subject.name;
  return location.line === undefined ? location.path : `${location.path}:${location.line}`;
}
