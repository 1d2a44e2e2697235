import type { SecretClass, SecretLevel } from './secret-rule.ts';
import type { Masked, Quoted } from './text.ts';

/** Raised when the shape changes. */
export const SCAN_SCHEMA = 'launch-ready/scan@1';

/** Where one value stands. */
export interface ScanPlace {
  readonly in: 'tree' | 'staged' | 'file' | 'stdin';
  readonly path: Quoted;
  readonly line: number;
  /** The file in an archive, the cell of a notebook: the line counts there. */
  readonly inside: Quoted | null;
  /** How it is written there, outermost first, such as `base64`, `gzip`; empty when it stands as it is. */
  readonly via: readonly string[];
}
/** The oldest version that holds it. */
export interface ScanHistory {
  readonly path: Quoted;
  readonly line: number;
  readonly inside: Quoted | null;
  /** Different contents that hold it. */
  readonly versions: number;
  /** Commit that brought it in, with its date; null when no commit has it (a tagged or an unreachable content). */
  readonly commit: string | null;
  readonly at: string | null;
  readonly blob: string;
}
export interface ScanFinding {
  /** Names the value wherever it stands; for `launch-ready:allow` and the baseline. */
  readonly id: string;
  /** Of its value; null for values too weak for one: then `id` names kind, file and length. */
  readonly fingerprint: string | null;
  readonly level: SecretLevel;
  readonly class: SecretClass;
  readonly format: string;
  /** In plain words with its article. */
  readonly says: string;
  readonly masked: Masked;
  readonly allows: string;
  readonly rotate: readonly string[];
  readonly minutes: number;
  readonly places: readonly ScanPlace[];
  readonly morePlaces: number;
  readonly history: ScanHistory | null;
}
export interface UnusedAllow {
  readonly path: Quoted;
  readonly line: number;
  /** Empty: the comment names no value. */
  readonly id: string;
}
/** What `launch-ready scan` found. */
export interface SecretScan {
  readonly schema: typeof SCAN_SCHEMA;
  readonly version: string;
  /** What was looked at: `tree`, `staged`, `history`, `since …`, `unreachable`, `files`, `stdin`. */
  readonly sources: readonly string[];
  /** Blockers first. */
  readonly findings: readonly ScanFinding[];
  /** Accepted by a comment or the baseline, and why they are not in `findings`. */
  readonly accepted: { readonly byComment: number; readonly byBaseline: number; readonly baseline: string | null };
  /** Seen and harmless: meant to be public, or made up. */
  readonly harmless: number;
  readonly unusedAllows: readonly UnusedAllow[];
  readonly unusedBaseline: readonly { readonly id: string; readonly path: string }[];
  readonly scanned: {
    readonly files: number;
    readonly bytes: number;
    readonly versions: number;
    /** Versions that an earlier run had scanned. */
    readonly knownVersions: number;
    readonly historyBytes: number;
    /** Pictures, fonts, sound: told by name, not read. */
    readonly media: number;
  };
  /** What should have been scanned and was not. */
  readonly notScanned: readonly Quoted[];
  /** What is no part of this repository. */
  readonly notes: readonly Quoted[];
  readonly interrupted: boolean;
  readonly tookMs: number;
}
