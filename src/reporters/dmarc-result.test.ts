import { expect, test } from 'vitest';
import { HOSTILE } from '../../test/hostile.ts';
import type { DmarcResult, DmarcResultDomain, DmarcResultSource } from '../model/dmarc-result.ts';
import { quote } from '../model/text.ts';
import { dmarcResultText } from './dmarc-result.ts';
import { widthOf } from './terminal/width.ts';

const source = (name: string, changes: Partial<DmarcResultSource> = {}): DmarcResultSource => ({
  name: quote(name, 120),
  kind: 'service',
  messages: 1000,
  aligned: 1000,
  spfAligned: 0,
  dkimAligned: 1000,
  quarantined: 0,
  rejected: 0,
  addresses: ['203.0.113.9'],
  state: 'nothing',
  says: '',
  records: [],
  ...changes,
});
const domain = (changes: Partial<DmarcResultDomain> = {}): DmarcResultDomain => ({
  domain: 'acme.example',
  days: 16,
  from: '2026-11-09',
  to: '2026-11-24',
  reports: 32,
  reporters: ['google.com', 'Outlook.com', 'Yahoo', 'comcast.net'].map((name) => quote(name)),
  messages: 2000,
  aligned: 1999,
  published: 'none',
  quarantined: 0,
  rejected: 0,
  readiness: { state: 'ready', next: 'quarantine', says: 'Ready for p=quarantine: 99.9 % of 2000 messages in 16 days passed' },
  sources: [
    source('Resend'),
    source('Mailchimp', { aligned: 999, state: 'work', says: 'This is Mailchimp without a DKIM key of yours.', records: ['CNAME k2._domainkey'] }),
  ],
  failures: { messages: 0, addresses: [] },
  tls: null,
  ...changes,
});
const result = (domains: readonly DmarcResultDomain[], read: Partial<DmarcResult['read']> = {}): DmarcResult => ({
  schema: 'launch-ready/dmarc@1',
  domains,
  read: { files: 32, aggregate: 32, failure: 0, tls: 0, again: 0, otherMails: 0, refused: [], refusedCount: 0, old: 0, ...read },
  keptIn: '.launch-ready/kept/dmarc-reports.json',
});
const show = (of: DmarcResult, columns = 80, unicode = true): string => dmarcResultText(of, { columns, color: false, unicode });

test('what a founder sees at 80 columns', () => {
  expect(show(result([domain()]))).toBe(`✔ acme.example: Ready for p=quarantine: 99.9 % of 2000 messages in 16 days
  passed.
  32 reports from google.com, Outlook.com, Yahoo and 1 more, 9 Nov to 24 Nov
  2026; published: p=none

  SOURCE                                     MESSAGES     PASS      SPF     DKIM
✔ Resend                                        1,000    100 %      0 %    100 %
✖ Mailchimp                                     1,000   99.9 %      0 %    100 %
  All                                           2,000   99.9 %

What to do
✖ This is Mailchimp without a DKIM key of yours.
    CNAME k2._domainkey

  Kept for launch-ready audit.
`);
});

/** As much as there can be of everything. */
const full = result(
  [
    domain({
      sources: Array.from({ length: 40 }, (_, n) =>
        source(`Service number ${n} ${'x'.repeat(60)}`, { state: 'work', aligned: 1, says: 'word '.repeat(80), records: ['a '.repeat(90), 'b', 'c'] }),
      ),
      quarantined: 5,
      rejected: 7,
      failures: { messages: 3, addresses: ['203.0.113.9'] },
      tls: { successful: 9, failed: 1, causes: [{ type: 'certificate-expired', host: 'mx.acme.example', sessions: 1 }] },
    }),
    ...Array.from({ length: 9 }, (_, n) => domain({ domain: `other-${n}.example` })),
  ],
  {
    again: 2,
    old: 3,
    otherMails: 4,
    refusedCount: 9,
    refused: Array.from({ length: 9 }, () => ({ place: quote('very/long/'.repeat(15)), code: 'nested', reason: quote('it is an archive inside an archive') })),
  },
);

test.each([40, 60, 80, 120, 200])('never wider than %i columns, about a screen long, plain ASCII where asked for', (columns) => {
  const lines = show(full, columns).split('\n');
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
  expect(lines.length).toBeLessThanOrEqual(columns >= 80 ? 42 : 90);
  expect(show(full, columns, false)).toMatch(/^[\n -~]*$/);
});

test('what comes from outside cannot steer the terminal or a CI log', () => {
  for (const text of HOSTILE) {
    const hostile = result(
      [domain({ domain: 'acme.example', reporters: [quote(text)], sources: [source(text, { state: 'look', says: text, records: [text] })] })],
      {
        refusedCount: 1,
        refused: [{ place: quote(text), code: 'malformed', reason: quote(text) }],
      },
    );
    const shown = show(hostile);
    // eslint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
    expect(shown).not.toMatch(/^\s*::[a-z]/m);
  }
});

test('nothing to show', () => {
  expect(show({ ...result([]), keptIn: null })).toBe('No report to show.\n');
});
