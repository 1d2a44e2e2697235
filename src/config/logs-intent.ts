import type { Intent, LogKind, LogOrigin } from '../model/intent.ts';
import type { LogsConfig, LogSourceConfig } from './definition.ts';

const DEFAULT_RUNS = 3;

/** What a validated config says about logs. */
export function logsOf({ sources, redactor }: LogsConfig): Pick<Intent, 'logs' | 'logRedactor'> {
  return {
    ...(sources &&
      sources.length > 0 && { logs: sources.map((source) => ({ name: source.name, kind: source.kind ?? kindOf(source), from: originOf(source) })) }),
    ...(redactor && { logRedactor: { module: redactor.module, export: redactor.export ?? 'default' } }),
  };
}

const kindOf = (source: LogSourceConfig): LogKind => ('github' in source ? 'ci' : 'app');

function originOf(source: LogSourceConfig): LogOrigin {
  if ('command' in source) return { type: 'command', command: source.command };
  if ('journal' in source) return { type: 'journal', unit: source.journal };
  if ('github' in source) return { type: 'github', runs: DEFAULT_RUNS, ...source.github };
  return { type: 'file', path: source.file };
}
