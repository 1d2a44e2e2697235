import { publicKeyText } from '../ca.ts';
import { declaring, mailBut } from '../faults/change.ts';
import { recordsAre, resolverFails, withRecords, withoutRecords } from '../faults/dns.ts';
import { withReports } from '../faults/reports.ts';
import { reportXml } from '../../src/formats/dmarc-report.fixture.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const RESEND = 'resend._domainkey';
const resendIs = (...texts: readonly string[]) => recordsAre(RESEND, 'TXT', ...texts);
const key = (bits: number): string => publicKeyText(bits, `dkim/${bits}`);

/** Amazon SES makes up a selector for each customer. */
const LEARNED = 'abcdefghijklmnopqrstuvwxyz234567';
const sesAlone = declaring({ senders: [{ domain: DOMAIN, provider: 'amazon-ses', selectors: [], declared: true }] });
const reported = withReports((nowS) => ({
  'google.xml': reportXml({ begin: nowS - 86_400, records: [{ count: 30, dkim: [{ domain: DOMAIN, selector: LEARNED, result: 'pass' }] }] }),
}));

export const dkimScenarios: readonly Scenario[] = [
  { name: 'the DKIM key of Resend is not published', world: mailBut(withoutRecords(RESEND)), finds: [`email/dkim:missing@${DOMAIN}`] },
  {
    name: 'a DKIM key whose domain was typed twice',
    world: mailBut(withoutRecords(RESEND), withRecords([`${RESEND}.${DOMAIN}`, 'TXT', `p=${key(2048)}`])),
    finds: ['email/dkim:wrong-place'],
  },
  { name: 'a DKIM key with quotation marks inside', world: mailBut(resendIs(`p=\\"${key(2048)}\\"`)), finds: ['email/dkim:damaged'] },
  { name: 'a DKIM key for SHA-1', world: mailBut(resendIs(`v=DKIM1; h=sha1; p=${key(2048)}`)), finds: ['email/dkim:wrong-hash'] },
  { name: 'a DKIM key that is not for mail', world: mailBut(resendIs(`v=DKIM1; s=other; p=${key(2048)}`)), finds: ['email/dkim:not-for-mail'] },
  { name: 'a DKIM key in two strings', world: mailBut(resendIs(`"p=${key(2048).slice(0, 200)}" "${key(2048).slice(200)}"`)), finds: [] },
  { name: 'a withdrawn DKIM key', world: mailBut(resendIs('v=DKIM1; k=rsa; p=')), finds: ['email/dkim:revoked'] },
  { name: 'a DKIM key cut off at 255 characters', world: mailBut(resendIs(`p=${key(2048).slice(0, 253)}`)), finds: ['email/dkim:damaged'] },
  { name: 'a text without a key where DKIM should be', world: mailBut(resendIs('resend-verification=abc')), finds: ['email/dkim:damaged'] },
  {
    name: 'two DKIM keys at one selector',
    world: mailBut(resendIs(`p=${key(2048)}`, `p=${publicKeyText(2048, 'other')}`)),
    finds: ['email/dkim:several-keys'],
  },
  { name: 'a DKIM key of 512 bits', world: mailBut(resendIs(`p=${key(512)}`)), finds: ['email/dkim:too-short'] },
  {
    name: 'a DKIM key of 1024 bits',
    world: mailBut(recordsAre('google._domainkey', 'TXT', `v=DKIM1; k=rsa; p=${key(1024)}`)),
    finds: [],
    also: ['email/dkim:short'],
  },
  { name: 'a DKIM key in test mode', world: mailBut(resendIs(`v=DKIM1; k=rsa; t=y; p=${key(2048)}`)), finds: [], also: ['email/dkim:testing'] },
  {
    name: 'a DKIM record behind the web proxy',
    world: mailBut(withoutRecords(RESEND), withRecords([RESEND, 'A', '203.0.113.10'])),
    finds: ['email/dkim:behind-proxy'],
  },
  {
    name: 'a broken DKIM record of a service that is not declared',
    world: mailBut(declaring({ senders: [] }), withRecords(['s1._domainkey', 'TXT', 'v=DKIM1; k=rsa; p=!!!'])),
    finds: [],
    also: ['email/dkim:damaged-leftover'],
  },
  {
    name: 'a short DKIM key whose selector only the reports of receivers tell',
    world: mailBut(sesAlone, withRecords([`${LEARNED}._domainkey`, 'TXT', `v=DKIM1; k=rsa; p=${key(512)}`]), reported),
    finds: ['email/dkim:too-short'],
  },
  {
    name: 'a sound DKIM key whose selector only the reports of receivers tell',
    world: mailBut(sesAlone, withRecords([`${LEARNED}._domainkey`, 'TXT', `v=DKIM1; k=rsa; p=${key(2048)}`]), reported),
    finds: [],
    passes: [`email/dkim@${DOMAIN}`],
  },
  {
    name: 'a DKIM selector that nobody told',
    world: mailBut(sesAlone, withRecords([`${LEARNED}._domainkey`, 'TXT', `v=DKIM1; k=rsa; p=${key(2048)}`])),
    finds: [],
    unknown: [`email/dkim@${DOMAIN}`],
  },
  {
    name: 'DNS does not say whether the DKIM key is there',
    world: mailBut(resolverFails({ name: `${RESEND}.${DOMAIN}`, fault: 'servfail' })),
    finds: [],
    unknown: [`email/dkim@${DOMAIN}`],
  },
];
