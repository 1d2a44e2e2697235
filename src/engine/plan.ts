import type { Check } from '../model/check.ts';
import { UsageError } from '../model/errors.ts';
import type { Stage } from '../model/terms.ts';
import type { Probe } from '../ports/probe.ts';
import type { Judging, Registry } from '../ports/registry.ts';

export interface Selection {
  /** Check ids; all when absent. */
  readonly checks?: readonly string[];
  readonly stages?: readonly Stage[];
}

/**
 * The selected checks, in order of id.
 * @throws UsageError for a check that does not exist
 */
export function selectedChecks(judging: Pick<Judging, 'checks'>, selection: Selection = {}): readonly Check[] {
  const unknown = selection.checks?.filter((id) => !judging.checks.some((check) => check.id === id)) ?? [];
  if (unknown.length > 0) throw new UsageError(`no check is called ${unknown.join(', ')}; launch-ready explain lists them all`);
  return judging.checks
    .filter((check) => (selection.checks?.includes(check.id) ?? true) && (selection.stages?.includes(check.stage) ?? true))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What a run will judge and what it must look at for that: only the probes that the selected checks need, directly or not. */
export interface RunPlan {
  readonly checks: readonly Check[];
  readonly probes: readonly Probe[];
}

export function planRun(registry: Registry, selection: Selection = {}): RunPlan {
  const checks = selectedChecks(registry, selection);
  const probes = new Set<Probe>();
  const addFilling = (kindId: string): void => {
    for (const probe of registry.probes) if (probe.fills.id === kindId) add(probe);
  };
  const add = (probe: Probe): void => {
    if (probes.has(probe)) return;
    probes.add(probe);
    for (const need of Object.values(probe.needs)) addFilling(need.kind.id);
  };
  for (const check of checks) for (const need of Object.values(check.needs)) addFilling(need.kind.id);
  // What discovers subjects that the checks are about belongs to a whole run; a run of named checks stays with what is declared.
  const abouts = new Set(checks.map((check) => check.about));
  if (!selection.checks) for (const probe of registry.probes) if (probe.discovers.some((kind) => abouts.has(kind))) add(probe);
  return { checks, probes: [...probes].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
