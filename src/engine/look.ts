import type { Observation, Unseen, UnseenCode } from '../model/evidence.ts';
import type { Intent } from '../model/intent.ts';
import type { Subject } from '../model/subject.ts';
import { quote } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook, type Probe } from '../ports/probe.ts';
import { evidenceKey, resolveNeeds, subjectFor, type EvidenceSet } from './evidence-set.ts';
import { isAbort, restrict, type Consent, type Traffic } from './restrict.ts';

/** One probe on one subject. */
export interface Task {
  readonly probe: Probe;
  readonly subject: Subject;
  /** Steps of discovery from the declared subjects. */
  readonly depth: number;
}
export interface LookContext {
  readonly intent: Intent;
  readonly io: Io;
  readonly consent: Consent;
  readonly vantage: string;
  readonly traffic: Traffic;
  readonly evidence: EvidenceSet;
  /** Aborted when the whole run stops. */
  readonly signal: AbortSignal;
}
export interface Looked {
  readonly observation: Observation<unknown>;
  readonly discovered: readonly Subject[];
}

/** Looks once, within the probe's deadline. Never throws: whatever goes wrong becomes an unseen observation with its reason. */
export async function look(task: Task, context: LookContext): Promise<Looked> {
  const { probe, subject } = task;
  const { io, intent } = context;
  const at = io.clock.now();
  const started = io.clock.mono();
  const miss = (code: UnseenCode, reason: string): Looked => ({
    observation: unseen(task, context, { at, tookMs: io.clock.mono() - started, code, reason }),
    discovered: [],
  });
  const { given, missing } = resolveNeeds(probe.needs, subject, context.evidence);
  if (missing[0] !== undefined) return miss(rootCode(task, context.evidence), missing[0]);

  const own = new AbortController();
  const signal = AbortSignal.any([context.signal, own.signal]);
  const deadline = io.clock.sleep(probe.timeoutMs, signal).then(
    () => {
      throw new CouldNotLook('timeout', `no answer within ${Math.round(probe.timeoutMs / 1000)} s`);
    },
    () => new Promise<never>(() => undefined),
  );
  try {
    const work = probe.gather({ subject, given, intent, io: restrict(io, probe, context.consent, context.traffic, signal), signal });
    const { value, complete, discovered = [] } = await Promise.race([work, deadline]);
    const fault = probe.fills.schema.fault(value, probe.fills.id);
    if (fault) return miss('probe-defect', `the probe ${probe.id} returned something it should not: ${fault}`);
    return { observation: { ...frame(task, context, at, io.clock.mono() - started), seen: true, value, complete }, discovered };
  } catch (error) {
    if (error instanceof CouldNotLook) return miss(error.code, error.message);
    if (isAbort(error)) return miss('interrupted', 'stopped before the answer came');
    return miss('probe-defect', `the probe ${probe.id} failed: ${error instanceof Error ? error.message : 'unknown error'}`);
  } finally {
    // Ends whatever the probe left open, and the deadline's timer.
    own.abort();
  }
}

/** The code of the unseen evidence that stood in the way, so that a whole chain gives the same reason. */
function rootCode({ probe, subject }: Task, evidence: EvidenceSet): UnseenCode {
  for (const need of Object.values(probe.needs)) {
    const of = need.how === 'one' ? subjectFor(need, subject, evidence.subjects) : undefined;
    const observation = of && evidence.observations.get(evidenceKey(need.kind.id, of));
    if (observation && !observation.seen) return observation.code;
  }
  return 'needs-unseen';
}

function frame({ probe, subject }: Task, context: Pick<LookContext, 'vantage'>, at: number, tookMs: number) {
  return {
    kind: probe.fills.id,
    version: probe.fills.version,
    subject,
    probe: probe.id,
    probeVersion: probe.version,
    vantage: context.vantage,
    at: new Date(at).toISOString(),
    tookMs: Math.round(tookMs),
  };
}

export function unseen(
  task: Task,
  context: Pick<LookContext, 'vantage'>,
  { at, tookMs, code, reason }: { readonly at: number; readonly tookMs: number; readonly code: UnseenCode; readonly reason: string },
): Unseen {
  return { ...frame(task, context, at, tookMs), seen: false, code, reason: quote(reason) };
}
