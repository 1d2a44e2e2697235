import type { Finding } from '../model/finding.ts';
import type { Waiver } from '../model/intent.ts';
import { CLASSES } from '../model/terms.ts';

const DAY_MS = 86_400_000;
/** DESIGN section 3: a waiver lasts at most 30 days. */
const WAIVER_DAYS = 30;

export interface Waived {
  readonly findings: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  readonly ended: readonly { readonly waiver: Waiver; readonly because: string }[];
  /** Proven data exposures that a person accepted by name: still findings, but no longer what blocks. */
  readonly accepted: readonly { readonly finding: Finding; readonly by: string }[];
}

/** Takes waived findings out of the list. A waiver ends on its day, when the class rises, and never covers a proven data exposure. */
export function waive(findings: readonly Finding[], waivers: readonly Waiver[], now: number): Waived {
  const left: Finding[] = [];
  const waived: { finding: Finding; waiver: Waiver }[] = [];
  const accepted: { finding: Finding; by: string }[] = [];
  const ended = new Map<Waiver, string>();
  for (const waiver of waivers) if (hasEnded(waiver, now)) ended.set(waiver, `it ended on ${endOf(waiver).toISOString().slice(0, 10)}`);
  for (const finding of findings) {
    const waiver = waivers.find((one) => !ended.has(one) && fits(one, finding));
    if (!waiver) left.push(finding);
    else if (finding.impact === 'data' && finding.grade === 'proven') {
      left.push(finding);
      if (waiver.acceptedBy === undefined) ended.set(waiver, 'a proven data exposure cannot be waived, only accepted by name (acceptedBy)');
      else accepted.push({ finding, by: waiver.acceptedBy });
    } else if (finding.rows.includes('K4') && waiver.consent === undefined) {
      left.push(finding);
      ended.set(waiver, 'raw personal data rests only by a waiver that also says how the people agreed (consent)');
    } else if (CLASSES.indexOf(finding.class) < CLASSES.indexOf(waiver.class)) {
      left.push(finding);
      ended.set(waiver, `the finding rose from ${waiver.class} to ${finding.class}`);
    } else waived.push({ finding, waiver });
  }
  return { findings: left, waived, accepted, ended: [...ended].map(([waiver, because]) => ({ waiver, because })) };
}

function fits(waiver: Waiver, finding: Finding): boolean {
  if (waiver.fingerprint !== undefined && waiver.fingerprint !== finding.fingerprint) return false;
  return waiver.check === finding.check && waiver.problem === finding.problem && (waiver.subject === undefined || waiver.subject === finding.subject.name);
}

function endOf(waiver: Waiver): Date {
  return new Date(Math.min(Date.parse(waiver.until) + DAY_MS, Date.parse(waiver.at) + WAIVER_DAYS * DAY_MS));
}

function hasEnded(waiver: Waiver, now: number): boolean {
  return endOf(waiver).getTime() <= now;
}
