import { publicKeyText } from '../ca.ts';
import { declaring, mailBut, type WorldChange } from '../faults/change.ts';
import { recordsAre, resolverFails, withRecords, withZone, withoutRecords } from '../faults/dns.ts';
import { founderReports } from '../../src/verbs/dmarc/founder-reports.fixture.ts';
import { withReports } from '../faults/reports.ts';
import { DOMAIN, zone } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const dmarcIs = (text: string) => recordsAre('_dmarc', 'TXT', text);
const HERE = `rua=mailto:dmarc@${DOMAIN}`;
/** A report service; `allows` publishes its permission for our domain. */
const vendor = (allows: boolean) =>
  withZone(
    zone('reports.example', [
      ['@', 'SOA', 'ns.reports.example hostmaster.reports.example 1 7200 3600 1209600 300'],
      ['@', 'MX', '10 mx.reports.example'],
      ['mx', 'A', '203.0.113.50'],
      ...(allows ? ([[`${DOMAIN}._report._dmarc`, 'TXT', 'v=DMARC1;']] as const) : []),
    ]),
  );

/** Newsletters come from a name below the domain, with SPF and DKIM in order. */
const newsletters: WorldChange = (spec) => {
  const news = { domain: `news.${DOMAIN}`, selectors: ['n1'], declared: true };
  const key = ['n1._domainkey.news', 'TXT', `v=DKIM1; k=rsa; p=${publicKeyText(2048, 'news')}`] as const;
  return declaring({ senders: [...(spec.intent.senders ?? []), news] })(withRecords(key, ['news', 'TXT', 'v=spf1 ip4:198.51.100.9 ~all'])(spec));
};

export const dmarcScenarios: readonly Scenario[] = [
  { name: 'no DMARC', world: mailBut(withoutRecords('_dmarc')), finds: [`email/dmarc:missing@${DOMAIN}`] },
  {
    name: 'DMARC at the domain itself',
    world: mailBut(withoutRecords('_dmarc'), withRecords(['@', 'TXT', `v=DMARC1; p=none; ${HERE}`])),
    finds: ['email/dmarc:wrong-place'],
  },
  {
    name: 'DMARC with the domain typed twice',
    world: mailBut(withoutRecords('_dmarc'), withRecords([`_dmarc.${DOMAIN}`, 'TXT', `v=DMARC1; p=none; ${HERE}`])),
    finds: ['email/dmarc:wrong-place'],
  },
  { name: 'two DMARC records', world: mailBut(withRecords(['_dmarc', 'TXT', 'v=DMARC1; p=none'])), finds: ['email/dmarc:duplicate'] },
  { name: 'DMARC that receivers do not recognise', world: mailBut(dmarcIs(`p=quarantine; v=DMARC1; ${HERE}`)), finds: ['email/dmarc:invalid'] },
  { name: 'DMARC without policy and reports', world: mailBut(dmarcIs('v=DMARC1; p=maybe')), finds: ['email/dmarc:no-policy'] },
  { name: 'DMARC with a policy nobody knows', world: mailBut(dmarcIs(`v=DMARC1; p=strict; ${HERE}`)), finds: ['email/dmarc:unclear-policy'] },
  { name: 'DMARC only watches and nobody watches', world: mailBut(dmarcIs('v=DMARC1; p=none')), finds: ['email/dmarc:no-reports'] },
  {
    name: 'DMARC enforces without reports',
    world: mailBut(dmarcIs('v=DMARC1; p=reject'), declaring({ profile: 'mobile-first-launch' })),
    finds: ['email/dmarc:no-reports-enforced'],
  },
  {
    name: 'DMARC reports to a domain without mail',
    world: mailBut(dmarcIs('v=DMARC1; p=none; rua=mailto:x@gone.example')),
    finds: ['email/dmarc:reports-cannot-arrive'],
  },
  { name: 'DMARC reports without mailto', world: mailBut(dmarcIs(`v=DMARC1; p=none; rua=dmarc@${DOMAIN}`)), finds: ['email/dmarc:reports-cannot-arrive'] },
  {
    name: 'DMARC reports to a service that does not take them',
    world: mailBut(vendor(false), dmarcIs('v=DMARC1; p=none; rua=mailto:x@reports.example')),
    finds: ['email/dmarc:reports-cannot-arrive'],
  },
  {
    name: 'DMARC reports to a service that takes them',
    world: mailBut(vendor(true), dmarcIs('v=DMARC1; p=quarantine; rua=mailto:x@reports.example')),
    finds: [],
  },
  {
    name: 'one of two report addresses is broken',
    world: mailBut(dmarcIs(`v=DMARC1; p=quarantine; ${HERE},mailto:x@gone.example`)),
    finds: [],
    also: ['email/dmarc:report-address'],
  },
  {
    name: 'DMARC reports to three addresses',
    world: mailBut(dmarcIs(`v=DMARC1; p=reject; ${HERE},mailto:b@${DOMAIN},mailto:c@${DOMAIN}`)),
    finds: [],
    also: ['email/dmarc:many-report-addresses'],
  },
  { name: 'DMARC claims to be a public suffix', world: mailBut(dmarcIs(`v=DMARC1; p=reject; psd=y; ${HERE}`)), finds: ['email/dmarc:claims-suffix'] },
  {
    name: 'DMARC wants strict SPF, and Resend sends with a return path below',
    world: mailBut(dmarcIs(`v=DMARC1; p=reject; aspf=s; ${HERE}`)),
    finds: [],
    also: ['email/dmarc:strict-spf'],
  },
  { name: 'DMARC leaves subdomains open', world: mailBut(dmarcIs(`v=DMARC1; p=reject; sp=none; ${HERE}`)), finds: ['email/dmarc:weaker-subdomains'] },
  { name: 'DMARC with a tag twice', world: mailBut(dmarcIs(`v=DMARC1; p=none; p=reject; ${HERE}`)), finds: ['email/dmarc:invalid'] },
  { name: 'DMARC whose policy is in capitals', world: mailBut(dmarcIs(`v=DMARC1; P=Reject ; ${HERE}`)), finds: ['email/dmarc:unclear-policy'] },
  {
    name: 'DMARC reports to a domain instead of a mailbox',
    world: mailBut(dmarcIs(`v=DMARC1; p=none; rua=mailto:${DOMAIN}`)),
    finds: ['email/dmarc:reports-cannot-arrive'],
  },
  { name: 'DMARC for a tenth of the mail', world: mailBut(dmarcIs(`v=DMARC1; p=reject; pct=10; ${HERE}`)), finds: ['email/dmarc:part-of-mail'] },
  {
    name: 'DMARC with tags of the old standard',
    world: mailBut(dmarcIs(`v=DMARC1; p=reject; rf=afrf; ri=86400; ${HERE}`)),
    finds: [],
    also: ['email/dmarc:removed-tags'],
  },
  { name: 'DMARC in test mode', world: mailBut(dmarcIs(`v=DMARC1; p=reject; t=y; ${HERE}`)), finds: [], also: ['email/dmarc:testing'] },
  { name: 'DMARC only watches', world: mailBut(dmarcIs(`v=DMARC1; p=none; ${HERE}`)), finds: [], also: ['email/dmarc-ladder:watching-only'] },
  {
    name: 'two DMARC records at the name below the domain from which newsletters come',
    world: mailBut(newsletters, withRecords(['_dmarc.news', 'TXT', `v=DMARC1; p=reject; ${HERE}`], ['_dmarc.news', 'TXT', 'v=DMARC1; p=none'])),
    finds: ['email/dmarc:duplicate'],
  },
  {
    name: 'DMARC of its own at the name below the domain from which newsletters come',
    world: mailBut(newsletters, withRecords(['_dmarc.news', 'TXT', `v=DMARC1; p=reject; ${HERE}`])),
    finds: [],
  },
  {
    name: 'DNS does not say whether the name from which newsletters come has DMARC',
    world: mailBut(newsletters, resolverFails({ name: `_dmarc.news.${DOMAIN}`, fault: 'servfail' })),
    finds: [],
    unknown: [`email/dmarc@${DOMAIN}`],
  },
  {
    name: 'DMARC only watches, and the reports allow more',
    world: mailBut(
      dmarcIs(`v=DMARC1; p=none; ${HERE}`),
      withReports((nowS) => founderReports(nowS, false)),
    ),
    finds: [],
    also: ['email/dmarc-ladder:ready-for-quarantine'],
  },
  {
    name: 'DMARC only watches, and the reports show a newsletter that would be lost',
    world: mailBut(
      dmarcIs(`v=DMARC1; p=none; ${HERE}`),
      withReports((nowS) => founderReports(nowS, true)),
    ),
    finds: [],
    also: ['email/dmarc-ladder:not-ready'],
  },
  {
    name: 'DMARC puts a newsletter of ours into spam, as the reports show',
    world: mailBut(
      dmarcIs(`v=DMARC1; p=quarantine; ${HERE}`),
      withReports((nowS) => founderReports(nowS, true)),
    ),
    finds: [],
    also: ['email/dmarc-ladder:hits-own-mail'],
  },
  {
    name: 'DNS does not say whether there is DMARC',
    world: mailBut(resolverFails({ name: `_dmarc.${DOMAIN}`, fault: 'servfail' })),
    finds: [],
    unknown: [`email/dmarc@${DOMAIN}`],
  },
  {
    name: 'the DMARC question is never answered',
    world: mailBut(resolverFails({ name: `_dmarc.${DOMAIN}`, fault: 'silent' })),
    finds: [],
    unknown: [`email/dmarc@${DOMAIN}`],
  },
];
