import type { SecretClass, SecretRule } from '../../model/secret-rule.ts';

/** Text around a word that a rule is looked for by, one character per byte. */
export interface Window {
  readonly text: string;
  /** Where the word stands in it, and how long it is. */
  readonly at: number;
  readonly length: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Some lines before and after. May make a finding milder, never decide whether there is one: the window alone is remembered. */
  readonly around?: () => string;
}

/** How a value was encoded where it was found. */
export type Encoding = 'base64' | 'hex' | 'percent' | 'unicode' | 'gzip';

/** A value that has the right shape, and what a closer look says about it. It holds the raw value: nothing outside the scanner sees it. */
export interface Found {
  readonly rule: SecretRule;
  readonly value: string;
  /** Where the value stands in the window. */
  readonly from: number;
  readonly to: number;
  readonly class: SecretClass;
  readonly sure: boolean;
  /** Random bits, when they differ from the rule's. */
  readonly bits?: number;
  /** Nothing of the value may be shown, although its rule has a public prefix. */
  readonly hidden?: boolean;
  readonly via?: readonly Encoding[];
  /** It stands in no quotes: in code that is an expression, in a file of settings it is a value. */
  readonly bare?: boolean;
}

/** Looks at the place where a word stands. */
export type Look = (window: Window) => readonly Found[];

export const NOTHING: readonly Found[] = [];
