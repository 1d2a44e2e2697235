import { expect, test } from 'vitest';
import { blindIo, DOMAIN, makeIntent, NOW } from '../../engine/engine.fixture.ts';
import { dmarcReportsEvidence, type DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import { NOTHING_KEPT } from '../../evidence/email/kept-dmarc-reports.ts';
import { readDmarcReport } from '../../formats/dmarc-report-read.ts';
import { reportXml } from '../../formats/dmarc-report.fixture.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { collectReports } from '../../verbs/dmarc/keep-reports.ts';
import { founderReports } from '../../verbs/dmarc/founder-reports.fixture.ts';
import { dmarcReportsProbe } from './dmarc-reports.ts';

function look(kept: Io['kept'], subject = DOMAIN): Promise<DmarcReportsEvidence> {
  const io: Io = { ...blindIo(), ...(kept && { kept }) };
  const gathered = dmarcReportsProbe.gather({ subject, given: {}, intent: makeIntent(), io, signal: new AbortController().signal });
  return gathered.then(({ value }) => value as DmarcReportsEvidence);
}
const reasonOf = (kept: Io['kept']): Promise<string> =>
  look(kept).then(
    () => 'seen',
    (error: unknown) => (error instanceof CouldNotLook ? `${error.code}: ${error.message}` : 'threw something else'),
  );

function keptOf(reports: readonly string[]) {
  const collection = collectReports();
  for (const xml of reports) collection.addAggregate(readDmarcReport(Buffer.from(xml)));
  return () => Promise.resolve(collection.all());
}

test('sums of the last 60 days, biggest source first, in the shape of its kind', async () => {
  const old = reportXml({ id: 'old', begin: NOW / 1000 - 90 * 86_400 });
  const value = await look(keptOf([...Object.values(founderReports(NOW / 1000, true)), ...Object.values(founderReports(NOW / 1000, true, 'yahoo.com')), old]));
  expect(dmarcReportsEvidence.schema.fault(value, 'value')).toBeUndefined();
  expect(value).toMatchObject({ days: 16, reports: 32, reporters: 2, messages: 8500, aligned: 8384, published: 'none', quarantined: 16, otherMessages: 0 });
  expect(value.from).toBe('2026-11-09T00:00:00Z');
  expect(value.to).toBe('2026-11-24T23:59:59Z');
  expect(value.alignedShare).toBeCloseTo(0.986, 3);
  expect(value.sources.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'service Google Workspace',
    'service Resend',
    'service Mailchimp',
    'stranger Senders that prove nothing',
    'forwarder Passed on by club.example',
  ]);
  expect(value.selectors).toEqual([
    { domain: 'acme.example', selector: 'google', messages: 7680 },
    { domain: 'acme.example', selector: 'resend', messages: 704 },
  ]);
  expect(value.sources[2]).toMatchObject({ provider: 'mailchimp', messages: 96, aligned: 0, signedByOther: 96, unsigned: 0, brokenSignature: 0 });
});

test('a subdomain has its own sums, and the reports about the domain above count as coverage', async () => {
  const kept = keptOf([reportXml({ begin: NOW / 1000 - 86_400, records: [{ headerFrom: 'news.acme.example', count: 7 }, { count: 5 }] })]);
  expect(await look(kept, { kind: 'domain', name: 'news.acme.example' })).toMatchObject({ reports: 1, messages: 7 });
  expect(await look(kept)).toMatchObject({ reports: 1, messages: 12 });
});

test.each([
  ['nothing was read', undefined, 'not-found: no DMARC reports were read yet'],
  ['nothing about this domain', () => Promise.resolve(NOTHING_KEPT), 'not-found: no report about acme.example of the last 60 days'],
  ['another shape', () => Promise.resolve({ schema: 'x' }), 'malformed: the kept DMARC reports cannot be used'],
  ['an unreadable file', () => Promise.reject(new Error('it is not valid JSON')), 'malformed: it is not valid JSON'],
])('cannot look: %s', async (_, kept, reason) => {
  expect(await reasonOf(kept)).toContain(reason);
});
