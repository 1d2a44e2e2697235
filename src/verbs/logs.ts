import { basename } from 'node:path';
import { logSinks, type LogSinks } from '../evidence/logs/sinks.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent, LogKind, LogSource } from '../model/intent.ts';
import type { LogsResult } from '../model/logs-result.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';

export interface LogsOptions {
  readonly intent: Intent;
  /** Files, and `-` for standard input; the logs of the config when there are none. */
  readonly files: readonly string[];
  readonly kind: LogKind;
  /** These checks only. */
  readonly only?: readonly string[];
  readonly signal: AbortSignal;
}

const CHECKS = 'logs/';
const BUDGET_MS = 600_000;
/** Checks that judge the logs of builds and deploys; all but the first judge those of the running app too. */
const OF_BUILDS: ReadonlySet<string> = new Set(['logs/build-secrets', 'logs/deploy-events', 'logs/environment-dump']);

/**
 * Reads logs and judges them, and nothing else.
 * @throws UsageError when there is none
 */
export async function lookAtLogs({ intent, files, kind, only, signal }: LogsOptions, deps: Deps): Promise<LogsResult> {
  const logs = files.length > 0 ? sourcesOf(files, kind) : (intent.logs ?? []);
  if (logs.length === 0) throw new UsageError('no log is named: launch-ready logs FILE …, or logs.sources in the config');
  // Of files that were named only what they are is asked.
  const isBuild = kind === 'ci' || kind === 'deploy';
  const isAsked = (id: string): boolean => only?.includes(id) ?? (files.length === 0 || (isBuild ? OF_BUILDS.has(id) : id !== 'logs/build-secrets'));
  const checks = deps.judging.checks
    .filter(({ id, needs }) => id.startsWith(CHECKS) && isAsked(id) && Object.values(needs).some((need) => need.kind.id === logSinks.id))
    .map(({ id }) => id);
  const { assessment, evidence } = await audit({ intent: { ...intent, logs }, selection: { checks }, budgetMs: BUDGET_MS, archive: false, signal }, deps);
  const seen = evidence.find((one) => one.kind === logSinks.id);
  const { sinks, unread } = seen?.seen
    ? (seen.value as LogSinks)
    : { sinks: [], unread: logs.map(({ name }) => ({ name, reason: seen?.seen === false ? seen.reason : 'it was not read' })) };
  return {
    schema: 'launch-ready/logs@1',
    logs: sinks.map(({ name, kind: of, lines, bytes, requests, failedRequests }) => ({ name, kind: of, lines, bytes, requests, failedRequests })),
    unread,
    assessment,
  };
}

/** Named after the file; two of one name get a number. */
function sourcesOf(files: readonly string[], kind: LogKind): LogSource[] {
  const used = new Map<string, number>();
  return files.map((file) => {
    const plain =
      file === '-'
        ? 'stdin'
        : basename(file)
            .replaceAll(/[^\x21-\x7e]/g, '_')
            .slice(0, 60) || 'log';
    const times = (used.get(plain) ?? 0) + 1;
    used.set(plain, times);
    return { name: times === 1 ? plain : `${plain}#${times}`, kind, from: file === '-' ? { type: 'stdin' } : { type: 'file', path: file } };
  });
}
