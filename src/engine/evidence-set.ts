import type { Need } from '../model/check.ts';
import type { Observation, Seen } from '../model/evidence.ts';
import { subjectKey, type Subject } from '../model/subject.ts';

type AnyNeed = Need<unknown, 'one' | 'each' | 'maybe'>;

/** The subjects and observations of a run. */
export interface EvidenceSet {
  readonly subjects: ReadonlyMap<string, Subject>;
  /** By `evidenceKey`. */
  readonly observations: ReadonlyMap<string, Observation<unknown>>;
}

export function evidenceKey(kind: string, subject: Pick<Subject, 'kind' | 'name'>): string {
  return `${kind}|${subjectKey(subject)}`;
}

/** Builds a set from archived observations, for replay and tests. */
export function evidenceSet(subjects: readonly Subject[], observations: readonly Observation<unknown>[]): EvidenceSet {
  return {
    subjects: new Map(subjects.map((subject) => [subjectKey(subject), subject])),
    observations: new Map(observations.map((observation) => [evidenceKey(observation.kind, observation.subject), observation])),
  };
}

/**
 * The subject whose evidence answers a `one` or `maybe` need of `from`: itself, its nearest ancestor of that kind,
 * or the only subject of that kind there is.
 */
export function subjectFor(need: AnyNeed, from: Subject, subjects: ReadonlyMap<string, Subject>): Subject | undefined {
  for (let at: Subject | undefined = from; at; at = parentOf(at, subjects)) if (at.kind === need.kind.about) return at;
  const all = [...subjects.values()].filter((subject) => subject.kind === need.kind.about);
  return all.length === 1 ? all[0] : undefined;
}

/** The subjects whose evidence answers an `each` need: those below `from`; for a host or the repository, which have nothing below, all. Code-unit order. */
function subjectsFor(need: AnyNeed, from: Subject, subjects: ReadonlyMap<string, Subject>): Subject[] {
  const all = [...subjects.values()].filter((subject) => subject.kind === need.kind.about);
  const chosen = from.kind === 'domain' ? all.filter((subject) => isBelow(subject, from, subjects)) : all;
  return chosen.sort((a, b) => (subjectKey(a) < subjectKey(b) ? -1 : 1));
}

function isBelow(subject: Subject, root: Subject, subjects: ReadonlyMap<string, Subject>): boolean {
  for (let at: Subject | undefined = subject; at; at = parentOf(at, subjects)) if (subjectKey(at) === subjectKey(root)) return true;
  return false;
}

function parentOf(subject: Subject, subjects: ReadonlyMap<string, Subject>): Subject | undefined {
  return subject.parent === undefined ? undefined : subjects.get(subject.parent);
}

/** What the needs of one check or probe came to for one subject. */
export interface Resolved {
  readonly given: Record<string, unknown>;
  readonly used: readonly Seen<unknown>[];
  /** Required evidence that was not seen: no judgement is possible. */
  readonly missing: readonly string[];
  /** What was not seen, or only partly: "none found" cannot be claimed. */
  readonly gaps: readonly string[];
}

export function resolveNeeds(needs: Readonly<Record<string, AnyNeed>>, from: Subject, set: EvidenceSet): Resolved {
  const given: Record<string, unknown> = {};
  const used: Seen<unknown>[] = [];
  const missing: string[] = [];
  const gaps = new Set<string>();
  const take = (need: AnyNeed, observation: Seen<unknown>): unknown => {
    if (need.isHint) return observation.value;
    used.push(observation);
    const limits = observation.complete === true ? [] : observation.complete;
    for (const limit of limits) if (need.parts?.includes(limit.part) ?? true) gaps.add(limit.says);
    return observation.value;
  };
  for (const [key, need] of Object.entries(needs)) {
    if (need.how === 'each') {
      given[key] = subjectsFor(need, from, set.subjects).flatMap((subject) => {
        const observation = set.observations.get(evidenceKey(need.kind.id, subject));
        if (observation?.seen) return [{ subject, value: take(need, observation) }];
        if (observation && !need.isHint) gaps.add(`${subject.name}: ${observation.reason}`);
        return [];
      });
      continue;
    }
    const subject = subjectFor(need, from, set.subjects);
    const observation = subject && set.observations.get(evidenceKey(need.kind.id, subject));
    if (observation?.seen) given[key] = take(need, observation);
    else if (need.how === 'one') missing.push(observation?.reason ?? `there is no ${need.kind.about} to look at`);
  }
  return { given, used, missing, gaps: [...gaps] };
}
