import type { Coverage, CoverageItem } from '../model/assessment.ts';
import type { Check } from '../model/check.ts';
import type { Verdict } from '../model/finding.ts';
import type { Attestation } from '../model/intent.ts';
import type { Profile } from '../model/profile.ts';
import { rowTitle, type RowId } from '../model/rows.ts';
import { currentAttestation } from './attest.ts';
import { definitionOfDone } from './definition-of-done.ts';

export interface CoverOptions {
  readonly checks: readonly Check[];
  readonly verdicts: readonly Verdict[];
  readonly profile: Profile;
  readonly attestations: readonly Attestation[];
  /** Fingerprints of findings that are validly waived. */
  readonly waived: ReadonlySet<string>;
  readonly failing: readonly { readonly fingerprint: string; readonly failedRows: readonly RowId[] }[];
  readonly now: number;
  /** False for a run of selected checks: it says nothing about rows that were not selected. */
  readonly whole: boolean;
}

/**
 * What the profile requires, and how far it is proven. Each check that serves a required row is one item; a required row that no check serves yet
 * is an item that only a person can confirm. Nothing is proven by not looking.
 */
export function cover(options: CoverOptions): Coverage {
  const { checks, profile } = options;
  const required = checks.filter((check) => check.rows.some((row) => profile.required.includes(row)));
  const served = new Set(checks.flatMap((check) => check.rows));
  const items = [
    ...required.map((check) => checkItem(check, options)),
    ...(options.whole
      ? profile.required.filter((row) => !served.has(row)).map((row) => (row === 'N15' ? definitionOfDone(options) : rowItem(row, options)))
      : []),
  ];
  const count = (state: CoverageItem['state']): number => items.filter((item) => item.state === state).length;
  const [proven, failed, unknown] = [count('proven'), count('failed'), count('unknown')];
  return { proven, failed, unknown, total: proven + failed + unknown, items };
}

function checkItem(check: Check, { verdicts, profile, waived, failing }: CoverOptions): CoverageItem {
  const own = verdicts.filter((verdict) => verdict.check === check.id);
  const rows = check.rows.filter((row) => profile.required.includes(row));
  const item = { id: check.id, title: check.title, rows };
  const fails = (verdict: Verdict): boolean =>
    failing.some(
      (finding) => verdict.findings.includes(finding.fingerprint) && !waived.has(finding.fingerprint) && finding.failedRows.some((row) => rows.includes(row)),
    );
  const failed = own.filter(fails);
  if (failed.length > 0) return { ...item, state: 'failed', reason: failed.map((verdict) => verdict.subject.name).join(', ') };
  const unknown = own.find((verdict) => verdict.outcome === 'unknown');
  if (unknown) return { ...item, state: 'unknown', reason: `${unknown.subject.name}: ${unknown.reason ?? 'not seen'}` };
  if (own.length === 0) return { ...item, state: 'unknown', reason: `there was no ${check.about} to look at` };
  return own.every((verdict) => verdict.outcome === 'not-applicable')
    ? { ...item, state: 'not-applicable', reason: own[0]?.reason ?? '' }
    : { ...item, state: 'proven' };
}

function rowItem(row: RowId, { attestations, now }: CoverOptions): CoverageItem {
  const item = { id: `row/${row}`, title: rowTitle(row), rows: [row] };
  const attestation = currentAttestation(attestations, row, now);
  if (attestation && !attestation.nobodyKnows) return { ...item, state: 'proven', reason: `confirmed by ${attestation.by}: ${attestation.statement}` };
  const expired = attestations.some((one) => one.row === row && !one.nobodyKnows);
  return { ...item, state: 'unknown', reason: expired ? 'the confirmation has expired' : 'not looked at by this version; a person can confirm it' };
}
