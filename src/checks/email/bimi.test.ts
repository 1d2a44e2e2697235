import { expect, it } from 'vitest';
import { type BimiEvidence, bimiEvidence } from '../../evidence/email/bimi.ts';
import type { FetchedFile } from '../../evidence/email/mta-sts.ts';
import { driveNow } from '../../formats/dns-question.ts';
import { quote } from '../../model/text.ts';
import { lookAtBimi } from '../../probes/email/bimi.ts';
import { lookAtDmarc } from '../../probes/email/dmarc.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { bimiCheck } from './bimi.ts';

const FILE: FetchedFile = {
  url: quote('https://acme.test/logo.svg', 500),
  outcome: 'answered',
  says: null,
  status: 200,
  location: null,
  contentType: quote('image/svg+xml'),
  bytes: 100,
  cut: false,
  certificate: { trust: 'trusted', nameMatches: true, names: [], notBefore: '2026-11-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' },
};
const GOOD = 'v=BIMI1; l=https://acme.test/logo.svg';

it.each([
  ['none', [], 'reject', {}, [], []],
  ['sound', [GOOD], 'reject', {}, [], []],
  ['declined', ['v=BIMI1; l='], 'none', {}, [], []],
  ['two records', [GOOD, `${GOOD}2`], 'reject', {}, [], ['invalid']],
  ['no https', ['v=BIMI1; l=http://acme.test/logo.svg'], 'reject', {}, [], ['invalid']],
  ['DMARC only watches', [GOOD], 'none', {}, [], ['dmarc-too-weak']],
  ['the picture is gone', [GOOD], 'quarantine', { status: 404 }, [], ['picture']],
  ['the picture has another form', [GOOD], 'quarantine', {}, ['there must be a title'], ['picture']],
  ['could not look', [GOOD], 'quarantine', { outcome: 'unseen', status: null }, [], []],
] as const)('email/bimi: %s', (_name, records, p, file, faults, problems) => {
  const lines = [...records.map((text) => ['default._bimi', 'TXT', text] as const), ['_dmarc', 'TXT', `v=DMARC1; p=${p}`] as const];
  const answers = zoneAnswers([zone('acme.test', ...lines)]);
  const { url, ...seen } = driveNow(lookAtBimi('acme.test'), answers);
  const bimi: BimiEvidence = { ...seen, picture: url === null ? null : { file: { ...FILE, ...file }, faults: faults.map((says) => quote(says)) } };
  expect(bimiEvidence.schema.fault(bimi, 'bimi')).toBeUndefined();
  const judged = judgeOne(bimiCheck, { bimi, dmarc: driveNow(lookAtDmarc('acme.test'), answers), ns: undefined });
  expect(judged.problems).toEqual(problems);
  expect(judged.unknown).toHaveLength('outcome' in file ? 1 : 0);
});
