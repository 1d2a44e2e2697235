import type { Assessment, Comparison } from '../model/assessment.ts';
import { subjectKey } from '../model/subject.ts';

/** What changed between two runs. A finding that is gone counts as fixed only if its check could look this time. */
export function compare(before: Assessment, after: Assessment): Comparison {
  const had = new Map([...before.findings, ...before.waived.map((one) => one.finding)].map((finding) => [finding.fingerprint, finding]));
  const has = new Map([...after.findings, ...after.waived.map((one) => one.finding)].map((finding) => [finding.fingerprint, finding]));
  const verdictNow = new Map(after.verdicts.map((verdict) => [`${verdict.check}|${subjectKey(verdict.subject)}`, verdict]));
  const gone = [...had.values()].filter((finding) => !has.has(finding.fingerprint));
  const unverified = gone.flatMap((finding) => {
    const verdict = verdictNow.get(`${finding.check}|${subjectKey(finding.subject)}`);
    if (verdict && verdict.outcome !== 'unknown') return [];
    return [{ finding, reason: verdict?.reason ?? 'this run did not look there' }];
  });
  const doubtful = new Set(unverified.map((one) => one.finding.fingerprint));
  return {
    schema: 'launch-ready/comparison@1',
    before: { run: before.run.id, at: before.run.at, decision: before.decision.decision },
    after: { run: after.run.id, at: after.run.at, decision: after.decision.decision },
    fixed: gone.filter((finding) => !doubtful.has(finding.fingerprint)),
    new: [...has.values()].filter((finding) => !had.has(finding.fingerprint)),
    unchanged: [...has.values()].filter((finding) => had.has(finding.fingerprint)),
    unverified,
    outcomes: changedOutcomes(before, after),
    timings: timings(before, after),
  };
}

function changedOutcomes(before: Assessment, after: Assessment): Comparison['outcomes'] {
  const index = (assessment: Assessment) => new Map(assessment.verdicts.map((verdict) => [`${verdict.check}|${subjectKey(verdict.subject)}`, verdict]));
  const [old, now] = [index(before), index(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was?.outcome === is?.outcome) return [];
    const [check = '', subject = ''] = key.split('|');
    return [{ check, subject, before: was?.outcome ?? null, after: is?.outcome ?? null }];
  });
}

function timings(before: Assessment, after: Assessment): Comparison['timings'] {
  const probes = [...new Set([...before.timings, ...after.timings].map((timing) => timing.probe))].sort();
  const ms = (assessment: Assessment, probe: string): number | null => assessment.timings.find((timing) => timing.probe === probe)?.tookMs ?? null;
  return probes.map((probe) => ({ probe, beforeMs: ms(before, probe), afterMs: ms(after, probe) }));
}
