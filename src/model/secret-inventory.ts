import type { SecretClass } from './secret-rule.ts';
import type { Masked } from './text.ts';

/**
 * How a value stands. `safe`: it was only ever where it belongs. `leaked`: others could read it, and it may still open something. `replaced`: it leaked, and
 * nothing of the app uses it any more, but nobody has shown that the old one is dead. `rotated`: it leaked, is dead, and nothing uses it. `dead-in-use`: its
 * provider refuses it and the app still has it. `harmless`: public by design, a test key or a placeholder.
 */
export const SECRET_STATES = ['leaked', 'dead-in-use', 'replaced', 'rotated', 'safe', 'harmless'] as const;
export type SecretState = (typeof SECRET_STATES)[number];

/** One place of a value, in words. All texts may come from outside. */
export interface InventoryPlace {
  readonly kind: string;
  readonly where: string;
  readonly line: number | null;
  readonly commit: string | null;
  readonly variable: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** ISO instant; null while it is still there. */
  readonly goneSince: string | null;
}

/** One secret, wherever it stands (MISSION E11, N4). */
export interface InventoryRow {
  /** Twelve digits of the fingerprint, by which it is named everywhere. */
  readonly id: string;
  readonly fingerprint: string;
  /** Kind of secret, by its id in the catalogue. */
  readonly format: string;
  readonly class: SecretClass;
  readonly what: string;
  readonly provider: string;
  readonly masked: Masked;
  /** Variables that hold it. */
  readonly variables: readonly string[];
  readonly places: readonly InventoryPlace[];
  readonly owner: string | null;
  readonly state: SecretState;
  /** What the state rests on. */
  readonly because: string;
  /** ISO instant from which on it is known to be dead. */
  readonly rotatedAt: string | null;
  /** What its provider said when it was asked with the value. */
  readonly answer: { readonly outcome: 'accepted' | 'refused'; readonly by: string; readonly status: number; readonly at: string } | null;
  /** What to do, in order; empty when there is nothing to do. */
  readonly steps: readonly string[];
}

/** A secret that the code reads from a variable whose value was seen nowhere. */
export interface NamedSecret {
  readonly variable: string;
  readonly owner: string | null;
  /** Where a new one is made. */
  readonly rotateAt: string | null;
  readonly usedIn: readonly string[];
}

export interface SecretInventory {
  readonly schema: 'launch-ready/secrets@1';
  readonly project: string;
  /** ISO instant of the look. */
  readonly at: string;
  readonly rows: readonly InventoryRow[];
  readonly named: readonly NamedSecret[];
  /** Kinds of places that were not looked at, or not whole, and why. */
  readonly notLooked: readonly string[];
}
