import type { Observation, UnseenCode } from '../model/evidence.ts';
import type { Intent } from '../model/intent.ts';
import { subjectKey, type Subject, type SubjectKind } from '../model/subject.ts';
import type { Io } from '../ports/io.ts';
import type { Probe } from '../ports/probe.ts';
import { evidenceKey, subjectFor, type EvidenceSet } from './evidence-set.ts';
import { look, unseen, type Task } from './look.ts';
import type { Consent, Traffic } from './restrict.ts';

const MOST_SUBJECTS = 500;
const DEEPEST_DISCOVERY = 4;
/** Looks at the same time. Connections per address are limited by the Io. */
const MOST_LOOKS_AT_ONCE = 48;
/** After a stop, how long looks may take to wind down before we go on without them. */
const GRACE_MS = 250;

export interface GatherOptions {
  readonly probes: readonly Probe[];
  readonly subjects: readonly Subject[];
  readonly intent: Intent;
  readonly io: Io;
  readonly consent: Consent;
  readonly vantage: string;
  readonly budgetMs: number;
  /** Aborted by Ctrl-C: what is known so far is returned. */
  readonly signal: AbortSignal;
  /** Called when a look is planned, and when it has ended. */
  readonly onLook?: (task: Task, settled: Observation<unknown> | undefined) => void;
}
export interface Gathered extends EvidenceSet {
  readonly traffic: Traffic;
  /** What the run's limits cut off. */
  readonly cut: readonly string[];
  readonly interrupted: boolean;
}

/**
 * Looks until nothing new turns up: a look starts as soon as what it needs is settled, and what it discovers is looked at in turn.
 * Never throws for what a probe does: each look ends as exactly one observation, within its deadline.
 */
export async function gather(options: GatherOptions): Promise<Gathered> {
  const { probes, io } = options;
  const subjects = new Map<string, Subject>();
  const observations = new Map<string, Observation<unknown>>();
  const waiting = new Set<Task>();
  const running = new Set<Task>();
  const traffic: Traffic = new Map();
  const cut = new Set<string>();
  const upstream = upstreamOf(probes);
  const budget = new AbortController();
  const ended = new AbortController();
  io.clock.sleep(options.budgetMs, ended.signal).then(
    () => budget.abort(),
    () => undefined,
  );
  const signal = AbortSignal.any([options.signal, budget.signal]);
  const context = { ...options, traffic, evidence: { subjects, observations }, signal };

  const admit = (found: readonly Subject[], depth: number): void => {
    for (const subject of found) {
      if (subjects.has(subjectKey(subject))) continue;
      if (subjects.size >= MOST_SUBJECTS) cut.add(`only the first ${MOST_SUBJECTS} subjects were looked at`);
      else if (depth > DEEPEST_DISCOVERY) cut.add(`${subject.name} was found too many steps away to be looked at`);
      else {
        subjects.set(subjectKey(subject), subject);
        for (const probe of probes.filter((one) => one.about === subject.kind)) {
          const task = { probe, subject, depth };
          waiting.add(task);
          options.onLook?.(task, undefined);
        }
      }
    }
  };
  const settle = (task: Task, observation: Observation<unknown>): void => {
    observations.set(evidenceKey(task.probe.fills.id, task.subject), observation);
    waiting.delete(task);
    running.delete(task);
    options.onLook?.(task, observation);
  };
  const isSettled = (among: ReadonlySet<Probe>): boolean => ![...waiting, ...running].some((task) => among.has(task.probe));
  const isReady = ({ probe, subject }: Task): boolean =>
    Object.values(probe.needs).every((need) => {
      const of = need.how === 'each' ? undefined : subjectFor(need, subject, subjects);
      if (!of) return isSettled(upstream(need.kind.id, need.kind.about));
      return observations.has(evidenceKey(need.kind.id, of)) || !probes.some((other) => other.fills.id === need.kind.id);
    });

  let wake = (): void => undefined;
  signal.addEventListener('abort', () => wake());
  const begin = (task: Task): void => {
    waiting.delete(task);
    running.add(task);
    look(task, context).then(
      ({ observation, discovered }) => {
        // After a stop the look has already been settled as interrupted.
        if (!running.has(task)) return;
        settle(task, observation);
        admit(discovered, task.depth + 1);
        wake();
      },
      () => wake(),
    );
  };

  admit(options.subjects, 0);
  while (!signal.aborted) {
    for (const task of waiting) if (running.size < MOST_LOOKS_AT_ONCE && isReady(task)) begin(task);
    if (running.size === 0) break;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  for (let patience = true; running.size > 0 && patience; ) {
    const more = new Promise<void>((resolve) => {
      wake = resolve;
    });
    patience = await Promise.race([more.then(() => true), io.clock.sleep(GRACE_MS, ended.signal).then(() => false)]);
  }
  const [code, reason] = leftBecause(options.signal.aborted, budget.signal.aborted);
  for (const task of [...running, ...waiting]) settle(task, unseen(task, options, { at: io.clock.now(), tookMs: 0, code, reason }));
  ended.abort();
  return { subjects, observations, traffic, cut: [...cut].sort(), interrupted: options.signal.aborted };
}

function leftBecause(interrupted: boolean, overBudget: boolean): readonly [UnseenCode, string] {
  if (interrupted) return ['interrupted', 'the run was interrupted before this was looked at'];
  if (overBudget) return ['budget', 'the time for the whole run was used up before this was looked at'];
  return ['probe-defect', 'these looks wait for each other'];
}

/** The probes that may still add evidence of a kind: those that fill it, and those that may discover subjects it is about, directly or through others. */
function upstreamOf(probes: readonly Probe[]): (kindId: string, about: SubjectKind) => ReadonlySet<Probe> {
  const known = new Map<string, ReadonlySet<Probe>>();
  return (kindId, about) => {
    const cached = known.get(kindId);
    if (cached) return cached;
    const found = new Set(probes.filter((probe) => probe.fills.id === kindId));
    const kinds = new Set<SubjectKind>([about]);
    for (let before = -1; before !== found.size; ) {
      before = found.size;
      for (const probe of probes) {
        if (!probe.discovers.some((kind) => kinds.has(kind))) continue;
        found.add(probe);
        kinds.add(probe.about);
      }
    }
    known.set(kindId, found);
    return found;
  };
}
