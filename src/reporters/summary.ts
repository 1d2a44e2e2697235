import type { Assessment } from '../model/assessment.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import { sentence } from '../model/message.ts';
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
  /** Checks with this reason, each with the subjects it could not be judged on; none for a required row that no check looks at. */
  readonly checks: readonly UnknownCheck[];
}
export interface UnknownCheck {
  /** Id of the check or, for a row, `row/B2`. */
  readonly id: string;
  readonly title: string;
  /** The title, or the id of a row whose title is long. */
  readonly short: string;
  readonly subjects: readonly string[];
}

/**
 * What could not be checked, by reason, required rows that no check looks at included; the reason that hits most comes first. Reasons that differ only in
 * the row or in a host name are one.
 */
export function unknownGroups({ verdicts, coverage }: Pick<Assessment, 'verdicts' | 'coverage'>): UnknownGroup[] {
  const judged = new Set(verdicts.map((verdict) => verdict.check));
  const entries = [
    ...verdicts
      .filter((verdict) => verdict.outcome === 'unknown')
      .map(({ check, title, subject, rows, reason }) => ({ id: check, title, rows, subject: subject.name, reason: reasonOf(reason) })),
    ...coverage.items
      .filter((item) => item.state === 'unknown' && !judged.has(item.id))
      .map(({ id, title, rows, reason }) => ({ id, title, rows, subject: undefined, reason: reasonOf(reason) })),
  ];
  const groups = [...Map.groupBy(entries, (entry) => entry.reason.replace(ROW, 'its row').replace(HOST, '…'))].map(([, found]) => {
    const reasons = new Set(found.map((entry) => entry.reason));
    const withoutRow = new Set([...reasons].map((reason) => reason.replace(ROW, 'its row')));
    const [first = ''] = withoutRow.size < reasons.size ? withoutRow : reasons;
    return {
      reason: withoutRow.size > 1 ? `${first} (and ${withoutRow.size - 1} more like it)` : first,
      checks: [...Map.groupBy(found, (entry) => entry.id)].map(([id, of]) => checkOf(id, of, withoutRow.size < reasons.size)),
    };
  });
  return groups.toSorted((a, b) => b.checks.length - a.checks.length || (a.reason < b.reason ? -1 : 1));
}

const ROW = /\brow [A-Z]\d{1,2}\b/gu;
const HOST = /(?:[\w-]+\.)+[a-z][a-z0-9-]+/giu;

const reasonOf = (reason: string | undefined): string => sentence(plain(reason ?? '')) || 'No reason was given';

interface Entry {
  readonly title: string;
  readonly rows: readonly string[];
  readonly subject: string | undefined;
}

/** @param rowNamed the reason says "its row": then the list has to say which */
function checkOf(id: string, of: readonly Entry[], rowNamed: boolean): UnknownCheck {
  const [{ title, rows, subject } = { title: id, rows: [], subject: undefined }] = of;
  const named = rowNamed ? `${title} (${rows.join(' ')})` : title;
  return { id, title: named, short: subject === undefined ? rows.join(' ') || title : named, subjects: of.flatMap((entry) => entry.subject ?? []) };
}

/** `3 checks`; `3 required rows` where no check looks at any. */
export function sayUnknown(checks: readonly UnknownCheck[]): string {
  return count(checks.length, checks.every((check) => check.subjects.length === 0) ? 'required row' : 'check');
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
  if (!location) return subject.kind === 'repository' ? 'the repository' : subject.name;
  return location.line === undefined ? location.path : `${location.path}:${location.line}`;
}
