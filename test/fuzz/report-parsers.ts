import { readFailureReport } from '../../src/formats/arf.ts';
import { canonicalBody, canonicalField, readDkimSignatures } from '../../src/formats/dkim-signature.ts';
import { verifyDkim } from '../../src/formats/dkim-verify.ts';
import { readReportFile } from '../../src/formats/dmarc-report-file.ts';
import { readDmarcReport } from '../../src/formats/dmarc-report-read.ts';
import { Refusal } from '../../src/formats/dmarc-report-refusal.ts';
import { addressIn, countIn, domainIn, instantIn } from '../../src/formats/dmarc-report-values.ts';
import { reportXml, zipOf } from '../../src/formats/dmarc-report.fixture.ts';
import { driveNow, NOTHING } from '../../src/formats/dns-question.ts';
import { isMbox, mboxMessages } from '../../src/formats/mbox.ts';
import { addressDomain, addressesIn, fieldsNamed, readMessage } from '../../src/formats/message.ts';
import { eachPart, parseMail } from '../../src/formats/mime.ts';
import { entryHop, parseReceived } from '../../src/formats/received.ts';
import { tarEntries } from '../../src/formats/tar.ts';
import { textsInside } from '../../src/formats/text-inside.ts';
import { readTlsReport } from '../../src/formats/tls-report.ts';
import { zipEntries } from '../../src/formats/zip.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const latin1 = (raw: Uint8Array): string => Buffer.from(raw).toString('latin1');
const refuses = (error: unknown): boolean => error instanceof Refusal;

const MAIL = [
  'Return-Path: <bounce@send.acme.example>',
  'Received: from mail.acme.example (mail.acme.example [203.0.113.9])\r\n by mx.inbox.example (Postfix) with ESMTPS id 4X for <ann@inbox.example>; Wed, 25 Nov 2026 07:00:00 +0000 (UTC)',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=acme.example; s=s1; t=1795046400; x=1795047400; l=10; h=From:To:Subject; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA',
  'From: "Acme, Inc." <no-reply@acme.example> (team)',
  'To: =?utf-8?B?QW5u?= <ann@inbox.example>',
  'Subject: =?iso-8859-1?Q?Passwort_zur=FCcksetzen?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b1"',
  '',
  '--b1',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Hello =3D https://acme.example/reset?t=3D1=',
  '--b1',
  'Content-Type: application/zip; name=r.zip',
  'Content-Transfer-Encoding: base64',
  '',
  'UEsDBAoAAAAAAA==',
  '--b1--',
  '',
].join('\r\n');
const TAR = [
  'a.txt'.padEnd(100, '\0') + '0000644\0'.padEnd(24, '\0') + '00000000005\0' + '00000000000\0        0'.padEnd(121, '\0') + 'ustar\u000000'.padEnd(255, '\0'),
  'hello'.padEnd(512, '\0'),
  '\0'.repeat(1024),
].join('');
const NOTEBOOK = JSON.stringify({ nbformat: 4, cells: [{ source: ['a = 1\n'], outputs: [{ text: ['x'], data: { 'text/plain': 'y' }, traceback: ['z'] }] }] });
const SOURCE_MAP = JSON.stringify({ version: 3, sources: ['a.ts'], sourcesContent: ['const a = 1;', null], mappings: 'AAAA' });
const FAILURE =
  'Feedback-Type: auth-failure\nUser-Agent: x\nVersion: 1\nOriginal-Mail-From: <b@mail.shop.example>\nArrival-Date: Mon, 01 Oct 2018 11:20:27 +0200\nSource-IP: 203.0.113.9\nReported-Domain: ACME.example\nAuth-Failure: dmarc\nIncidents: 2\nDelivery-Result: delivered\n';
const TLS = JSON.stringify({
  'organization-name': 'X',
  'date-range': { 'start-datetime': '2016-04-01T00:00:00Z', 'end-datetime': '2016-04-01T23:59:59Z' },
  'report-id': '1',
  policies: [
    {
      policy: { 'policy-type': 'sts', 'policy-domain': 'y.example', 'mx-host': ['*.y.example'] },
      summary: { 'total-successful-session-count': 5, 'total-failure-session-count': 3 },
      'failure-details': [{ 'result-type': 'certificate-expired', 'failed-session-count': 3 }],
    },
  ],
});
const XML = reportXml({
  records: [
    { address: '203.0.113.9', count: 3, dkim: [{ domain: 'acme.example', selector: 's1', result: 'pass' }], spf: { domain: 'acme.example', result: 'fail' } },
  ],
});
const ZIP = latin1(zipOf({ 'report.xml': XML }));

export const reportParsers: readonly FuzzedParser[] = [
  fuzzed({ file: 'arf', name: 'readFailureReport', samples: [FAILURE], read: (text) => readFailureReport(bytes(text)), refuses }),
  fuzzed({ file: 'tls-report', name: 'readTlsReport', samples: [TLS], read: (text) => readTlsReport(bytes(text)), refuses }),
  fuzzed({ file: 'dmarc-report-read', name: 'readDmarcReport', samples: [XML], read: (text) => readDmarcReport(bytes(text)), refuses }),
  fuzzed({
    file: 'dmarc-report-file',
    name: 'readReportFile',
    samples: [XML, ZIP, TLS, MAIL, `From x Wed\n${MAIL}`],
    // It never throws; what it could not even refuse properly is a defect all the same.
    read: (text) =>
      Array.from(readReportFile({ name: 'r', bytes: bytes(text) }), (found) => {
        if (found.kind === 'refused' && found.refusal.message.startsWith('it cannot be read')) throw new Error(found.refusal.message);
        return found.kind;
      }),
  }),
  fuzzed({
    file: 'dmarc-report-values',
    name: 'domainIn',
    samples: ['<ann@Acme.example.>', '::ffff:192.0.2.1', '12', '2026-11-25 07:00', '1795046400'],
    read: (text) => [domainIn(text), addressIn(text), countIn(text), instantIn(text)],
  }),
  fuzzed({ file: 'tar', name: 'tarEntries', samples: [TAR], read: (text) => tarEntries(bytes(text)).entries.map(({ name }) => name) }),
  fuzzed({ file: 'text-inside', name: 'textsInside', samples: [NOTEBOOK, SOURCE_MAP], read: textsInside }),
  fuzzed({ file: 'zip', name: 'zipEntries', samples: [ZIP], read: (text) => zipEntries(bytes(text)).map(({ name }) => name), refuses }),
  fuzzed({
    file: 'mbox',
    name: 'mboxMessages',
    samples: [`From x@y Wed Nov 25 07:00:00 2026\n${MAIL}\n\nFrom z\n${MAIL}`],
    read: (text) => [isMbox(bytes(text)), [...mboxMessages(bytes(text))].length],
  }),
  fuzzed({
    file: 'message',
    name: 'readMessage',
    samples: [MAIL],
    read: (text) => {
      const message = readMessage(bytes(text));
      return [message.body.length, ...fieldsNamed(message, 'from').flatMap(addressesIn).map(addressDomain)];
    },
  }),
  fuzzed({
    file: 'message',
    name: 'addressesIn',
    samples: ['"Acme, Inc." <no-reply@acme.example> (team (x)), group: a@b.example, <@r:c@d.example>;'],
    read: (text) => addressesIn(text).map(addressDomain),
  }),
  fuzzed({ file: 'mime', name: 'parseMail', samples: [MAIL], read: (text) => [...eachPart(parseMail(bytes(text)))].length }),
  fuzzed({
    file: 'received',
    name: 'parseReceived',
    samples: [MAIL.split('\r\n').slice(1, 3).join(' ').slice(10)],
    read: (text) => [parseReceived(text), entryHop([text, text])],
  }),
  fuzzed({ file: 'dkim-signature', name: 'readDkimSignatures', samples: [MAIL], read: (text) => readDkimSignatures(readMessage(bytes(text))) }),
  fuzzed({
    file: 'dkim-signature',
    name: 'canonical',
    samples: [MAIL],
    read: (text) => [latin1(canonicalBody(bytes(text), 'relaxed')), latin1(canonicalBody(bytes(text), 'simple')), canonicalField(text, 'relaxed')],
  }),
  fuzzed({
    file: 'dkim-verify',
    name: 'verifyDkim',
    samples: [MAIL],
    read: (text) =>
      driveNow(verifyDkim(readDkimSignatures(readMessage(bytes(text))), 1_795_046_400_000), () => ({
        ...NOTHING,
        status: 'ok',
        texts: [text.slice(0, 500), 'k=rsa; p=AAAA'],
      })),
  }),
];
