import { type LogEnd, type LogLimits, readLog } from '../../drivers/log-stream.ts';
import type { LogSink } from '../../evidence/logs/sinks.ts';
import type { LogSource } from '../../model/intent.ts';
import { canariesOf, needlesOf } from '../../recognise/logs/canaries.ts';
import { needleSearch } from '../../recognise/logs/find-needles.ts';
import { type LogScanner, logScanner } from '../../recognise/logs/scan-log.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { findGithubLogs } from './github-logs.ts';
import { logSecretFinder } from './find-log-secrets.ts';

/** What was planted for this environment, see `verbs/logs/plant.ts`. */
export interface Planted {
  readonly seed: string;
  readonly at: string;
  readonly wasSent: boolean;
}
export interface LogLook {
  readonly sink: LogSink;
  /** What was not read, in words. */
  readonly cut: readonly string[];
}

/** Reads one log from where it lies and scans it on the way; nothing of it is kept. */
export async function lookAtLog(
  io: Io,
  source: LogSource,
  { planted, ...limits }: LogLimits & { readonly planted: Planted | undefined },
  signal: AbortSignal,
): Promise<LogLook> {
  const search = planted && needleSearch(needlesOf(canariesOf(planted.seed)));
  const scanner = logScanner({
    findSecrets: logSecretFinder(io.clock.now()),
    now: io.clock.now() / 1000,
    ...(search && { onBlock: (block, line) => search.look(block, line) }),
  });
  const cut =
    source.from.type === 'github'
      ? await findGithubLogs(io, source.from, (text) => scanner.push(text), signal)
      : await readLocal(io, source, limits, scanner, signal);
  const facts = scanner.end();
  const hits = search?.hits() ?? [];
  const canaries = planted
    ? {
        plantedAt: planted.at,
        wasSent: planted.wasSent,
        markerSeen: hits.some(({ needle }) => needle.canary === 'marker'),
        hits: hits.flatMap(({ needle: { canary, form }, line, times }) => (canary === 'marker' ? [] : [{ canary, form, line, times }])),
      }
    : null;
  if (facts.cutLines > 0) cut.push(`of ${facts.cutLines} lines above 256 kB only the beginning was looked at`);
  return { sink: { name: source.name, kind: source.kind, from: source.from.type, ...facts, canaries }, cut };
}

async function readLocal(io: Io, source: LogSource, limits: LogLimits, scanner: LogScanner, signal: AbortSignal): Promise<string[]> {
  const { from } = source;
  if (from.type === 'github') return [];
  if (!io.logs) throw new CouldNotLook('no-consent', 'logs are only read where the project is yours');
  const stop = new AbortController();
  const log = await io.logs.open(from, limits.mostBytes, AbortSignal.any([signal, stop.signal]));
  try {
    const end = await readLog(io, log, limits, (chunk) => scanner.push(chunk), signal);
    const skipped =
      log.skipped > 0 ? [`only the newest ${Math.round(limits.mostBytes / 1e6)} MB were read, ${Math.round(log.skipped / 1e6)} MB before them not`] : [];
    return [...skipped, ...sayEnd(end, limits)];
  } finally {
    stop.abort();
  }
}

function sayEnd(end: LogEnd, { mostBytes, mostMs }: LogLimits): string[] {
  if (end === 'bytes') return [`only the first ${Math.round(mostBytes / 1e6)} MB were read`];
  if (end === 'time') return [`it was left after ${mostMs / 1000} s`];
  return end === 'damaged' ? ['it is damaged, only what came before was read'] : [];
}
