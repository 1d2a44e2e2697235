import type { EvidenceKind } from './evidence.ts';
import type { Remedy } from './fix.ts';
import type { Proof } from './finding.ts';
import type { Intent } from './intent.ts';
import type { SlotsOf } from './message.ts';
import type { Limits } from './profile.ts';
import type { RowId } from './rows.ts';
import type { Subject, SubjectKind } from './subject.ts';
import type { Class, Grade, Impact, Reach, Stage } from './terms.ts';

/**
 * What a check or probe asks for. `one`: the evidence about the same subject, its nearest ancestor, or the project's only subject of that kind;
 * unseen makes the engine answer unknown. `each`: all seen evidence below the subject (all in the project where none can be below it); an unseen one
 * turns a pass into unknown. `maybe`: like `one`, but absent is fine.
 * `parts` narrows which limits of the evidence matter (see `Limit.part`); by default all do.
 */
export interface Need<T, How extends 'one' | 'each' | 'maybe'> {
  readonly how: How;
  readonly kind: EvidenceKind<T>;
  readonly parts?: readonly string[];
  /** See `hint`. */
  readonly isHint?: true;
}
export type Needs = Readonly<Record<string, Need<unknown, 'one' | 'each' | 'maybe'>>>;

export const one = <T>(kind: EvidenceKind<T>, parts?: readonly string[]): Need<T, 'one'> => ({ how: 'one', kind, ...(parts && { parts }) });
export const each = <T>(kind: EvidenceKind<T>, parts?: readonly string[]): Need<T, 'each'> => ({ how: 'each', kind, ...(parts && { parts }) });
export const maybe = <T>(kind: EvidenceKind<T>, parts?: readonly string[]): Need<T, 'maybe'> => ({ how: 'maybe', kind, ...(parts && { parts }) });

/** Evidence that may be there or not: neither its grade, nor its age, nor its gaps count. It words the repair, or makes a finding milder. */
export const hint = <T>(kind: EvidenceKind<T>): Need<T, 'maybe'> => ({ how: 'maybe', kind, isHint: true });

/** The same of everything below the subject. */
export const eachHint = <T>(kind: EvidenceKind<T>): Need<T, 'each'> => ({ how: 'each', kind, isHint: true });

export interface About<T> {
  readonly subject: Subject;
  readonly value: T;
}
/** What the needs resolve to. */
export type Given<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Need<infer T, infer How> ? (How extends 'one' ? T : How extends 'each' ? readonly About<T>[] : T | undefined) : never;
};

/** One way in which a check can fail. `says` is a template, see `model/message.ts`. */
export interface Problem {
  readonly says: string;
  readonly class: Class;
  readonly impact: Impact;
  /** Slots that tell two findings of this problem on one subject apart; never measured values. */
  readonly identity: readonly string[];
  readonly minutes: number;
  readonly waitMinutes?: number;
  readonly reach?: Reach;
  /** MISSION rows that fail with it; default: the check's rows, or none when the class is `later`. */
  readonly fails?: readonly RowId[];
  readonly irreversible?: boolean;
  /** The repair when it does not depend on what was seen; otherwise give `fix` to `report.fail`. */
  readonly fix?: Remedy;
}

export interface FailDetails {
  readonly proof: readonly Proof[];
  readonly fix?: Remedy;
  /** A better "try it yourself" than the check's own, for this finding. */
  readonly test?: string;
  /** A weaker grade than the evidence gives. A check may only lower it. */
  readonly grade?: Grade;
  /** A milder class for this subject, with the reason that is printed. */
  readonly soften?: { readonly to: Class; readonly because: string };
}

export interface Report<P extends Readonly<Record<string, Problem>>> {
  fail<C extends keyof P & string>(problem: C, details: SlotsOf<P[C]['says']> & FailDetails): void;
  /** Optional: what was seen, for the report. A check that reports nothing passes. */
  pass(says: string): void;
  unknown(reason: string): void;
  /** Needs a declared fact or complete proof of absence; say which. */
  notApplicable(reason: string): void;
}

export interface JudgeContext<P extends Readonly<Record<string, Problem>>> {
  readonly subject: Subject;
  /** The assessment's time, epoch milliseconds; on replay the time of the recorded run. */
  readonly now: number;
  readonly limits: Limits;
  readonly intent: Intent;
  readonly report: Report<P>;
}

/** A judgement: a pure function of declared evidence. One file each in `checks/`. */
export interface Check<N extends Needs = Needs, P extends Readonly<Record<string, Problem>> = Readonly<Record<string, Problem>>> {
  /** `area/noun` */
  readonly id: string;
  /** MISSION rows it serves. */
  readonly rows: readonly RowId[];
  readonly stage: Stage;
  readonly about: SubjectKind;
  /** What holds when it passes, in plain words. */
  readonly title: string;
  /** What happens to users or the business when it does not hold. */
  readonly why: string;
  /** How a person can try it; `{subject}` is replaced by the subject's name. */
  readonly test: string;
  readonly refs: readonly string[];
  readonly needs: N;
  /** How long a pass stays good: `24h`, `90d`, or `commit` (this commit only). */
  readonly maxAge: MaxAge;
  /** Cadence when it also serves as a monitor; absent when it cannot. */
  readonly monitorable?: `${number}${'m' | 'h'}`;
  /** A person's attestation of one of its rows may stand in for evidence that could not be had. */
  readonly attestable?: boolean;
  /** Declared facts that make it not applicable to a subject, whether or not anything of it could be seen: the reason, or nothing. */
  readonly unless?: (subject: Subject, intent: Intent) => string | undefined;
  readonly problems: P;
  judge(given: Given<N>, context: JudgeContext<P>): void;
}
export type MaxAge = `${number}${'h' | 'd'}` | 'commit';

/** Declares a check with its message slots inferred: a misspelt problem code or a missing slot does not compile. */
export function defineCheck<const N extends Needs, const P extends Readonly<Record<string, Problem>>>(check: Check<N, P>): Check {
  return check as unknown as Check;
}
