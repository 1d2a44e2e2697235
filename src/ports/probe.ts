import type { Given, Needs } from '../model/check.ts';
import type { EvidenceKind, Limit, UnseenCode } from '../model/evidence.ts';
import type { Intent } from '../model/intent.ts';
import type { Subject, SubjectKind } from '../model/subject.ts';
import type { Io, Touch } from './io.ts';

export interface Look<N extends Needs> {
  readonly subject: Subject;
  /** Evidence that the probe declared it needs. */
  readonly given: Given<N>;
  /** The declared config. What a probe reads of it is part of the key of its evidence. */
  readonly intent: Intent;
  readonly io: Io;
  /** Aborted by the probe's deadline, the run's budget or Ctrl-C. Must reach every wait. */
  readonly signal: AbortSignal;
}
export interface LookResult<T> {
  readonly value: T;
  /** `true` only when nothing was capped or skipped; otherwise what was. */
  readonly complete: true | readonly Limit[];
  readonly discovered?: readonly Subject[];
}

/** Something that looks: all I/O, no judgement. Throws `CouldNotLook` when it could not. One file each in `probes/`. */
export interface Probe<T = unknown, N extends Needs = Needs> {
  /** `area/noun`; by habit the id of the evidence it fills. */
  readonly id: string;
  /** Raised when it looks differently: older evidence is then no longer fresh. */
  readonly version: number;
  /** In plain words, for the plan that is printed before looking: "asks DNS for …". */
  readonly title: string;
  readonly about: SubjectKind;
  readonly needs: N;
  readonly fills: EvidenceKind<T>;
  /** Kinds of subjects it may discover; the plan waits for it before anything that needs all of them. */
  readonly discovers: readonly SubjectKind[];
  readonly touches: Touch;
  readonly timeoutMs: number;
  gather(look: Look<N>): Promise<LookResult<T>>;
}

export function defineProbe<T, const N extends Needs>(probe: Probe<T, N>): Probe {
  return probe;
}

/** Thrown by drivers and probes: we could not look, which is never the same as "nothing is there". */
export class CouldNotLook extends Error {
  override readonly name = 'CouldNotLook';
  readonly code: UnseenCode;
  constructor(code: UnseenCode, reason: string) {
    super(reason);
    this.code = code;
  }
}
