import type { Assessment, DecisionWord } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import type { Class, Grade, Impact, Outcome, Stage } from '../model/terms.ts';
import { STAGES } from '../model/terms.ts';
import { count } from '../model/message.ts';
import { plain } from './plain.ts';

export { count };

export const STAGE_TITLES: Readonly<Record<Stage, string>> = {
  audit: 'Audit',
  domain: 'Domain',
  edge: 'HTTPS & edge',
  email: 'Email',
  secrets: 'Secrets',
  deploy: 'Deploy',
  performance: 'Speed',
  load: 'Load',
  resilience: 'Resilience',
  ai: 'AI behaviour',
  monitoring: 'Monitoring',
  handover: 'Handover',
};
export const DECISION_TITLES: Readonly<Record<DecisionWord, string>> = { 'ship-now': 'SHIP NOW', 'fix-first': 'FIX FIRST', 'delay-24-hours': 'DELAY 24 HOURS' };
export const CLASS_TITLES: Readonly<Record<Class, string>> = { blocker: 'blocker', incident: 'likely incident', later: 'later' };
export const IMPACT_TITLES: Readonly<Record<Impact, string>> = {
  data: 'data exposure',
  downtime: 'downtime',
  revenue: 'revenue',
  email: 'email',
  cost: 'cost',
  experience: 'user experience',
  control: 'loss of control',
};
export const GRADE_TITLES: Readonly<Record<Grade, string>> = {
  proven: 'proven',
  observed: 'observed',
  inferred: 'inferred',
  attested: 'attested',
};
/** What a grade means, for readers who meet it the first time. */
export const GRADE_MEANINGS: Readonly<Record<Grade, string>> = {
  proven: 'seen from outside, with the exchange attached',
  observed: 'read in code, configuration or an API',
  inferred: 'a rule of thumb: verify before acting',
  attested: 'on the word of a person',
};
export const OUTCOME_TITLES: Readonly<Record<Outcome, string>> = { pass: 'passed', fail: 'failed', 'not-applicable': 'does not apply', unknown: 'not checked' };

/** The profile's own name for the risk; profiles that name risks by impact get the class in front, as the decision hangs on it. */
export function riskLabel(finding: Pick<Finding, 'class' | 'impact'>, profile: Assessment['profile']): string {
  const { riskLabels } = profile;
  if (riskLabels.by === 'class') return plain(riskLabels.labels[finding.class]);
  return `${CLASS_TITLES[finding.class]} · ${plain(riskLabels.labels[finding.impact])}`;
}

/** The profile's name for a class as a heading or in a count. */
export function classLabel(of: Class, profile: Assessment['profile']): string {
  return profile.riskLabels.by === 'class' ? plain(profile.riskLabels.labels[of]) : CLASS_TITLES[of];
}

/** `5 min`, `1 h`, `1 h 30 min`, `48 h`. */
export function sayMinutes(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return `${whole} min`;
  return whole % 60 === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

/** Hands-on time, and the wait that follows it if there is one. */
export function sayEffort(of: { readonly minutes: number; readonly waitMinutes: number }): string {
  return of.waitMinutes > 0 ? `${sayMinutes(of.minutes)}, then ${sayMinutes(of.waitMinutes)} of waiting` : sayMinutes(of.minutes);
}

/** `240 ms`, `4.2 s`, `2 min 5 s`. */
export function sayDuration(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 99_500) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** An ISO instant as `2026-11-25 04:15 UTC`; a date stays a date; anything else is shown as it is. */
export function sayInstant(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d).*Z)?$/u.exec(iso);
  if (!match) return plain(iso);
  return match[2] ? `${match[1]} ${match[2]} UTC` : `${match[1]}`;
}

/** `31 of 38 proven, 4 failed, 3 unknown`. */
export function sayCoverage({ proven, failed, unknown, total }: Assessment['coverage']): string {
  return `${proven} of ${total} proven, ${failed} failed, ${unknown} unknown`;
}

/** The stages in the profile's order; those it does not name come last. */
export function stagesInOrder(profile: Assessment['profile']): Stage[] {
  return [...new Set([...profile.stages.flatMap((group) => group.stages), ...STAGES])];
}

/** Text with a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A key for a finding that tells a reader where to find the rest: its check and problem. */
export function problemId(finding: Pick<Finding, 'check' | 'problem'>): string {
  return `${finding.check}:${finding.problem}`;
}

/** A subject by name; the project's own for the project. */
export function subjectTitle(subject: Finding['subject'], assessment: Pick<Assessment, 'target'>): string {
  if (subject.kind === 'repository') return 'repository';
  return subject.kind === 'project' ? assessment.target.project : subject.name;
}
