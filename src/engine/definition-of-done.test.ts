import { expect, test } from 'vitest';
import type { Verdict } from '../model/finding.ts';
import type { Attestation } from '../model/intent.ts';
import type { RowId } from '../model/rows.ts';
import type { Outcome } from '../model/terms.ts';
import { definitionOfDone } from './definition-of-done.ts';
import { NOW, PROJECT } from './engine.fixture.ts';

const verdict = (row: RowId, outcome: Outcome): Verdict => ({
  check: `fixture/${row}`,
  title: '',
  stage: 'audit',
  rows: [row],
  subject: PROJECT,
  outcome,
  failedRows: outcome === 'fail' ? [row] : [],
  grade: 'observed',
  findings: outcome === 'fail' ? [`finding of ${row}`] : [],
});
const LOOKED: readonly RowId[] = ['E1', 'E2', 'E5', 'E10', 'A2', 'I8', 'J10'];
const SAID: readonly RowId[] = ['M2', 'J11'];
const said = (row: RowId, changes: Partial<Attestation> = {}): Attestation => ({ row, statement: 's', by: 'Ann', evidence: 'e', at: '2026-11-20', ...changes });
function done(outcomes: Partial<Record<RowId, Outcome>>, given: readonly Attestation[] = SAID.map((row) => said(row)), waived: readonly string[] = []) {
  const verdicts = LOOKED.map((row) => verdict(row, outcomes[row] ?? 'pass'));
  const failing = verdicts.flatMap(({ findings, failedRows }) => findings.map((fingerprint) => ({ fingerprint, failedRows })));
  return definitionOfDone({ verdicts, attestations: given, waived: new Set(waived), failing, now: NOW });
}

test('done: login, secrets, alerts and no mystery', () => {
  expect(done({})).toMatchObject({ id: 'row/N15', state: 'proven', rows: ['N15'] });
});

test.each<[string, Parameters<typeof done>, string, string]>([
  ['a secret in the code', [{ E1: 'fail' }], 'failed', 'not right: every secret (E1)'],
  ['it is waived', [{ E1: 'fail' }, undefined, ['finding of E1']], 'proven', ''],
  ['an alert that nobody receives', [{ J10: 'unknown' }], 'unknown', 'not seen or confirmed yet: the alerts (J10)'],
  ['a login that nobody tried', [{}, [said('J11')]], 'unknown', 'not seen or confirmed yet: the login flow (M2)'],
  ['a word that has ended', [{}, [said('M2', { at: '2026-01-01' }), said('J11')]], 'unknown', 'not seen or confirmed yet: the login flow (M2)'],
  ['nobody knows', [{}, [said('M2', { nobodyKnows: true }), said('J11')]], 'unknown', 'not seen or confirmed yet: the login flow (M2)'],
  ['a word for the whole does not stand in for its parts', [{}, [said('N15')]], 'unknown', 'not seen or confirmed yet: the login flow (M2); the alerts (J11)'],
  ['a mystery', [{ A2: 'unknown' }], 'unknown', 'not seen or confirmed yet: where it runs and how to go back (A2)'],
  ['failed beats unknown', [{ E2: 'fail', A2: 'unknown' }], 'failed', 'not right: every secret (E2)'],
])('%s', (_, given, state, reason) => {
  const item = done(...given);
  expect(item.state).toBe(state);
  expect(item.reason ?? '').toBe(reason);
});
