import { UsageError } from '../model/errors.ts';
import { quote } from '../model/text.ts';

/** Where the baseline lies in a project, unless another file is named. */
export const BASELINE_FILE = 'launch-ready.baseline.json';
export const BASELINE_SCHEMA = 'launch-ready/secret-baseline@1';

interface BaselineEntry {
  readonly id: string;
  readonly format: string;
  readonly masked: string;
  readonly path: string;
  /** Only the history has it. */
  readonly history: boolean;
  /** Places of a value too weak for a fingerprint: one more of them is a new one. */
  readonly places?: number;
}
/** Findings that were accepted before. No line numbers and no date: it changes only when what is accepted changes. */
export interface Baseline {
  readonly schema: typeof BASELINE_SCHEMA;
  readonly accepted: readonly BaselineEntry[];
}

/** @throws UsageError when it is not a baseline of this version */
export function readBaseline(value: unknown, file: string): Baseline {
  const again = 'write it again: launch-ready scan --write-baseline';
  const { schema, accepted } = (typeof value === 'object' && value !== null ? value : {}) as { schema?: unknown; accepted?: unknown };
  if (typeof schema !== 'string' || !schema.startsWith('launch-ready/secret-baseline@'))
    throw new UsageError(`${file} is not a baseline of launch-ready scan; ${again}`);
  if (schema !== BASELINE_SCHEMA)
    throw new UsageError(`${file} was written by another version of launch-ready (${quote(schema, 60)}, this one reads ${BASELINE_SCHEMA}); ${again}`);
  const list: readonly unknown[] = Array.isArray(accepted) ? accepted : [undefined];
  const fault = list.findIndex((entry) => !isEntry(entry));
  if (fault >= 0) throw new UsageError(`${file} is damaged (entry ${fault + 1}); ${again}`);
  return { schema: BASELINE_SCHEMA, accepted: list.filter(isEntry) };
}

function isEntry(entry: unknown): entry is BaselineEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  const { id, format, masked, path, history, places } = entry as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    /^(?:[0-9a-f]{12}|w[0-9a-f]{11})$/.test(id) &&
    [format, masked, path].every((text) => typeof text === 'string') &&
    typeof history === 'boolean' &&
    (places === undefined || typeof places === 'number')
  );
}

/** Whether the baseline knows this value: of one too weak for a fingerprint, in no more places than it had. */
export function isInBaseline(entry: BaselineEntry | undefined, value: { readonly fingerprint: string | null; readonly places: number }): boolean {
  return entry !== undefined && (value.fingerprint !== null || value.places <= (entry.places ?? 0));
}
