import type { CoverageItem } from '../model/assessment.ts';
import type { Verdict } from '../model/finding.ts';
import type { Attestation } from '../model/intent.ts';
import { rowTitle, type RowId } from '../model/rows.ts';
import { currentAttestation } from './attest.ts';

/** What MISSION N15 asks, and the rows that show it. */
const PARTS: readonly { readonly says: string; readonly rows: readonly RowId[] }[] = [
  { says: 'the login flow', rows: ['M2'] },
  { says: 'every secret', rows: ['E1', 'E2', 'E5', 'E10'] },
  { says: 'the alerts', rows: ['J10', 'J11'] },
  { says: 'where it runs and how to go back', rows: ['A2', 'I8'] },
];

export interface DoneOptions {
  readonly verdicts: readonly Verdict[];
  readonly attestations: readonly Attestation[];
  /** Fingerprints of findings that are validly waived. */
  readonly waived: ReadonlySet<string>;
  readonly failing: readonly { readonly fingerprint: string; readonly failedRows: readonly RowId[] }[];
  readonly now: number;
}

/**
 * The definition of done (MISSION N15): no blocked login flow, no insecure secret, no broken alert, no mystery. It is what its parts are: failed if one
 * of them failed, unknown if nobody looked at one or confirmed it. No attestation of N15 itself stands in for them.
 */
export function definitionOfDone(options: DoneOptions): CoverageItem {
  const parts = PARTS.map((part) => ({ ...part, open: part.rows.filter((row) => stateOf(row, options) !== 'proven') }));
  const open = parts.flatMap((part) => part.open);
  const failed = open.filter((row) => stateOf(row, options) === 'failed');
  const says = (rows: readonly RowId[]): string =>
    parts
      .filter((part) => part.open.some((row) => rows.includes(row)))
      .map((part) => `${part.says} (${part.open.filter((row) => rows.includes(row)).join(', ')})`)
      .join('; ');
  const item = { id: 'row/N15', title: rowTitle('N15'), rows: ['N15' as const, ...open] };
  if (failed.length > 0) return { ...item, state: 'failed', reason: `not right: ${says(failed)}` };
  return open.length > 0 ? { ...item, state: 'unknown', reason: `not seen or confirmed yet: ${says(open)}` } : { ...item, state: 'proven' };
}

function stateOf(row: RowId, { verdicts, attestations, waived, failing, now }: DoneOptions): 'failed' | 'unknown' | 'proven' {
  const own = verdicts.filter((verdict) => verdict.rows.includes(row));
  if (failing.some(({ fingerprint, failedRows }) => failedRows.includes(row) && !waived.has(fingerprint))) return 'failed';
  const said = currentAttestation(attestations, row, now);
  if (said) return said.nobodyKnows ? 'unknown' : 'proven';
  return own.length === 0 || own.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'proven';
}
