import { expect, test } from 'vitest';
import { blindIo, DOMAIN, makeIntent, NOW } from '../../engine/engine.fixture.ts';
import { NOTHING_KEPT } from '../../evidence/email/kept-dmarc-reports.ts';
import { tlsReportsEvidence } from '../../evidence/email/tls-reports.ts';
import { readTlsReport } from '../../formats/tls-report.ts';
import { tlsReportJson } from '../../formats/tls-report.fixture.ts';
import type { Io } from '../../ports/io.ts';
import { collectReports } from '../../verbs/dmarc/keep-reports.ts';
import { tlsReportsProbe } from './tls-reports.ts';

function look(kept: Io['kept']): Promise<unknown> {
  const io: Io = { ...blindIo(), ...(kept && { kept }) };
  return tlsReportsProbe.gather({ subject: DOMAIN, given: {}, intent: makeIntent(), io, signal: new AbortController().signal }).then(({ value }) => value);
}

test('email/tls-reports: sums by cause of the last fourteen days', async () => {
  const collection = collectReports();
  for (const back of [1, 2, 40]) collection.addTls(readTlsReport(Buffer.from(tlsReportJson({ begin: NOW / 1000 - back * 86_400, failed: 4 }))));
  const value = await look(() => Promise.resolve(collection.all()));
  expect(tlsReportsEvidence.schema.fault(value, 'value')).toBeUndefined();
  expect(value).toMatchObject({
    reports: 2,
    successful: 192,
    failed: 8,
    causes: [{ type: 'certificate-expired', host: 'mx.acme.example', sessions: 8, held: 8 }],
  });
});

test.each([
  ['nothing was read', undefined, 'no DMARC reports were read yet'],
  ['nothing about this domain', () => Promise.resolve(NOTHING_KEPT), 'no TLS report about acme.example of the last 14 days'],
])('email/tls-reports cannot look: %s', async (_, kept, reason) => {
  await expect(look(kept)).rejects.toThrow(reason);
});
