import type { ScanFinding } from '../../model/secret-scan.ts';
import { type Baseline, BASELINE_SCHEMA, isInBaseline } from '../../scan/baseline-file.ts';

export { type Baseline, BASELINE_FILE, readBaseline } from '../../scan/baseline-file.ts';

/** @param before what was written before: of a history that was not looked at it stays */
export function baselineOf(findings: readonly ScanFinding[], before?: Baseline): Baseline {
  const accepted = findings.map(({ id, fingerprint, format, masked, places, morePlaces, history }) => ({
    id,
    format,
    masked,
    path: places[0]?.path ?? history?.path ?? '',
    history: places.length === 0,
    ...(fingerprint === null && { places: places.length + morePlaces }),
  }));
  const now = new Set(accepted.map(({ id }) => id));
  const kept = (before?.accepted ?? []).filter(({ id, history }) => history && !now.has(id));
  return { schema: BASELINE_SCHEMA, accepted: [...accepted, ...kept].toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** What the baseline does not accept, and which of its entries accept nothing. */
export function compareWithBaseline(
  findings: readonly ScanFinding[],
  { accepted }: Baseline,
  looked: { readonly tree: boolean; readonly history: boolean },
): { readonly fresh: ScanFinding[]; readonly byBaseline: number; readonly unused: { readonly id: string; readonly path: string }[] } {
  const entries = new Map(accepted.map((entry) => [entry.id, entry]));
  const fresh = findings.filter(
    ({ id, fingerprint, places, morePlaces }) => !isInBaseline(entries.get(id), { fingerprint, places: places.length + morePlaces }),
  );
  const seen = new Set(findings.map(({ id }) => id));
  // What was not looked at says nothing about what is unused.
  const unused = accepted.filter(({ id, history }) => !seen.has(id) && looked[history ? 'history' : 'tree']);
  return { fresh, byBaseline: findings.length - fresh.length, unused: unused.map(({ id, path }) => ({ id, path })) };
}
