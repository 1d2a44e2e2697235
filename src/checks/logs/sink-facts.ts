import type { LogSink, LogSinkFind, LogSinks } from '../../evidence/logs/sinks.ts';
import type { Proof } from '../../model/finding.ts';
import type { Intent, LogKind } from '../../model/intent.ts';
import type { LogFindKind } from '../../model/log-terms.ts';
import { count } from '../../model/message.ts';
import type { Subject } from '../../model/subject.ts';
import { quote } from '../../model/text.ts';

/** Logs of the running app, and those of its making. */
export const RUNNING: readonly LogKind[] = ['app', 'proxy', 'database', 'other'];
export const BUILDING: readonly LogKind[] = ['ci', 'deploy'];

/** With so few entries nothing can be said of a log. */
const LEAST_ENTRIES = 20;

/** Without a log there is one answer, that of logs/canaries and its like; the others have nothing to say. */
export function withoutLogs(_: Subject, { logs }: Intent): string | undefined {
  return logs && logs.length > 0 ? undefined : 'no log was named (logs/canaries says what to do)';
}

/** What one log shows of some kinds. */
export interface Leak {
  readonly log: string;
  /** Names of what it was: keys, formats, countries. */
  readonly what: readonly string[];
  readonly lines: number;
  readonly finds: readonly LogSinkFind[];
  readonly proof: readonly Proof[];
  readonly sure: boolean;
}

export function leaksIn({ sinks }: LogSinks, kinds: readonly LogFindKind[], of: readonly LogKind[]): Leak[] {
  return sinks
    .filter(({ kind }) => of.includes(kind))
    .flatMap((sink) => {
      const finds = sink.finds.filter(({ kind }) => kinds.includes(kind));
      return finds.length === 0 ? [] : [leakOf(sink, finds)];
    });
}

export function leakOf(sink: LogSink, finds: readonly LogSinkFind[]): Leak {
  return {
    log: sink.name,
    what: [...new Set(finds.map(({ what }) => what as string))],
    lines: finds.reduce((sum, { lines }) => sum + lines, 0),
    finds,
    proof: finds.slice(0, 8).map(({ what, lines, examples }) => ({
      says: `${what}, ${count(lines, 'line')}, ${rateOf(lines, sink.lines)} per 1,000`,
      lines: examples.map(({ line, masked }) => quote(`line ${line}: ${masked}`)),
    })),
    sure: finds.some(({ sure }) => sure),
  };
}

function rateOf(lines: number, all: number): string {
  const rate = all === 0 ? 0 : (lines * 1000) / all;
  return rate >= 10 ? String(Math.round(rate)) : rate >= 0.1 ? rate.toFixed(1) : 'less than 0.1';
}

interface Says {
  pass(says: string): void;
  unknown(reason: string): void;
}

/** Nothing was found: that is good news where enough was read. */
export function sayNone({ sinks }: LogSinks, of: readonly LogKind[], what: string, report: Says): void {
  const looked = sinks.filter(({ kind }) => of.includes(kind));
  const entries = looked.reduce((sum, sink) => sum + sink.entries, 0);
  if (looked.length === 0) report.unknown(`none of the logs is of the kind ${of.join(', ')}`);
  else if (entries < LEAST_ENTRIES) report.unknown(`only ${count(entries, 'entry', 'entries')} in ${namesOf(looked)}: use the app for a while and look again`);
  else report.pass(`${what} in ${count(entries, 'entry', 'entries')} of ${namesOf(looked)}`);
}

export const namesOf = (sinks: readonly LogSink[]): string => sinks.map(({ name }) => name).join(', ');
