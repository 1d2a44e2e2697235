import { isPastItsAge, type Catalogue } from '../model/catalogue.ts';
import type { Check, FailDetails } from '../model/check.ts';
import type { Seen } from '../model/evidence.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import type { Attestation, Intent } from '../model/intent.ts';
import type { Profile } from '../model/profile.ts';
import type { RowId } from '../model/rows.ts';
import { subjectKey, type Subject } from '../model/subject.ts';
import { weakestGrade, type Grade, type Outcome } from '../model/terms.ts';
import { currentAttestation } from './attest.ts';
import { resolveNeeds, type EvidenceSet } from './evidence-set.ts';
import { makeFinding } from './make-finding.ts';

export interface JudgeOptions {
  readonly checks: readonly Check[];
  readonly evidence: EvidenceSet;
  readonly intent: Intent;
  readonly profile: Profile;
  /** The assessment's time, epoch milliseconds. */
  readonly now: number;
  /** Grade of an evidence kind by id. */
  readonly gradeOf: (kindId: string) => Grade;
  /** Tables of facts that checks rest on, with their age. */
  readonly catalogues?: readonly Catalogue[];
}
export interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
}

/** Judges every check on every subject it is about. Pure: same evidence, same answer, in order of check id and subject. */
export function judge(options: JudgeOptions): Judged {
  const subjects = [...options.evidence.subjects.values()].sort((a, b) => (subjectKey(a) < subjectKey(b) ? -1 : 1));
  const checks = [...options.checks].sort((a, b) => (a.id < b.id ? -1 : 1));
  const judged = checks.flatMap((check) => subjects.filter((subject) => subject.kind === check.about).map((subject) => judgeOne(check, subject, options)));
  return { verdicts: judged.map((one) => one.verdict), findings: judged.flatMap((one) => one.findings) };
}

interface Said {
  pass?: string;
  unknown?: string;
  notApplicable?: string;
}

function judgeOne(check: Check, subject: Subject, options: JudgeOptions): { verdict: Verdict; findings: Finding[] } {
  const { given, used, missing, gaps } = resolveNeeds(check.needs, subject, options.evidence);
  const grade = weakestGrade(used.map((observation) => options.gradeOf(observation.kind)));
  const said: Said = {};
  const findings: Finding[] = [];
  const old = (options.catalogues ?? []).filter((catalogue) => isPastItsAge(catalogue, options.now));
  const unless = check.unless?.(subject, options.intent);
  if (unless !== undefined) said.notApplicable = unless;
  else if (missing[0] !== undefined) said.unknown = missing[0];
  else if (isStale(check, used, options.now)) said.unknown = `what was seen is older than ${check.maxAge}`;
  else {
    try {
      check.judge(given, {
        subject,
        now: options.now,
        limits: options.profile.limits,
        intent: options.intent,
        report: {
          fail: (problem, details) => {
            const aged = old.filter(({ decides }) => decides.includes(check.id) || decides.includes(`${check.id}:${problem}`));
            findings.push(makeFinding({ check, problem, details: softened(details, aged), subject, grade, profile: options.profile }));
          },
          pass: (says) => void (said.pass = says),
          unknown: (reason) => void (said.unknown ??= reason),
          notApplicable: (reason) => void (said.notApplicable = reason),
        },
      });
      if (findings.length === 0 && said.notApplicable === undefined && gaps.length > 0)
        said.unknown ??= `not everything could be seen: ${gaps.slice(0, 3).join('; ')}`;
    } catch (error) {
      said.unknown = `the check ${check.id} has a defect: ${error instanceof Error ? error.message : 'unknown error'}`;
    }
  }
  const seeking = old.filter(({ seeks }) => seeks.includes(check.id));
  if (seeking.length > 0) said.pass = [said.pass ?? 'nothing found', ...seeking.map(sayAge)].join('; ');
  const failedRows = [...new Set(findings.flatMap((one) => one.failedRows))].sort();
  const attested = said.unknown !== undefined && check.attestable && failedRows.length === 0 ? standIn(check.rows, options) : undefined;
  const reason = attested
    ? `confirmed by ${attested.by} on ${attested.at.slice(0, 10)}: ${attested.statement}`
    : (said.unknown ?? (findings.length > 0 ? undefined : (said.notApplicable ?? said.pass)));
  const oldest = used.map((observation) => observation.at).sort()[0];
  const verdict: Verdict = {
    check: check.id,
    title: check.title,
    stage: check.stage,
    rows: check.rows,
    subject,
    outcome: outcomeOf(findings.length, failedRows, said, attested),
    ...(reason !== undefined && { reason }),
    failedRows,
    grade: attested ? 'attested' : grade,
    findings: findings.map((one) => one.fingerprint),
    ...(oldest !== undefined && { evidenceAt: oldest }),
  };
  return { verdict, findings };
}

/** What rests on a list that may have grown wrong is a guess, and says so. */
function softened<D extends FailDetails>(details: D, aged: readonly Catalogue[]): D {
  if (aged.length === 0) return details;
  return { ...details, grade: 'inferred', proof: [...details.proof, ...aged.map((catalogue) => ({ says: `${sayAge(catalogue)}, or verify this first` }))] };
}

const sayAge = ({ title, asOf, maxAgeDays }: Catalogue): string =>
  `our list of ${title} is from ${asOf} and should not be older than ${maxAgeDays} days: update launch-ready`;

/** A failing row beats unknown, unknown beats advice that fails no row, and only then may it pass. */
function outcomeOf(fails: number, failedRows: readonly RowId[], said: Said, attested: Attestation | undefined): Outcome {
  if (failedRows.length > 0) return 'fail';
  if (attested) return 'pass';
  if (said.unknown !== undefined) return 'unknown';
  if (fails > 0) return 'fail';
  return said.notApplicable === undefined ? 'pass' : 'not-applicable';
}

function standIn(rows: readonly RowId[], { intent, now }: JudgeOptions): Attestation | undefined {
  return rows.map((row) => currentAttestation(intent.attestations, row, now)).find((attestation) => attestation && !attestation.nobodyKnows);
}

const UNIT_MS = { h: 3_600_000, d: 86_400_000 } as const;

/** Evidence of a run is never older than the run itself, so `commit` needs no clock here: other commits have other evidence keys. */
function isStale(check: Check, used: readonly Seen<unknown>[], now: number): boolean {
  if (check.maxAge === 'commit') return false;
  const mostMs = Number.parseInt(check.maxAge, 10) * UNIT_MS[check.maxAge.endsWith('h') ? 'h' : 'd'];
  return used.some((observation) => now - Date.parse(observation.at) > mostMs);
}
