import { isAtOrBelow } from '../model/domain-name.ts';
import { assess } from '../engine/assess.ts';
import type { EvidenceSet } from '../engine/evidence-set.ts';
import { gather } from '../engine/gather.ts';
import { planRun, type Selection } from '../engine/plan.ts';
import { mayBegin } from '../engine/restrict.ts';
import { gradesIn, profileIn } from '../engine/registry-facts.ts';
import { rememberDns } from '../fixes/trial-io.ts';
import { tryFixes } from '../fixes/try-fixes.ts';
import type { Intent } from '../model/intent.ts';
import type { Stage } from '../model/terms.ts';
import { subjectKey, type Subject } from '../model/subject.ts';
import type { Probe } from '../ports/probe.ts';
import type { ArchivedRun } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import type { RunEvent } from './events.ts';
import { startClock, stopClock } from './project-clock.ts';

export interface AuditOptions {
  readonly intent: Intent;
  readonly selection?: Selection;
  readonly budgetMs?: number;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** Keep the run in the store; on by default. */
  readonly archive?: boolean;
}

const DEFAULT_BUDGET_MS = 60_000;
/** Looks that need active consent wait for each other, so that none spoils what another sees. */
const ACTIVE_BUDGET_MS = 180_000;

/** Looks at everything the checks need, judges it, archives the run, and returns it: the assessment, its evidence and the config it was made with. */
export async function audit(options: AuditOptions, deps: Deps): Promise<ArchivedRun> {
  const { intent } = options;
  const registry = await deps.registry();
  const plan = planRun(registry, options.selection);
  const { io, remembered } = rememberDns(await deps.openIo(intent));
  const say = options.onEvent ?? (() => undefined);
  say({ type: 'planned', target: intent.project, looks: plan.probes.map(({ id, title }) => ({ id, title })), beyond: beyondReading(plan.probes, intent) });
  const startedAt = io.clock.now();
  const started = io.clock.mono();
  const clock = options.archive === false ? undefined : await startClock(deps.kept, startedAt).catch(() => undefined);
  const track = progressByStage(plan.checks, say);
  const gathered = await gather({
    probes: plan.probes,
    subjects: declaredSubjects(intent),
    intent,
    io,
    consent: { active: intent.active, owned: intent.owned },
    vantage: 'here',
    budgetMs: options.budgetMs ?? (intent.active ? ACTIVE_BUDGET_MS : DEFAULT_BUDGET_MS),
    signal: options.signal,
    onLook: (task, settled) => track(task.probe.fills.id, settled),
  });
  const judging = {
    checks: plan.checks,
    evidence: gathered,
    intent,
    profile: profileIn(registry, intent.profile),
    gradeOf: gradesIn(registry),
    catalogues: registry.catalogues,
    now: startedAt,
  };
  const judged = assess({
    ...judging,
    whole: plan.checks.length === registry.checks.length,
    tool: { name: 'launch-ready', version: deps.version },
    run: {
      id: runId(startedAt, io.random(2)),
      at: new Date(startedAt).toISOString(),
      tookMs: Math.round(io.clock.mono() - started),
      interrupted: gathered.interrupted,
      environment: intent.environment,
      vantage: 'here',
    },
    traffic: [...gathered.traffic].map(([purpose, count]) => ({ purpose, count })).sort((a, b) => (a.purpose < b.purpose ? -1 : 1)),
    cut: gathered.cut,
    ...(clock && { clock }),
  });
  const dnsProbes = planRun(registry, { ...options.selection, stages: ['domain', 'email'] }).probes;
  const findings = await tryFixes({ ...judging, probes: dnsProbes, remembered, findings: judged.findings, io, signal: options.signal });
  const run = archiveOf({ ...judged, findings }, gathered, intent);
  if (options.archive === false) return run;
  try {
    say({ type: 'archived', file: (await deps.store.save(run)).file });
    const decidedAt = judged.firstDecision?.decidedAt ?? null;
    if (clock?.decidedAt === null && decidedAt !== null) await stopClock(deps.kept, { ...clock, decidedAt });
  } catch (error) {
    say({ type: 'note', says: `the run could not be archived: ${error instanceof Error ? error.message : 'unknown error'}` });
  }
  return run;
}

/** What is printed before it is done: whoever runs us must be able to stop it. */
function beyondReading(probes: readonly Probe[], { active, owned }: Intent): string[] {
  return probes.filter(({ touches }) => mayBegin(touches, { active, owned }) === 'by-consent').map(({ title }) => title);
}

function archiveOf(assessment: ArchivedRun['assessment'], evidence: EvidenceSet, intent: Intent): ArchivedRun {
  const observations = [...evidence.observations.values()].sort((a, b) =>
    `${a.kind}|${subjectKey(a.subject)}` < `${b.kind}|${subjectKey(b.subject)}` ? -1 : 1,
  );
  return { schema: 'launch-ready/run@1', assessment, evidence: observations, intent: { ...intent, network: { resolvers: [], routes: {}, trust: [] } } };
}

/** The subjects a config names: project, repository, domains, hosts below their domain. */
export function declaredSubjects(intent: Intent): Subject[] {
  const project: Subject = { kind: 'project', name: 'project' };
  const parent = subjectKey(project);
  const domains = intent.domains.map((name): Subject => ({ kind: 'domain', name, parent }));
  const hosts = intent.hosts.map(({ name }): Subject => {
    const domain = domains.filter((one) => isAtOrBelow(name, one.name)).sort((a, b) => b.name.length - a.name.length)[0];
    return { kind: 'host', name, parent: domain ? subjectKey(domain) : parent };
  });
  return [project, ...(intent.repository ? [{ kind: 'repository', name: '.', parent } as const] : []), ...domains, ...hosts];
}

/** Sortable, and unique enough for runs of one person: the instant and two random bytes. */
function runId(now: number, random: Uint8Array): string {
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  return `${stamp}-${[...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Progress per stage: a stage is as far as the evidence that its checks need. */
function progressByStage(checks: ReturnType<typeof planRun>['checks'], say: (event: RunEvent) => void) {
  const stagesOf = new Map<string, Set<Stage>>();
  for (const check of checks)
    for (const need of Object.values(check.needs)) stagesOf.set(need.kind.id, (stagesOf.get(need.kind.id) ?? new Set()).add(check.stage));
  const counts = new Map<Stage, { done: number; total: number; unknown: number }>();
  return (kind: string, settled: { readonly seen: boolean } | undefined): void => {
    for (const area of stagesOf.get(kind) ?? []) {
      const count = counts.get(area) ?? { done: 0, total: 0, unknown: 0 };
      counts.set(area, count);
      if (!settled) count.total++;
      else {
        count.done++;
        if (!settled.seen) count.unknown++;
        say({ type: 'progress', progress: { area, ...count, failed: 0 } });
      }
    }
  };
}
