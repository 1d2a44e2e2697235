/* MISSION N15 through the product: in a profile that asks for it, the coverage and the decision hang on its parts. */
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { Attestation } from '../src/model/intent.ts';
import type { RowId } from '../src/model/rows.ts';
import { audit } from '../src/verbs/audit.ts';
import { PLAIN_INTENT } from './support/judge-one.ts';

const today = new Date().toISOString().slice(0, 10);
const said = (rows: readonly RowId[]): Attestation[] => rows.map((row) => ({ row, statement: 'done', by: 'Ann', evidence: 'notes', at: today }));
const doneOf = async (rows: readonly RowId[]) => {
  const intent = { ...PLAIN_INTENT, domains: [], attestations: said(rows) };
  const { assessment } = await audit({ intent, archive: false, signal: AbortSignal.timeout(20_000) }, compose({ folder: tmpdir(), env: {} }));
  return assessment.coverage.items.find(({ id }) => id === 'row/N15');
};

test('N15: unknown until each part is seen or confirmed; then proven', async () => {
  expect(await doneOf(['N15', 'M2'])).toMatchObject({ state: 'unknown', reason: expect.stringContaining('every secret (E1, E2, E5, E10)') as string });
  expect(await doneOf(['M2', 'E1', 'E2', 'E5', 'E10', 'J10', 'J11', 'A2', 'I8'])).toMatchObject({ state: 'proven' });
});
