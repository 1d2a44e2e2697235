import { assess } from '../engine/assess.ts';
import { evidenceSet } from '../engine/evidence-set.ts';
import { selectedChecks, type Selection } from '../engine/plan.ts';
import { gradesIn, profileIn } from '../engine/registry-facts.ts';
import { keepTrials } from '../fixes/trials.ts';
import type { Assessment } from '../model/assessment.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import { quote } from '../model/text.ts';
import type { ArchivedRun } from '../ports/store.ts';
import type { Deps } from './deps.ts';

/** Judges an archived run again, offline, with today's checks and the run's own time and config. */
export function replay(run: ArchivedRun, { judging, version }: Pick<Deps, 'judging' | 'version'>, selection: Selection = {}): Assessment {
  const { assessment, intent } = run;
  const checks = selectedChecks(judging, selection);
  const kinds = new Map(judging.kinds.map((kind) => [kind.id, kind]));
  const judged = assess({
    checks,
    whole: checks.length === judging.checks.length,
    evidence: evidenceSet(
      assessment.subjects,
      run.evidence.map((observation) => current(observation, kinds.get(observation.kind))),
    ),
    intent,
    profile: profileIn(judging, intent.profile),
    gradeOf: gradesIn(judging),
    catalogues: judging.catalogues,
    now: Date.parse(assessment.run.at),
    tool: { name: 'launch-ready', version },
    run: { ...assessment.run, replayOf: assessment.run.id },
    traffic: assessment.traffic,
    cut: assessment.cut,
    ...(assessment.firstDecision && { clock: assessment.firstDecision }),
  });
  return { ...judged, findings: keepTrials(judged.findings, assessment.findings) };
}

type Archived = ArchivedRun['evidence'][number];

/** Evidence read back from disk is as hostile as any outside text: it must have its kind's shape, or it counts as not seen. */
function current(observation: Archived, kind: EvidenceKind<unknown> | undefined): Archived {
  if (!observation.seen) return observation;
  const value = kind && observation.version < kind.version && kind.upgrade ? kind.upgrade(observation.value, observation.version) : observation.value;
  const fault = kind ? kind.schema.fault(value, kind.id) : `${observation.kind}: this version knows no such evidence`;
  if (fault === undefined) return { ...observation, value };
  const { kind: id, version, subject, probe, probeVersion, vantage, at, tookMs } = observation;
  const reason = quote(`the archived evidence cannot be used: ${fault}`);
  return { kind: id, version, subject, probe, probeVersion, vantage, at, tookMs, seen: false, code: 'malformed', reason };
}
