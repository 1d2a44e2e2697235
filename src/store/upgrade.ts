import { UsageError } from '../model/errors.ts';
import type { ArchivedRun } from '../ports/store.ts';
import { runFault } from './run-shape.ts';

const RUN_SCHEMA = 'launch-ready/run@1';

/** Brings an archived run of any released version to the present shape. Newer than us, not a run, or damaged, is one clear error. */
export function upgradeRun(value: unknown, file: string): ArchivedRun {
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? String(value.schema) : '';
  const match = /^launch-ready\/run@(\d+)$/.exec(schema);
  if (!match) throw new UsageError(`${file} is not a run archive of launch-ready`);
  if (Number(match[1]) > 1)
    throw new UsageError(`${file} was written by a newer launch-ready (${schema}); this one reads ${RUN_SCHEMA}. Update with: npm i launch-ready@latest`);
  const fault = runFault(value);
  if (fault !== undefined) throw new UsageError(`${file} is damaged (${fault}); judge another run, or audit again`);
  return value as ArchivedRun;
}
