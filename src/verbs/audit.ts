import { assess } from '../engine/assess.ts';
import { evidenceSet, type EvidenceSet } from '../engine/evidence-set.ts';
import { gather } from '../engine/gather.ts';
import { planRun, type Selection } from '../engine/plan.ts';
import type { Assessment } from '../model/assessment.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent } from '../model/intent.ts';
import { quote } from '../model/text.ts';
import type { Stage } from '../model/terms.ts';
import { subjectKey, type Subject } from '../model/subject.ts';
import type { Registry } from '../ports/registry.ts';
import type { ArchivedRun } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import type { RunEvent } from './events.ts';

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

/** Looks at everything the checks need, judges it, archives the run, and returns it: the assessment, its evidence and the config it was made with. */
export async function audit(options: AuditOptions, deps: Deps): Promise<ArchivedRun> {
  const { intent } = options;
  const plan = planRun(deps.registry, options.selection);
  const io = await deps.openIo(intent);
  const say = options.onEvent ?? (() => undefined);
  say({ type: 'planned', target: intent.project, looks: plan.probes.map(({ id, title }) => ({ id, title })) });
  const startedAt = io.clock.now();
  const started = io.clock.mono();
  const track = progressByStage(plan.checks, say);
  const gathered = await gather({
    probes: plan.probes,
    subjects: declaredSubjects(intent),
    intent,
    io,
    consent: { active: intent.active, owned: intent.owned },
    vantage: 'here',
    budgetMs: options.budgetMs ?? DEFAULT_BUDGET_MS,
    signal: options.signal,
    onLook: (task, settled) => track(task.probe.fills.id, settled),
  });
  const assessment = assess({
    checks: plan.checks,
    whole: plan.checks.length === deps.registry.checks.length,
    evidence: gathered,
    intent,
    profile: profileOf(deps.registry, intent),
    gradeOf: grades(deps.registry),
    now: startedAt,
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
  });
  const run = archiveOf(assessment, gathered, intent);
  if (options.archive === false) return run;
  try {
    say({ type: 'archived', file: (await deps.store.save(run)).file });
  } catch (error) {
    say({ type: 'note', says: `the run could not be archived: ${error instanceof Error ? error.message : 'unknown error'}` });
  }
  return run;
}

/** Judges an archived run again, offline, with today's checks and the run's own time and config. */
export function replay(run: ArchivedRun, deps: Pick<Deps, 'registry' | 'version'>, selection: Selection = {}): Assessment {
  const { assessment, intent } = run;
  const plan = planRun(deps.registry, selection);
  return assess({
    checks: plan.checks,
    whole: plan.checks.length === deps.registry.checks.length,
    evidence: evidenceSet(
      assessment.subjects,
      run.evidence.map((observation) => current(observation, deps.registry)),
    ),
    intent,
    profile: profileOf(deps.registry, intent),
    gradeOf: grades(deps.registry),
    now: Date.parse(assessment.run.at),
    tool: { name: 'launch-ready', version: deps.version },
    run: { ...assessment.run, replayOf: assessment.run.id },
    traffic: assessment.traffic,
    cut: assessment.cut,
  });
}

/** Evidence read back from disk is as hostile as any outside text: it must have its kind's shape, or it counts as not seen. */
function current(observation: ArchivedRun['evidence'][number], registry: Registry): ArchivedRun['evidence'][number] {
  if (!observation.seen) return observation;
  const kind = registry.kinds.find((one) => one.id === observation.kind);
  const value = kind && observation.version < kind.version && kind.upgrade ? kind.upgrade(observation.value, observation.version) : observation.value;
  const fault = kind ? kind.schema.fault(value, kind.id) : `${observation.kind}: this version knows no such evidence`;
  if (fault === undefined) return { ...observation, value };
  const { kind: id, version, subject, probe, probeVersion, vantage, at, tookMs } = observation;
  const reason = quote(`the archived evidence cannot be used: ${fault}`);
  return { kind: id, version, subject, probe, probeVersion, vantage, at, tookMs, seen: false, code: 'malformed', reason };
}

function archiveOf(assessment: Assessment, evidence: EvidenceSet, intent: Intent): ArchivedRun {
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
    const domain = domains.filter((one) => name === one.name || name.endsWith(`.${one.name}`)).sort((a, b) => b.name.length - a.name.length)[0];
    return { kind: 'host', name, parent: domain ? subjectKey(domain) : parent };
  });
  return [project, ...(intent.repository ? [{ kind: 'repository', name: '.', parent } as const] : []), ...domains, ...hosts];
}

function profileOf(registry: Registry, intent: Intent) {
  const profile = registry.profiles.find((one) => one.id === intent.profile);
  if (!profile) throw new UsageError(`there is no profile ${intent.profile}; there are ${registry.profiles.map((one) => one.id).join(', ')}`);
  return profile;
}

function grades(registry: Registry) {
  const byKind = new Map(registry.kinds.map((kind) => [kind.id, kind.grade]));
  return (kindId: string) => byKind.get(kindId) ?? 'inferred';
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
