import type { Finding } from '../model/finding.ts';
import type { Remedy, Trial } from '../model/fix.ts';

/** Each finding with the trial that an earlier judgement of the same run made of the same changes. */
export function keepTrials(findings: readonly Finding[], earlier: readonly Finding[]): readonly Finding[] {
  const changesOf = (fix: Remedy): string => JSON.stringify(fix.changes ?? []);
  return findings.map((finding) => {
    const same = earlier.find(
      ({ fingerprint, fix }) => fingerprint === finding.fingerprint && (changesOf(fix) === changesOf(finding.fix) || isRefused(fix.trial)),
    );
    return withTrial(finding, same?.fix.trial);
  });
}

function isRefused(trial: Trial | undefined): boolean {
  return trial?.outcome === 'stays' || trial?.outcome === 'harms';
}

/** A fix that does not do what it says is not shown as one: no record to copy, but the reason. */
export function withTrial(finding: Finding, trial: Trial | undefined): Finding {
  if (!trial) return finding;
  if (!isRefused(trial)) return { ...finding, fix: { ...finding.fix, trial } };
  const steps = [
    `Repair it by hand: the record we would propose was tried on a copy of your DNS, and ${trial.says}.`,
    'Change one record at a time, keep what was there before, and run the audit again after each.',
  ];
  return { ...finding, fix: { steps, trial } };
}
