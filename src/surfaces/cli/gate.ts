import type { Assessment } from '../../model/assessment.ts';

/** Rules of the decision that rest on what could not be verified, not on what is known to be wrong. */
const UNVERIFIED = new Set(['verify-first', 'must-know-open', 'required-unknown']);

/** The exit code of a run (DESIGN section 6): 0 passed, 1 failed, 3 only unknowns stand in the way. */
export function exitCodeOf({ decision }: Assessment): number {
  if (decision.decision === 'ship-now') return 0;
  return UNVERIFIED.has(decision.rule.id) ? 3 : 1;
}

/** A run of selected checks answers for these only: questions about the whole launch do not count against it. */
export function exitCodeOfPart({ findings, coverage }: Assessment): number {
  const blockers = findings.filter((finding) => finding.class === 'blocker');
  if (coverage.failed > 0 || blockers.some((finding) => !finding.verifyFirst)) return 1;
  return coverage.unknown > 0 || blockers.length > 0 ? 3 : 0;
}

/** With a baseline only what is new can fail: blockers that the baseline run did not have. */
export function exitCodeAgainst(assessment: Assessment, baseline: Assessment): number {
  const known = new Set([...baseline.findings, ...baseline.waived.map((one) => one.finding)].map((finding) => finding.fingerprint));
  return assessment.findings.some((finding) => finding.class === 'blocker' && !known.has(finding.fingerprint)) ? 1 : 0;
}
