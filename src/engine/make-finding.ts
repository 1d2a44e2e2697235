import type { Check, FailDetails, Problem } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { say, sentence, type SlotValue } from '../model/message.ts';
import type { Profile } from '../model/profile.ts';
import type { RowId } from '../model/rows.ts';
import type { Subject } from '../model/subject.ts';
import { weakestGrade, type Class, type Grade } from '../model/terms.ts';
import { fingerprint } from './fingerprint.ts';

interface Failing {
  readonly check: Check;
  readonly problem: string;
  readonly details: FailDetails;
  readonly subject: Subject;
  /** Weakest grade of the evidence used. */
  readonly grade: Grade;
  readonly profile: Profile;
}

const DETAIL_KEYS: ReadonlySet<string> = new Set(['proof', 'fix', 'test', 'grade', 'soften']);

/** Turns what a check reported into a finding: renders the prose, settles grade and class, gives it its identity. */
export function makeFinding({ check, problem, details, subject, grade: evidenceGrade, profile }: Failing): Finding {
  const definition = check.problems[problem];
  if (!definition) throw new Error(`it reports a problem it does not declare: ${problem}`);
  const data = Object.fromEntries(Object.entries(details).filter(([key]) => !DETAIL_KEYS.has(key))) as Record<string, SlotValue>;
  const grade = weakestGrade([evidenceGrade, details.grade ?? 'proven']);
  const settled = settleClass(check, definition, details, profile);
  return {
    check: check.id,
    problem,
    stage: check.stage,
    rows: check.rows,
    // What was made milder is not what the row is about, or the decision would contradict the class.
    failedRows: details.soften ? [] : failedRowsOf(check, definition),
    subject,
    class: settled.class,
    ...(settled.because !== undefined && { classBecause: settled.because }),
    impact: definition.impact,
    grade,
    reach: definition.reach ?? 'all-users',
    verifyFirst: settled.class === 'blocker' && grade !== 'proven' && grade !== 'observed',
    irreversible: definition.irreversible ?? false,
    title: check.title,
    says: sentence(say(definition.says, data)),
    why: check.why,
    test: (details.test ?? check.test).replaceAll('{subject}', subject.name),
    fix: details.fix ?? definition.fix ?? { steps: [] },
    refs: check.refs,
    // Reporters set the colon between a title and its lines.
    proof: details.proof.map((one) => ({ ...one, says: sentence(one.says.replace(/[:\s]+$/u, '')) })),
    data,
    minutes: definition.minutes,
    waitMinutes: definition.waitMinutes ?? 0,
    fingerprint: fingerprint(`${check.id}:${problem}`, subject, definition.identity, data),
  };
}

/** The MISSION rows that fail with a problem: as declared, or all rows of its check unless it is mere advice. */
function failedRowsOf(check: Check, definition: Problem): readonly RowId[] {
  return definition.fails ?? (definition.class === 'later' ? [] : check.rows);
}

/** The class after the subject and the profile had their say, with the reason when it moved. */
function settleClass(check: Check, definition: Problem, details: FailDetails, profile: Profile): { class: Class; because?: string } {
  if (details.soften) return { class: details.soften.to, because: details.soften.because };
  const required = failedRowsOf(check, definition).filter((row) => profile.required.includes(row));
  if (definition.class === 'blocker' || required.length === 0) return { class: definition.class };
  return { class: 'blocker', because: `the profile ${profile.id} requires ${required.join(', ')}` };
}
