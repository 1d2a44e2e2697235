import { ASSESSMENT_SCHEMA, type Assessment, type FirstDecision } from '../model/assessment.ts';
import type { Catalogue } from '../model/catalogue.ts';
import type { Check } from '../model/check.ts';
import type { Intent } from '../model/intent.ts';
import type { Profile } from '../model/profile.ts';
import type { Grade } from '../model/terms.ts';
import { subjectKey } from '../model/subject.ts';
import { cover } from './cover.ts';
import { decide } from './decide.ts';
import { domainMap } from './domain-map.ts';
import type { EvidenceSet } from './evidence-set.ts';
import { fixPlan } from './fix-plan.ts';
import { inventory, releaseOf } from './inventory.ts';
import { judge } from './judge.ts';
import { firstDecision } from './first-decision.ts';
import { mustKnows } from './must-know.ts';
import { rank } from './rank.ts';
import { waive } from './waive.ts';

export interface AssessOptions {
  readonly checks: readonly Check[];
  /** All checks there are were selected: then required rows that no check serves count too. */
  readonly whole: boolean;
  readonly evidence: EvidenceSet;
  readonly intent: Intent;
  readonly profile: Profile;
  readonly gradeOf: (kindId: string) => Grade;
  /** Tables of facts that checks rest on, with their age. */
  readonly catalogues?: readonly Catalogue[];
  /** The assessment's time, epoch milliseconds; on replay that of the recorded run. */
  readonly now: number;
  readonly run: Assessment['run'];
  readonly tool: Assessment['tool'];
  readonly traffic: Assessment['traffic'];
  readonly cut: readonly string[];
  /** When the project began, and when it had its first decision, if it had one; absent where nothing is kept. */
  readonly clock?: Pick<FirstDecision, 'beganAt' | 'decidedAt'>;
}

/** From evidence to the whole assessment: judge, waive, rank, cover, decide, plan. Pure: the same evidence gives the same bytes. */
export function assess(options: AssessOptions): Assessment {
  const { checks, evidence, intent, profile, now } = options;
  const { verdicts, findings } = judge(options);
  const sorted = waive(findings, intent.waivers, now);
  const ranked = rank(sorted.findings, profile.impactOrder);
  const waived = new Set(sorted.waived.map(({ finding }) => finding.fingerprint));
  const coverage = cover({ checks, verdicts, profile, attestations: intent.attestations, waived, failing: findings, now, whole: options.whole });
  const known = mustKnows(verdicts, intent.attestations, now);
  const questions = known.filter((one) => one.state === 'open').map((one) => one.question);
  const { id, key, title, riskLabels, stages, impactOrder } = profile;
  return {
    schema: ASSESSMENT_SCHEMA,
    tool: options.tool,
    run: options.run,
    target: {
      project: intent.project,
      hosts: intent.hosts.filter((host) => host.declared).map((host) => host.name),
      repository: intent.repository !== undefined,
      configFile: intent.source?.file ?? null,
    },
    release: releaseOf(evidence),
    profile: { id, key, title, riskLabels, stages, impactOrder },
    decision: decide({
      findings: ranked,
      accepted: sorted.accepted,
      coverage,
      mustKnows: known,
      now,
      ...(intent.launchAt !== undefined && { launchAt: intent.launchAt }),
    }),
    coverage,
    questions,
    ...(options.clock && { firstDecision: firstDecision(options.clock, known, options) }),
    findings: ranked,
    waived: sorted.waived,
    endedWaivers: sorted.ended,
    verdicts,
    attestations: intent.attestations,
    subjects: [...evidence.subjects.values()].sort((a, b) => (subjectKey(a) < subjectKey(b) ? -1 : 1)),
    inventory: inventory(evidence, intent),
    map: domainMap(evidence, intent, verdicts),
    plan: fixPlan(ranked, questions, profile),
    timings: timings(evidence),
    traffic: options.traffic,
    cut: options.cut,
    configLines: intent.source?.lines ?? {},
  };
}

function timings(evidence: EvidenceSet): Assessment['timings'] {
  const byProbe = new Map<string, { looks: number; tookMs: number }>();
  for (const { probe, tookMs } of evidence.observations.values()) {
    const sum = byProbe.get(probe) ?? { looks: 0, tookMs: 0 };
    byProbe.set(probe, { looks: sum.looks + 1, tookMs: sum.tookMs + tookMs });
  }
  return [...byProbe].map(([probe, sum]) => ({ probe, ...sum })).sort((a, b) => (a.probe < b.probe ? -1 : 1));
}
