import { declaring, mailBut } from '../faults/change.ts';
import { recordsAre, resolverFails, secondServerHas, withRecords, withZone, withoutRecords } from '../faults/dns.ts';
import { namesBehind } from '../faults/mail.ts';
import { DOMAIN, healthy, zone } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const spfIs = (text: string) => recordsAre('@', 'TXT', text);
/** Twelve names with an SPF record each. */
const heavy = withZone(
  zone('heavy.example', [
    ['@', 'SOA', 'ns.heavy.example hostmaster.heavy.example 1 7200 3600 1209600 300'],
    ...Array.from({ length: 12 }, (_, at) => [`s${at}`, 'TXT', `v=spf1 ip4:198.51.100.${at * 8}/29 ~all`] as const),
  ]),
);
const open = withZone(
  zone('heavy.example', [
    ['@', 'SOA', 'ns.heavy.example hostmaster.heavy.example 1 7200 3600 1209600 300'],
    ['open', 'TXT', 'v=spf1 +all'],
  ]),
);
const crowded = withZone(
  zone('heavy.example', [
    ['@', 'SOA', 'ns.heavy.example hostmaster.heavy.example 1 7200 3600 1209600 300'],
    ...Array.from({ length: 11 }, (_, at) => ['crowd', 'MX', `${at} mx${at}.heavy.example`] as const),
  ]),
);
const withServices = withZone(
  zone('sendgrid.net', [
    ['@', 'SOA', 'ns.sendgrid.net hostmaster.sendgrid.net 1 7200 3600 1209600 300'],
    ['@', 'TXT', 'v=spf1 ip4:198.51.100.64/28 ~all'],
  ]),
);
const usualSenders = healthy().intent.senders ?? [];
const includes = Array.from({ length: 10 }, (_, at) => `include:s${at}.heavy.example`).join(' ');

export const spfScenarios: readonly Scenario[] = [
  { name: 'no SPF although people have mailboxes', world: mailBut(withoutRecords('@', 'TXT')), finds: [`email/spf:missing@${DOMAIN}`] },
  { name: 'two SPF records', world: mailBut(withRecords(['@', 'TXT', 'v=spf1 include:amazonses.com ~all'])), finds: ['email/spf:duplicate'] },
  { name: 'SPF that receivers do not recognise', world: mailBut(spfIs('v=spf1; include:_spf.google.com ~all')), finds: ['email/spf:not-recognised'] },
  { name: 'SPF with an IPv6 address as ip4', world: mailBut(spfIs('v=spf1 ip4:2001:db8::/48 include:_spf.google.com ~all')), finds: ['email/spf:syntax'] },
  {
    name: 'SPF includes a name that does not exist',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com include:spf.gone.amazonses.com ~all')),
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
    world: mailBut(spfIs('v=spf1 include:_spf.google.com ~all ip4:198.51.100.0/28')),
    finds: [],
    also: ['email/spf:text-after-all'],
  },
  {
    name: 'SPF of another domain that nobody registered',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com include:_spf.gone.example ~all')),
    finds: ['email/spf:hijackable'],
  },
  {
    name: 'SPF includes a name that allows everybody',
    world: mailBut(open, spfIs('v=spf1 include:_spf.google.com include:open.heavy.example ~all')),
    finds: ['email/spf:pass-all-through'],
  },
  { name: 'SPF allows half of the internet', world: mailBut(spfIs('v=spf1 include:_spf.google.com ip4:128.0.0.0/1 ~all')), finds: ['email/spf:wide-network'] },
  {
    name: 'SPF with an equals sign for a colon',
    world: mailBut(spfIs('v=spf1 include=_spf.google.com ip4:198.51.100.0/28 ~all')),
    finds: ['email/spf:ignored-term'],
  },
  {
    name: 'SPF in two pieces without a space between them',
    world: mailBut(recordsAre('@', 'TXT', '"v=spf1 include:_spf.google.com" "ip4:198.51.100.0/28 ~all"')),
    finds: ['email/spf:lost-space'],
  },
  {
    name: 'SPF cut off after 255 characters',
    world: mailBut(spfIs(`v=spf1 include:_spf.google.com  ${Array.from({ length: 16 }, (_, at) => `ip4:198.51.100.${at * 8}/29`).join(' ')}`.slice(0, 255))),
    finds: ['email/spf:cut-off'],
  },
  {
    name: 'SPF names an mx with eleven mail servers',
    world: mailBut(crowded, spfIs('v=spf1 include:_spf.google.com mx:crowd.heavy.example ~all')),
    finds: ['email/spf:crowded-mx'],
  },
  {
    name: 'SPF says the same twice',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com include:_spf.google.com ~all')),
    finds: [],
    also: ['email/spf:repeated-term'],
  },
  {
    name: 'a record of Sender ID beside SPF',
    world: mailBut(withRecords(['@', 'TXT', 'spf2.0/pra include:_spf.google.com ~all'])),
    finds: [],
    also: ['email/spf:sender-id'],
  },
  { name: 'SPF with commas', world: mailBut(spfIs('v=spf1 include:_spf.google.com, include:amazonses.com ~all')), finds: ['email/spf:syntax'] },
  {
    name: 'SPF with a name that people invent for Google',
    world: mailBut(spfIs('v=spf1 include:spf.google.com ~all')),
    finds: ['email/spf:broken-include'],
  },
  { name: 'SPF that ends without an opinion', world: mailBut(spfIs('v=spf1 include:_spf.google.com ?all')), finds: [], also: ['email/spf:open-end'] },
  {
    name: 'a verification pasted behind the end of SPF',
    world: mailBut(spfIs('v=spf1 include:_spf.google.com -all google-site-verification=abc')),
    finds: [],
    also: ['email/spf:text-after-all'],
  },
  {
    name: 'SPF for Resend at the domain and not at its return path',
    world: mailBut(withoutRecords('send', 'TXT'), spfIs('v=spf1 include:_spf.google.com include:amazonses.com ~all')),
    finds: ['email/spf:sender-not-allowed'],
  },
  {
    name: 'four faults in one SPF record, which one record repairs',
    world: mailBut(spfIs('v=spf1 ptr include:spf.gone.amazonses.com ip4:128.0.0.0/1 +all')),
    finds: ['email/spf:broken-include', 'email/spf:wide-network', 'email/spf:pass-all', 'email/spf:sender-not-allowed'],
    also: ['email/spf:ptr'],
  },
  {
    name: 'SPF needs eleven look-ups, one of them for a name without SPF',
    world: mailBut(heavy, spfIs(`v=spf1 include:_spf.google.com include:google.com ${includes.replace(/include:s9\S+ ?/, '')} ~all`)),
    finds: ['email/spf:too-many-lookups', 'email/spf:broken-include'],
  },
  {
    name: 'SPF lets a service send that nobody approved, where only approved ones may',
    world: mailBut(declaring({ profile: 'b2b-service-launch' }), withServices, spfIs('v=spf1 include:_spf.google.com include:sendgrid.net ~all')),
    finds: ['email/spf:unapproved-sender'],
  },
  {
    name: 'SPF lets a service send that nobody approved',
    world: mailBut(withServices, spfIs('v=spf1 include:_spf.google.com include:sendgrid.net ~all')),
    finds: [],
    also: ['email/spf:unapproved-sender'],
  },
  { name: 'a record of the old type SPF', world: mailBut(withRecords(['@', 'SPF', 'v=spf1 -all'])), finds: [], also: ['email/spf:old-type'] },
  {
    name: 'so many TXT records beside SPF that the answer is large',
    world: mailBut(withRecords(...Array.from({ length: 6 }, (_, at) => ['@', 'TXT', `service-verification=${`${at}`.repeat(80)}`] as const))),
    finds: [],
    also: ['email/spf:large-answer'],
  },
  {
    name: 'an own mail server that SPF does not allow',
    world: mailBut(
      namesBehind(['203.0.113.25', `mail.${DOMAIN}`], ['198.51.100.7', `out.${DOMAIN}`]),
      withRecords(['out', 'A', '198.51.100.7']),
      withRecords(['mail', 'A', '203.0.113.25']),

      declaring({ senders: [...usualSenders, { domain: DOMAIN, selectors: ['google'], addresses: ['203.0.113.25', '198.51.100.7'], declared: true }] }),
    ),
    finds: ['email/spf:address-not-allowed'],
  },
  {
    name: 'another SPF at the second name server',
    world: mailBut(secondServerHas(spfIs('v=spf1 include:_spf.old.example ~all'))),
    finds: [`domain/zone-agreement:disagree@${DOMAIN}`],
  },
  {
    name: 'SPF under the return path of Resend does not name it',
    world: mailBut(recordsAre('send', 'TXT', 'v=spf1 ip4:198.51.100.9 ~all')),
    finds: ['email/spf:sender-not-allowed'],
  },
  {
    name: 'mailboxes at Google that SPF does not name, and the config neither',
    world: mailBut(
      spfIs('v=spf1 ip4:198.51.100.0/28 ~all'),
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
