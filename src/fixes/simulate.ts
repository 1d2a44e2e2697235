import type { EvidenceSet } from '../engine/evidence-set.ts';
import { gather } from '../engine/gather.ts';
import { judge, type Judged, type JudgeOptions } from '../engine/judge.ts';
import type { Zone } from '../formats/zone.ts';
import type { Observation } from '../model/evidence.ts';
import type { Change } from '../model/fix.ts';
import type { Io } from '../ports/io.ts';
import type { Probe } from '../ports/probe.ts';
import { applyChanges } from './apply-changes.ts';
import { memoryIo } from './memory-io.ts';

/** A copy of the world: its zones, and what was observed of everything that is not DNS. */
export interface SimulatedWorld {
  readonly zones: readonly Zone[];
  readonly observed: EvidenceSet;
}
export interface SimulateOptions extends Omit<JudgeOptions, 'evidence'> {
  readonly world: SimulatedWorld;
  readonly changes: readonly Change[];
  readonly probes: readonly Probe[];
  readonly io: Io;
  readonly signal: AbortSignal;
}

const BUDGET_MS = 5000;

/**
 * Applies changes to an in-memory copy of the world and judges again: what would the checks say once this fix is in place?
 * What only the real network can show keeps the value that was observed.
 */
export async function simulate(options: SimulateOptions): Promise<Judged> {
  const { world, changes, probes, intent, io, signal } = options;
  const gathered = await gather({
    probes,
    subjects: [...world.observed.subjects.values()],
    intent,
    io: memoryIo(io, applyChanges(world.zones, changes)),
    consent: { active: false, owned: [] },
    vantage: 'simulation',
    budgetMs: BUDGET_MS,
    signal,
  });
  const observations = new Map<string, Observation<unknown>>(world.observed.observations);
  for (const [key, observation] of gathered.observations) if (observation.seen || !observations.has(key)) observations.set(key, observation);
  return judge({ ...options, evidence: { subjects: world.observed.subjects, observations } });
}
