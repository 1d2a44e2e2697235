import { expect, test } from 'vitest';
import type { Verdict } from '../model/finding.ts';
import type { Attestation } from '../model/intent.ts';
import type { RowId } from '../model/rows.ts';
import type { Outcome } from '../model/terms.ts';
import { NOW, PROJECT } from './engine.fixture.ts';
import { mustKnows } from './must-know.ts';

const verdict = (row: RowId, outcome: Outcome): Verdict => ({
  check: `fixture/${row}`,
  title: '',
  stage: 'audit',
  rows: [row],
  subject: PROJECT,
  outcome,
  failedRows: [],
  grade: 'observed',
  findings: [],
});
const said = (row: RowId, changes: Partial<Attestation> = {}): Attestation => ({ row, statement: 's', by: 'Ann', evidence: 'e', at: '2026-11-20', ...changes });
const stateOf = (row: RowId, verdicts: readonly Verdict[], given: readonly Attestation[]) => mustKnows(verdicts, given, NOW).find((one) => one.row === row);

test.each<RowId>(['A2', 'I8', 'J10'])('%s: seen by looking, said by a person, asked otherwise', (row) => {
  expect(stateOf(row, [], [])?.state).toBe('open');
  expect(stateOf(row, [verdict(row, 'unknown')], [])?.state).toBe('open');
  expect(stateOf(row, [verdict(row, 'pass')], [])?.state).toBe('answered');
  expect(stateOf(row, [verdict(row, 'unknown')], [said(row)])?.state).toBe('answered');
  expect(stateOf(row, [verdict(row, 'pass')], [said(row, { nobodyKnows: true })])?.state).toBe('nobody-knows');
  expect(stateOf(row, [verdict(row, 'unknown')], [said(row, { at: '2026-01-01' })])?.state).toBe('open');
  expect(stateOf(row, [], [])?.question).toMatchObject({ row, answerWith: expect.stringContaining(`row: '${row}'`) as string });
});
