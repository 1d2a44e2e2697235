import { type LogEnd, type LogLimits, readLog } from '../../drivers/log-stream.ts';
import type { LogSink } from '../../evidence/logs/sinks.ts';
import type { LogSource, OwnSecretRule } from '../../model/intent.ts';
import { canariesOf, needlesOf } from '../../recognise/logs/canaries.ts';
import { needleSearch } from '../../recognise/logs/find-needles.ts';
import { type LogScanner, logScanner, type LogSecret } from '../../recognise/logs/scan-log.ts';
import type { ValueSearch } from '../../recognise/own-values.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { loadRules } from '../../scan/scanner.ts';
import { readGithubLogs } from './github-logs.ts';
import { logSecretFinder } from './find-log-secrets.ts';

/** A log with more different keys is a list of them. */
const MOST_VALUES = 200;

/** What was planted for this environment, see `verbs/logs/plant.ts`. */
export interface Planted {
  readonly seed: string;
  readonly at: string;
  readonly wasSent: boolean;
  readonly answered?: readonly string[] | undefined;
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
  {
    planted,
    own,
    rules = [],
    ...limits
  }: LogLimits & { readonly planted: Planted | undefined; readonly own?: ValueSearch | undefined; readonly rules?: readonly OwnSecretRule[] | undefined },
  signal: AbortSignal,
): Promise<LogLook> {
  const search = planted && needleSearch(needlesOf(canariesOf(planted.seed), planted.answered));
  const find = logSecretFinder(io.clock.now(), own, await loadRules(rules));
  const values = new Map<string, LogSink['values'][number]>();
  let inBlock: readonly LogSecret[] = [];
  const scanner = logScanner({
    findSecrets: (block) => (inBlock = find(block)),
    now: io.clock.now() / 1000,
    onBlock(block, firstLine) {
      search?.look(block, firstLine);
      for (const { fingerprint, format, isOwn, masked, line } of inBlock) {
        if (fingerprint === undefined || values.has(fingerprint) || values.size >= MOST_VALUES) continue;
        values.set(fingerprint, { fingerprint, masked, line: firstLine + line - 1, format: isOwn ? null : format });
      }
    },
  });
  const cut =
    source.from.type === 'github'
      ? await readGithubLogs(io, source.from, (text) => scanner.push(text), signal)
      : await readLocal(io, source, limits, scanner, signal);
  const facts = scanner.end();
  const hits = search?.hits() ?? [];
  const canaries = planted
    ? {
        plantedAt: planted.at,
        wasSent: planted.wasSent,
        markerSeen: hits.some(({ needle }) => needle.canary === 'marker'),
        requestIdSeen: hits.some(({ needle }) => needle.canary === 'request-id'),
        hits: hits.flatMap(({ needle: { canary, form }, line, times }) =>
          canary === 'marker' || canary === 'request-id' ? [] : [{ canary, form, line, times }],
        ),
      }
    : null;
  if (facts.cutLines > 0) cut.push(`of ${facts.cutLines} lines above 256 kB only the beginning was looked at`);
  return { sink: { name: source.name, kind: source.kind, from: source.from.type, ...facts, canaries, values: [...values.values()] }, cut };
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
