import { expect, test } from 'vitest';
import { blindIo, DOMAIN, makeIntent, NOW } from '../../engine/engine.fixture.ts';
import { NOTHING_KEPT } from '../../evidence/email/kept-dmarc-reports.ts';
import { readFailureReport } from '../../formats/arf.ts';
import type { Io } from '../../ports/io.ts';
import { collectReports } from '../../verbs/dmarc/keep-reports.ts';
import { failureReportsProbe } from './failure-reports.ts';

const FIELDS = 'Feedback-Type: auth-failure\r\nVersion: 1\r\nAuth-Failure: dmarc\r\nSource-IP: 203.0.113.7\r\nReported-Domain: acme.example\r\n';

function look(kept: Io['kept']): Promise<unknown> {
  const io: Io = { ...blindIo(), ...(kept && { kept }) };
  return failureReportsProbe.gather({ subject: DOMAIN, given: {}, intent: makeIntent(), io, signal: new AbortController().signal }).then(({ value }) => value);
}

test('email/failure-reports: messages by the server they came from', async () => {
  const collection = collectReports();
  for (const id of ['a', 'b']) collection.addFailure(readFailureReport(Buffer.from(`${FIELDS}Original-Envelope-Id: ${id}\r\n`)), NOW);
  const value = await look(() => Promise.resolve(collection.all()));
  expect(failureReportsProbe.fills.schema.fault(value, 'value')).toBeUndefined();
  expect(value).toMatchObject({ messages: 2, sources: [{ address: '203.0.113.7', messages: 2, failed: ['dmarc'], last: '2026-11-25' }] });
});

test.each([
  ['nothing was read', undefined, 'no DMARC reports were read yet'],
  ['nothing about this domain', () => Promise.resolve(NOTHING_KEPT), 'no failure report about acme.example of the last 14 days'],
])('email/failure-reports cannot look: %s', async (_, kept, reason) => {
  await expect(look(kept)).rejects.toThrow(reason);
});
