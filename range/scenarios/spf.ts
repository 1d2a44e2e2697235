import { declaring, mailBut } from '../faults/change.ts';
import { recordsAre, resolverFails, withRecords, withZone, withoutRecords } from '../faults/dns.ts';
import { DOMAIN, zone } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const spfIs = (text: string) => recordsAre('@', 'TXT', text);
/** Twelve names with an SPF record each. */
const heavy = withZone(
  zone('heavy.example', [
    ['@', 'SOA', 'ns.heavy.example hostmaster.heavy.example 1 7200 3600 1209600 300'],
    ...Array.from({ length: 12 }, (_, at) => [`s${at}`, 'TXT', 'v=spf1 ip4:198.51.100.7 ~all'] as const),
  ]),
);
const includes = Array.from({ length: 10 }, (_, at) => `include:s${at}.heavy.example`).join(' ');

export const spfScenarios: readonly Scenario[] = [
  { name: 'no SPF although people have mailboxes', world: mailBut(withoutRecords('@', 'TXT')), finds: [`email/spf:missing@${DOMAIN}`] },
  { name: 'two SPF records', world: mailBut(withRecords(['@', 'TXT', 'v=spf1 include:amazonses.com ~all'])), finds: ['email/spf:duplicate'] },
  { name: 'SPF that receivers do not recognise', world: mailBut(spfIs('v=spf1; include:_spf.google.com ~all')), finds: ['email/spf:not-recognised'] },
  { name: 'SPF with an IPv6 address as ip4', world: mailBut(spfIs('v=spf1 ip4:2001:db8::1 include:_spf.google.com ~all')), finds: ['email/spf:syntax'] },
  {
    name: 'SPF includes a name that does not exist',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com include:spf.gone.example ~all')),
    finds: ['email/spf:broken-include'],
  },
  {
    name: 'SPF includes a name without SPF',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com include:google.com ~all')),
    finds: ['email/spf:broken-include'],
  },
  {
    name: 'SPF needs eleven look-ups',
    world: mailBut(heavy, spfIs(`v=spf1 include:_spf.google.com ${includes} ~all`)),
    finds: ['email/spf:too-many-lookups'],
  },
  {
    name: 'SPF needs exactly ten look-ups',
    world: mailBut(heavy, spfIs(`v=spf1 include:_spf.google.com ${includes.replace(/include:s9\S+ ?/, '')} ~all`)),
    finds: [],
  },
  {
    name: 'SPF asks for names that are gone',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com a:one.acme.example a:two.acme.example mx:three.acme.example ~all')),
    finds: ['email/spf:void-lookups'],
  },
  { name: 'SPF allows everybody', world: mailBut(spfIs('v=spf1 include:_spf.google.com +all')), finds: ['email/spf:pass-all'] },
  { name: 'SPF without an end', world: mailBut(spfIs('v=spf1 include:_spf.google.com')), finds: [], also: ['email/spf:open-end'] },
  { name: 'SPF with ptr', world: mailBut(spfIs('v=spf1 ptr include:_spf.google.com ~all')), finds: [], also: ['email/spf:ptr'] },
  {
    name: 'SPF goes on behind all',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com ~all ip4:198.51.100.9')),
    finds: [],
    also: ['email/spf:text-after-all'],
  },
  {
    name: 'SPF under the return path of Resend does not name it',
    world: mailBut(recordsAre('send', 'TXT', 'v=spf1 ip4:198.51.100.9 ~all')),
    finds: ['email/spf:sender-not-allowed'],
  },
  {
    name: 'mailboxes at Google that SPF does not name, and the config neither',
    world: mailBut(
      spfIs('v=spf1 ip4:198.51.100.9 ~all'),
      declaring({ senders: [{ domain: DOMAIN, provider: 'resend', selectors: ['resend'], declared: true }] }),
    ),
    finds: ['email/spf:mailbox-not-allowed'],
  },
  {
    name: 'no mailboxes, and the only sender uses its own return path',
    world: mailBut(
      withoutRecords('@', 'TXT'),
      withoutRecords('@', 'MX'),
      withoutRecords('google._domainkey'),
      recordsAre('_dmarc', 'TXT', 'v=DMARC1; p=quarantine; rua=mailto:dmarc@send.acme.example'),
      declaring({ senders: [{ domain: DOMAIN, provider: 'resend', selectors: ['resend'], declared: true }] }),
    ),
    finds: [],
  },
  {
    name: 'DNS does not say whether there is SPF',
    world: mailBut(resolverFails({ name: DOMAIN, type: 'TXT', fault: 'servfail' })),
    finds: [],
    unknown: [`email/spf@${DOMAIN}`],
  },
  {
    name: 'DNS does not answer for an include',
    world: mailBut(resolverFails({ name: '_spf.google.com', fault: 'refused' })),
    finds: [],
    unknown: [`email/spf@${DOMAIN}`],
  },
];
