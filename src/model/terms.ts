/** The fixed words of the product: see docs/ARCHITECTURE.md, "Words". */

export const STAGES = ['audit', 'domain', 'edge', 'email', 'secrets', 'deploy', 'performance', 'load', 'resilience', 'ai', 'monitoring', 'handover'] as const;
/** A phase of the sprint. A profile orders and renames them. */
export type Stage = (typeof STAGES)[number];

export const CLASSES = ['blocker', 'incident', 'later'] as const;
/** When a finding hurts: on day one, in the first weeks, or later. Order is from worst to mildest. */
export type Class = (typeof CLASSES)[number];

export const IMPACTS = ['data', 'downtime', 'revenue', 'email', 'cost', 'experience', 'control'] as const;
/** What a finding hurts, in the default ranking order. */
export type Impact = (typeof IMPACTS)[number];

export const GRADES = ['proven', 'observed', 'inferred', 'attested'] as const;
/** How sure we are: reproduced · seen in code, config or an API · heuristic · a person's word. Order is from strongest to weakest. */
export type Grade = (typeof GRADES)[number];

export const REACHES = ['all-users', 'one-flow', 'internal'] as const;
/** Who meets the problem. */
export type Reach = (typeof REACHES)[number];

/** The answer of one check on one subject. `unknown` means that we could not look; it never counts as a pass. */
export type Outcome = 'pass' | 'fail' | 'not-applicable' | 'unknown';

/** The weakest of some grades; `proven` for none. */
export function weakestGrade(grades: readonly Grade[]): Grade {
  return grades.reduce<Grade>((worst, grade) => (GRADES.indexOf(grade) > GRADES.indexOf(worst) ? grade : worst), 'proven');
}
