import { UsageError } from '../../model/errors.ts';
import type { ScanFinding } from '../../model/secret-scan.ts';

const SCHEMA = 'launch-ready/secret-baseline@1';

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
  readonly schema: typeof SCHEMA;
  readonly accepted: readonly BaselineEntry[];
}

export function baselineOf(findings: readonly ScanFinding[]): Baseline {
  const accepted = findings.map(({ id, fingerprint, format, masked, places, morePlaces, history }) => ({
    id,
    format,
    masked,
    path: places[0]?.path ?? history?.path ?? '',
    history: places.length === 0,
    ...(fingerprint === null && { places: places.length + morePlaces }),
  }));
  return { schema: SCHEMA, accepted: accepted.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** @throws UsageError when it is not a baseline of this version */
export function readBaseline(value: unknown, file: string): Baseline {
  const again = 'write it again: launch-ready scan --write-baseline';
  const { schema, accepted } = (typeof value === 'object' && value !== null ? value : {}) as { schema?: unknown; accepted?: unknown };
  if (typeof schema !== 'string' || !schema.startsWith('launch-ready/secret-baseline@'))
    throw new UsageError(`${file} is not a baseline of launch-ready scan; ${again}`);
  if (schema !== SCHEMA)
    throw new UsageError(`${file} was written by another version of launch-ready (${schema.slice(0, 60)}, this one reads ${SCHEMA}); ${again}`);
  const list: readonly unknown[] = Array.isArray(accepted) ? accepted : [undefined];
  const fault = list.findIndex((entry) => !isEntry(entry));
  if (fault >= 0) throw new UsageError(`${file} is damaged (entry ${fault + 1}); ${again}`);
  return { schema: SCHEMA, accepted: list.filter(isEntry) };
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

/** What the baseline does not accept, and which of its entries accept nothing. */
export function compareWithBaseline(
  findings: readonly ScanFinding[],
  { accepted }: Baseline,
  looked: { readonly tree: boolean; readonly history: boolean },
): { readonly fresh: ScanFinding[]; readonly byBaseline: number; readonly unused: { readonly id: string; readonly path: string }[] } {
  const entries = new Map(accepted.map((entry) => [entry.id, entry]));
  const fresh = findings.filter(({ id, fingerprint, places, morePlaces }) => {
    const entry = entries.get(id);
    return !entry || (fingerprint === null && places.length + morePlaces > (entry.places ?? 0));
  });
  const seen = new Set(findings.map(({ id }) => id));
  // What was not looked at says nothing about what is unused.
  const unused = accepted.filter(({ id, history }) => !seen.has(id) && looked[history ? 'history' : 'tree']);
  return { fresh, byBaseline: findings.length - fresh.length, unused: unused.map(({ id, path }) => ({ id, path })) };
}
