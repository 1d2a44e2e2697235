import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { seeded } from '../../test/hostile.ts';
import { readDmarcReport } from './dmarc-report-read.ts';
import { mutants, outcomeOf, reportXml } from './dmarc-report.fixture.ts';
import { addressIn, countIn, domainIn, instantIn } from './dmarc-report-values.ts';

const read = (xml: string): ReturnType<typeof readDmarcReport> => readDmarcReport(Buffer.from(xml));
const refusal = (bytes: Uint8Array): string => outcomeOf(() => readDmarcReport(bytes));

test('RFC 7489: records that differ in address and count only become one row', () => {
  const report = read(
    reportXml({
      records: [
        { count: 3, address: '203.0.113.7' },
        { count: 4, address: '203.0.113.8' },
        { count: 2, dkimAligned: false, disposition: 'quarantine', override: { type: 'local_policy', comment: 'arc=pass' } },
      ],
    }),
  );
  expect(report).toMatchObject({
    form: 'rfc7489',
    organisation: 'google.com',
    reportId: '1',
    messages: 9,
    oddities: [],
    policy: { domain: 'acme.example', p: 'none', pct: 100 },
  });
  expect(report.rows).toMatchObject([
    { messages: 7, records: 2, addresses: ['203.0.113.7', '203.0.113.8'], dkimAligned: true, spfAligned: true, dkim: [{ selector: 's1' }] },
    { messages: 2, dkimAligned: false, disposition: 'quarantine', overrides: [{ type: 'local_policy', comment: 'arc=pass' }] },
  ]);
});

/** Appendix B of RFC 9990 in the main, with its namespace under a prefix. */
const RFC_9990 = `<f:feedback xmlns:f="urn:ietf:params:xml:ns:dmarc-2.0">
  <f:report_metadata><f:org_name>Sample Reporter</f:org_name><f:report_id>3v98</f:report_id>
  <f:date_range><f:begin>302832000</f:begin><f:end>302918399</f:end></f:date_range><f:error lang="en">one look-up timed out</f:error>
  <f:generator>Example Reporter v1.2</f:generator></f:report_metadata>
  <f:policy_published><f:domain>example.com</f:domain><f:p>quarantine</f:p><f:np>none</f:np><f:testing>y</f:testing><f:discovery_method>treewalk</f:discovery_method></f:policy_published>
  <f:record><f:row><f:source_ip>2001:DB8::1</f:source_ip><f:count>123</f:count><f:policy_evaluated><f:disposition>pass</f:disposition><f:dkim>pass</f:dkim><f:spf>fail</f:spf>
  <f:reason><f:type>policy_test_mode</f:type></f:reason></f:policy_evaluated></f:row>
  <f:identifiers><f:envelope_from>example.com</f:envelope_from><f:header_from>example.com</f:header_from></f:identifiers>
  <f:auth_results><f:dkim><f:domain>example.com</f:domain><f:selector>abc</f:selector><f:result>pass</f:result></f:dkim></f:auth_results>
  <x:more xmlns:x="urn:x"><x:count>99</x:count></x:more></f:record></f:feedback>`;

test('RFC 9990: its namespace, its new elements, no version, an extension', () => {
  const report = read(RFC_9990);
  expect(report).toMatchObject({
    form: 'rfc9990',
    generator: 'Example Reporter v1.2',
    errors: ['one look-up timed out'],
    messages: 123,
    policy: { np: 'none', testing: true, discovery: 'treewalk', pct: null },
  });
  expect(report.rows).toMatchObject([{ addresses: ['2001:db8::1'], disposition: 'pass', overrides: [{ type: 'policy_test_mode' }], spf: [] }]);
});

test.each([
  ['upper case values', (xml: string) => xml.replaceAll('pass<', 'Pass<').replace('none</disp', 'NONE</disp'), { messages: 1, oddities: [] }],
  ['blanks before the declaration', (xml: string) => `\n ${xml}`, { messages: 1 }],
  ['a declaration that says UTF-16 in UTF-8 (.NET)', (xml: string) => xml.replace('UTF-8', 'utf-16'), { messages: 1 }],
  ['empty auth_results', (xml: string) => xml.replace(/<auth_results>[\s\S]*<\/auth_results>/, '<auth_results/>'), { messages: 1, oddities: [] }],
  ['a negative count', (xml: string) => xml.replace('<count>1<', '<count>-4<'), { messages: 0, oddities: ['records without a usable count are left out'] }],
  [
    'no policy_evaluated',
    (xml: string) => xml.replace(/<policy_evaluated>[\s\S]*<\/policy_evaluated>/, ''),
    { rows: [{ spfAligned: true, dkimAligned: true, disposition: null }] },
  ],
  ['no header_from', (xml: string) => xml.replace(/<header_from>.*?<\/header_from>/, ''), { rows: [{ headerFrom: 'acme.example' }] }],
  [
    'a date as text',
    (xml: string) => xml.replace(/<begin>.*<\/end>/, '<begin>2026-11-18T00:00:00Z</begin><end>2026-11-18 23:59:59</end>'),
    { begin: 1_794_960_000, end: 1_795_046_399 },
  ],
  ['begin after end', (xml: string) => xml.replace(/<begin>.*<\/end>/, '<begin>200</begin><end>100</end>'), { begin: 100, end: 200 }],
  ['no name of the receiver', (xml: string) => xml.replace(/<org_name>.*<\/org_name>/, '<org_name/>'), { organisation: 'google.com' }],
  ['an empty reason', (xml: string) => xml.replace('</policy_evaluated>', '<reason><type></type></reason></policy_evaluated>'), { rows: [{ overrides: [] }] }],
  ['a domain with its final dot and in capitals', (xml: string) => xml.replaceAll('acme.example', 'ACME.Example.'), { policy: { domain: 'acme.example' } }],
])('quirk: %s', (_, change, expected) => {
  expect(read(change(reportXml()))).toMatchObject(expected);
});

test('other encodings are read by their mark or declaration', () => {
  const text = reportXml({ organisation: 'Müller.example' }).replace('UTF-8', 'iso-8859-1');
  expect(readDmarcReport(Buffer.from(text, 'latin1')).organisation).toBe('Müller.example');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(reportXml().replace('UTF-8', 'UTF-16'), 'utf16le')]);
  expect(readDmarcReport(wide).messages).toBe(1);
});

const bomb = `<?xml version="1.0"?><!DOCTYPE feedback [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><feedback><version>&b;</version></feedback>`;
test.each([
  ['entities', Buffer.from(bomb), 'entities: it declares a document type'],
  ['a document type alone', Buffer.from('<!DOCTYPE feedback SYSTEM "file:///etc/passwd"><feedback/>'), 'entities'],
  ['an entity that nobody declared', Buffer.from(reportXml({ organisation: '&xxe;' })), 'malformed: the XML is broken at line 5:'],
  ['wrong encoding', Buffer.from(reportXml({ organisation: 'Müller' }), 'latin1'), 'encoding: it says that it is utf-8, but between byte 0 and'],
  ['an unknown encoding', Buffer.from(reportXml().replace('UTF-8', 'klingon')), 'encoding: it is in an encoding that is not known: klingon'],
  ['cut off', Buffer.from(reportXml().slice(0, 700)), 'malformed: the XML is broken at line'],
  ['nested too deep', Buffer.from('<feedback>'.repeat(50)), 'malformed: the XML is nested deeper than 24'],
  ['other XML', Buffer.from('<html/>'), 'no-report: it is XML, but not a DMARC report: it begins with <html>'],
  ['no domain', Buffer.from(reportXml({ domain: '' })), 'malformed: it does not say for which domain it is'],
  ['no time', Buffer.from(reportXml().replace(/<date_range>.*<\/date_range>/, '')), 'malformed: it does not say for which time it is'],
])('refused: %s', (_, bytes, expected) => {
  expect(refusal(bytes)).toContain(expected);
});

test('values', () => {
  expect(['ACME.example.', '<a@b.example>', 'münchen.example', 'a b', '', '..', 'x'.repeat(300)].map(domainIn)).toEqual([
    'acme.example',
    'b.example',
    'xn--mnchen-3ya.example',
    null,
    null,
    null,
    null,
  ]);
  expect(['::ffff:192.0.2.1', '[2001:db8::1]', '192.0.2.256', 'fe80::1%eth0', ''].map(addressIn)).toEqual(['192.0.2.1', '2001:db8::1', null, 'fe80::1', null]);
  expect(['5', ' 5 ', '5.0', '-5', '', '1e9', '99999999999'].map(countIn)).toEqual([5, 5, 5, null, null, null, null]);
  expect(['1529366400', '1529366400.5', '1529366400000', '2018-06-19', 'Tue, 19 Jun 2018 00:00:00 GMT', 'soon'].map(instantIn)).toEqual([
    1_529_366_400,
    1_529_366_400,
    1_529_366_400,
    1_529_366_400,
    1_529_366_400,
    null,
  ]);
});

test('mutated reports are read or refused, never anything else', () => {
  const whole = [reportXml({ records: [{}, { count: 9, dkimAligned: false }] }), RFC_9990];
  const outcomes = new Set(Array.from(mutants(whole, seeded(41)), (bytes) => refusal(bytes).split(':')[0]));
  expect(outcomes).toEqual(new Set(['encoding', 'malformed', 'no-report', 'read']));
});
