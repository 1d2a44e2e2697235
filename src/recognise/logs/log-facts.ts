import type { LogFindKind } from '../../model/log-terms.ts';
import type { Masked, Quoted } from '../../model/text.ts';

export interface LogExample {
  /** From 1; of the part that was read. */
  readonly line: number;
  readonly masked: Masked;
}
/** One kind of thing in one log, such as the values of `authorization`. */
export interface LogFind {
  readonly kind: LogFindKind;
  /** Name of the key, format of the secret, country, state of a token. */
  readonly what: Quoted;
  /** False: it may well be something harmless. */
  readonly sure: boolean;
  readonly times: number;
  readonly lines: number;
  readonly examples: readonly LogExample[];
}

/** What a log is made of, and what stands in it that should not. Nothing raw. */
export interface LogFacts {
  readonly lines: number;
  readonly bytes: number;
  /** Lines that begin an entry; the others go on with one (stack traces, printed objects). */
  readonly entries: number;
  /** Entries that a program can read: JSON, key=value, an access log's form. */
  readonly structured: number;
  readonly withRequestId: number;
  /** Requests with their status, and those among them that failed. */
  readonly requests: number;
  readonly failedRequests: number;
  /** Entries of level error and above. */
  readonly errors: number;
  /** Words of a start or a deploy were seen. */
  readonly starts: number;
  /** Lines so long that their rest was not looked at. */
  readonly cutLines: number;
  readonly finds: readonly LogFind[];
}
