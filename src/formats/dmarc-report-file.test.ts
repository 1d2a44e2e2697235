import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { seeded } from '../../test/hostile.ts';
import { readReportFile } from './dmarc-report-file.ts';
import { mailWith, mutants, reportXml, zipOf } from './dmarc-report.fixture.ts';

const xml = reportXml();
const findings = (bytes: string | Uint8Array, most?: number): string[] =>
  [...readReportFile({ name: 'r', bytes: Buffer.from(bytes) }, most)].map((finding) =>
    finding.kind === 'refused' ? `${finding.place}: ${finding.refusal.code}: ${finding.refusal.message}` : `${finding.place}: ${finding.kind}`,
  );
const tls = JSON.stringify({
  'organization-name': 'Google Inc.',
  'date-range': { 'start-datetime': '2026-11-18T00:00:00Z', 'end-datetime': '2026-11-18T23:59:59Z' },
  'report-id': 'x',
  policies: [{ policy: { 'policy-type': 'sts', 'policy-domain': 'acme.example' }, summary: { 'total-successful-session-count': 4 } }],
});
const failure = [
  'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'A message failed.',
  '--b',
  'Content-Type: message/feedback-report',
  '',
  'Feedback-Type: auth-failure',
  'Source-IP: 203.0.113.9',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'From: Jo <jo@acme.example>',
  'Subject: private',
  '',
  '<feedback>private</feedback>',
  '--b--',
  '',
].join('\n');
const exim = [
  'Content-Type: multipart/report; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'A message claiming to be from you has failed the published DMARC policy for your domain.',
  '',
  '  Sender Domain: acme.example',
  '  Sender IP Address: 203.0.113.68',
  '  Received date: Mon, 07 Apr 2025 23:16:09 +0200',
  '--b--',
  '',
].join('\n');
const box = `From a@b Tue Apr 30 02:09:16 2019\n${mailWith(gzipSync(xml)).replaceAll('\r', '')}\n\nFrom a@b Tue Apr 30 02:09:16 2019\nSubject: hello\n\nFrom here on only text.\n`;

test.each([
  ['plain XML', xml, ['r: aggregate']],
  ['gzip', gzipSync(xml), ['r: aggregate']],
  ['gzip with a line end behind it', Buffer.concat([gzipSync(xml), Buffer.from('\r\n')]), ['r: aggregate']],
  ['zip', zipOf({ 'a.xml': xml }), ['r: aggregate']],
  [
    'zip of several, one of them broken',
    zipOf({ 'a.xml': xml, b: 'x', 'c.xml': xml }),
    ['r, a.xml: aggregate', 'r, b: no-report: it is neither', 'r, c.xml: aggregate'],
  ],
  ['mail with gzip', mailWith(gzipSync(xml)), ['r: aggregate']],
  ['mail with zip under a wrong type', mailWith(zipOf({ 'a.xml': xml }), { type: 'application/octet-stream', name: 'x' }), ['r: aggregate']],
  ['TLS report', tls, ['r: tls']],
  ['TLS report in a mail', mailWith(gzipSync(tls), { type: 'application/tlsrpt+gzip' }), ['r: tls']],
  ['failure report', failure, ['r: failure']],
  ['mbox', box, ['r, mail 1: aggregate', 'r, mail 2: no-report: it is a mail without a report in it']],
  ['an ordinary mail', 'Subject: hi\n\nhello', ['r: no-report']],
  ['nothing', '', ['r: malformed: it is empty']],
  ['a zip in a zip', zipOf({ 'a.zip': zipOf({ 'a.xml': xml }) }), ['r: nested: it is an archive inside an archive']],
  ['gzip in gzip', gzipSync(gzipSync(xml)), ['r: nested']],
  ['a zip in a mail in a zip', zipOf({ 'a.eml': mailWith(zipOf({ 'a.xml': xml })) }), ['r: nested']],
  ['truncated gzip', gzipSync(xml).subarray(0, 200), ['r: truncated: the packed data ends too early']],
  ['truncated zip', zipOf({ 'a.xml': xml }).subarray(0, 300), ['r: truncated: the zip archive ends before its directory']],
  ['damaged gzip', gzipSync(xml).fill(7, 40, 60), ['r: malformed: the packed data is damaged']],
  ['a failure report in plain words (Exim)', exim, ['r: failure']],
  ['an Outlook file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), ['r: no-report: it is a mail as Outlook saves it (.msg)']],
  ['something else', Buffer.from([1, 2, 3]), ['r: no-report: it is neither']],
])('%s', (_, bytes, expected) => {
  const found = findings(bytes);
  expect(found).toHaveLength(expected.length);
  for (const [index, text] of expected.entries()) expect(found[index]).toContain(text);
});

test('bombs stop at the bound: gzip, zip, many files, and a zip whose directory lies', () => {
  const zeros = Buffer.alloc(1_100_000);
  expect(findings(gzipSync(zeros), 1_000_000)).toEqual(['r: too-large: it unpacks to more than 1 MB']);
  expect(findings(zipOf({ 'a.xml': zeros }), 1_000_000)).toEqual(['r: too-large: unpacked it would have 1 MB; at most 1 MB are read']);
  expect(findings(zipOf({ a: zeros, b: zeros, c: xml }), 2_000_000)[1]).toContain('r, b: too-large');
  expect(findings(zeros, 1_000_000)).toEqual(['r: too-large: it has 1 MB; at most 1 MB are read']);
  const zip = zipOf({ 'a.xml': zeros });
  zip.writeUInt32LE(1000, zip.lastIndexOf('PK\u0001\u0002') + 24);
  expect(findings(zip)[0]).toContain('r: too-large: it unpacks to more than it announces');
});

test('the bound is for one mail of a mailbox, not for all of them', () => {
  const mail = mailWith(gzipSync(reportXml({ organisation: 'x'.repeat(400_000) }))).replaceAll('\r', '');
  const mbox = `From a@b Tue Apr 30 02:09:16 2019\n${mail}\n`.repeat(3);
  expect(findings(mbox, 1_000_000)).toEqual(['r, mail 1: aggregate', 'r, mail 2: aggregate', 'r, mail 3: aggregate']);
});

test('entries that share bytes are refused, as are encrypted ones', () => {
  const zip = zipOf({ 'a.xml': xml, 'b.xml': xml });
  const second = zip.lastIndexOf('PK\u0001\u0002');
  const shared = Buffer.from(zip);
  shared.writeUInt32LE(0, second + 42);
  expect(findings(shared)[0]).toContain('r: malformed: files of the zip archive share the same bytes');
  const encrypted = zipOf({ 'a.xml': xml });
  encrypted.writeUInt16LE(1, encrypted.lastIndexOf('PK\u0001\u0002') + 8);
  expect(findings(encrypted)[0]).toContain('r: encrypted');
});

test('a failure report keeps no mailbox, subject or text', () => {
  const finding = [...readReportFile({ name: 'r', bytes: Buffer.from(failure) })][0];
  expect(finding).toMatchObject({ kind: 'failure', report: { domain: 'acme.example', address: '203.0.113.9' } });
  expect(JSON.stringify(finding)).not.toMatch(/private|jo@|Jo/);
});

test('mutated containers and random bytes: findings, no exception, and no defect of the reader', () => {
  const seeds = [gzipSync(xml), zipOf({ 'a.xml': xml, 'b.json': tls }), mailWith(gzipSync(xml)), failure, box, tls, Buffer.alloc(300)];
  const found = Array.from(mutants(seeds, seeded(42)), (bytes) => findings(bytes)).flat();
  expect(found.filter((text) => text.includes('it cannot be read'))).toEqual([]);
  expect(found.length).toBeGreaterThan(900);
});
