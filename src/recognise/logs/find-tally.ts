import type { LogFindKind } from '../../model/log-terms.ts';
import { mask, type Masked, quote } from '../../model/text.ts';
import type { LogExample, LogFind } from './log-facts.ts';

const MOST_EXAMPLES = 3;
const MOST_KINDS = 200;

interface Counted {
  readonly kind: LogFindKind;
  readonly what: string;
  sure: boolean;
  times: number;
  lines: number;
  lastLine: number;
  readonly examples: LogExample[];
}

/** Counts what was found, masked at once: of the values nothing is kept but a few lengths and line numbers. */
export interface FindTally {
  add(kind: LogFindKind, what: string, value: string, line: number): void;
  /** The same for a value that was masked where it was found. */
  addMasked(kind: LogFindKind, what: string, masked: Masked, line: number, unsure: boolean): void;
  /** Counts one without its value, for what is met again and again; whether `example` is wanted. */
  count(kind: LogFindKind, what: string, line: number): boolean;
  example(kind: LogFindKind, what: string, value: string, line: number): void;
  list(): LogFind[];
}

export function findTally(): FindTally {
  const found = new Map<string, Counted>();
  let last: Counted | undefined;
  const of = (kind: LogFindKind, what: string): Counted | undefined => {
    if (last !== undefined && last.kind === kind && last.what === what) return last;
    const key = `${kind}|${what}`;
    let one = found.get(key);
    if (!one) {
      if (found.size >= MOST_KINDS) return undefined;
      found.set(key, (one = { kind, what, sure: false, times: 0, lines: 0, lastLine: 0, examples: [] }));
    }
    return (last = one);
  };
  /** Answers when an example is wanted. */
  const count = (kind: LogFindKind, what: string, line: number, unsure: boolean): Counted | undefined => {
    const one = of(kind, what);
    if (!one) return undefined;
    one.times++;
    one.sure ||= !unsure;
    if (one.lastLine === line) return undefined;
    one.lastLine = line;
    one.lines++;
    return one.examples.length < MOST_EXAMPLES ? one : undefined;
  };
  return {
    add(kind, what, value, line) {
      count(kind, what, line, false)?.examples.push({ line, masked: mask(value, false) });
    },
    addMasked(kind, what, masked, line, unsure) {
      count(kind, what, line, unsure)?.examples.push({ line, masked });
    },
    count: (kind, what, line) => count(kind, what, line, false) !== undefined,
    example: (kind, what, value, line) => void of(kind, what)?.examples.push({ line, masked: mask(value, false) }),
    list: () =>
      [...found.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { kind, what, sure, times, lines, examples }]) => ({ kind, what: quote(what, 60), sure, times, lines, examples })),
  };
}
