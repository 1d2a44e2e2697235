import type { Schema } from './schema.ts';
import type { Subject, SubjectKind } from './subject.ts';
import type { Grade } from './terms.ts';
import type { Quoted } from './text.ts';

/** A kind of evidence: the contract between a probe (which fills it) and the checks (which judge it). One file each in `evidence/`. */
export interface EvidenceKind<T> {
  /** `area/noun`, e.g. `email/spf`. */
  readonly id: string;
  /** Raised when the shape changes; `upgrade` then brings an archived value one version up. */
  readonly version: number;
  readonly about: SubjectKind;
  /** How strong this evidence is at best: an exchange is `proven`, a reading of code or config `observed`, a heuristic `inferred`. */
  readonly grade: Grade;
  readonly schema: Schema<T>;
  readonly upgrade?: (old: unknown, version: number) => T;
}

export function defineEvidence<T>(kind: EvidenceKind<T>): EvidenceKind<T> {
  return kind;
}

/** Something that was capped, skipped or only partly seen. A check that needs `part` cannot pass on it. */
export interface Limit {
  /** Which part of the value is not whole, e.g. `body`, `history`, `name-servers`. */
  readonly part: string;
  readonly says: Quoted;
}

export const UNSEEN_CODES = [
  'timeout',
  'refused',
  'unreachable',
  'challenged',
  'no-consent',
  'no-credential',
  'not-found',
  'malformed',
  'too-large',
  'budget',
  'interrupted',
  'needs-unseen',
  'blocked-here',
  'missing-tool',
  'probe-defect',
] as const;
/** Why a probe could not look. */
export type UnseenCode = (typeof UNSEEN_CODES)[number];

interface Looked {
  readonly kind: string;
  readonly version: number;
  readonly subject: Subject;
  readonly probe: string;
  readonly probeVersion: number;
  readonly vantage: string;
  /** Instant (ISO 8601 UTC) at which looking began. */
  readonly at: string;
  readonly tookMs: number;
}
export type Seen<T> = Looked & { readonly seen: true; readonly value: T; readonly complete: true | readonly Limit[] };
export type Unseen = Looked & { readonly seen: false; readonly code: UnseenCode; readonly reason: Quoted };
/** What one probe found out about one subject, or why it could not look. Immutable. */
export type Observation<T> = Seen<T> | Unseen;
