import type { Key } from './keys.ts';

/** The line that is read. */
export interface LineState {
  /** From 1. */
  line: number;
  /** Its first byte in the block. */
  lineStart: number;
}
/** What the lines of a log are made of. */
export interface LineCounts {
  readonly lines: number;
  readonly entries: number;
  readonly structured: number;
  readonly withRequestId: number;
  readonly errors: number;
  readonly requests: number;
  readonly failedRequests: number;
}

/** Reads a number of some form; the parameters are its first byte and the byte behind its first digits. */
export type NumberForm = 'after-capitals' | 'in-brackets' | 'in-groups' | 'in-one-piece' | 'after-plus';

/** Looks at what may be something. Places are bytes of the block. `-1` where a place is answered: nothing is there. */
export interface LineJudge {
  /** The separator behind a known name. False: its value tells nothing, wherever it stands. */
  named(at: number, key: Key, begin: number): boolean;
  /** The separator behind the name of a level; whether it is one of an error. */
  isErrorLevel(at: number): boolean;
  /** A line without structure; whether it speaks of an error. */
  speaksOfError(end: number): boolean;
  /** The IPv4 address of somebody. */
  address(at: number): void;
  /** The last byte of what was found. */
  number(form: NumberForm, at: number, end: number): number;
  /** An at sign, or its percent form, and where what follows it begins. */
  mail(at: number, after: number): void;
  /** The third letter of `eyJ`; the last byte of the token. */
  token(at: number): number;
}

/** Blocks of lines are put into `text`; `run` reads the first `length` bytes, whose last is a line feed. */
export interface LinePass {
  readonly text: Uint8Array;
  run(length: number, judge: LineJudge): void;
  readonly counts: LineCounts;
}

/** Lines of a block without structure that are searched for the words of an error, and no more of one log. */
export const MOST_PLAIN = 20_000;
