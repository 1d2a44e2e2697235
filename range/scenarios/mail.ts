import { declaring, mailBut } from '../faults/change.ts';
import { recordsAre, resolverFails, withRecords, withZone, withoutRecords } from '../faults/dns.ts';
import { mtaSts, namesBehind, OWN_MX, ownMail, policyFile, tlsReports } from '../faults/mail.ts';
import { failureMail, withReports } from '../faults/reports.ts';
import { tlsReportJson } from '../../src/formats/tls-report.fixture.ts';
import { zoneRecord } from '../../src/formats/zone-record.ts';
import { DOMAIN, zone } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';
import type { WorldSpec } from '../world.ts';

const noMail = declaring({ sendsMail: false, senders: [] });
/** Mail also leaves from a server of one's own, which SPF names beside Google. */
const ownServer = (spec: WorldSpec): WorldSpec => {
  const senders = [...(spec.intent.senders ?? []), { domain: DOMAIN, selectors: ['google'], addresses: ['203.0.113.44'], declared: true }];
  return declaring({ senders })(recordsAre('@', 'TXT', 'v=spf1 include:_spf.google.com ip4:203.0.113.44 ~all')(spec));
};
/** The same, but nobody declared it. */
const addressInSpf = recordsAre('@', 'TXT', 'v=spf1 include:_spf.google.com ip4:203.0.113.44 ~all');
const saidToBeSigned = (spec: WorldSpec): WorldSpec => ({
  ...spec,
  zones: spec.zones.map((one) => (one.name === 'example' ? { ...one, records: [...one.records, zoneRecord(DOMAIN, 'DS', `1 13 2 ${'ab'.repeat(32)}`)] } : one)),
});
const withoutMailRecords = [withoutRecords('@', 'MX'), withoutRecords('send'), withoutRecords('resend._domainkey'), withoutRecords('google._domainkey')];

export const mailScenarios: readonly Scenario[] = [
  {
    name: 'mail goes to a name without an address',
    world: mailBut(recordsAre('@', 'MX', '10 mx.gone.cloudflare.com'), withRecords(['@', 'MX', '20 mx2.gone.cloudflare.com'])),
    finds: ['email/mx:no-address', 'email/mx:no-address'],
  },
  {
    name: 'one of two mail exchangers is gone',
    world: mailBut(withRecords(['@', 'MX', '20 mx.gone.cloudflare.com'])),
    finds: [],
    also: ['email/mx:no-address'],
  },
  { name: 'the MX record holds an address', world: mailBut(recordsAre('@', 'MX', '10 203.0.113.30')), finds: ['email/mx:is-address'] },
  {
    name: 'the MX record names an alias',
    world: mailBut(recordsAre('@', 'MX', '10 mail.acme.example'), withRecords(['mail', 'CNAME', 'smtp.google.com'])),
    finds: [],
    also: ['email/mx:is-alias'],
  },
  {
    name: 'mail goes to a private address',
    world: mailBut(recordsAre('@', 'MX', '10 mail.acme.example'), withRecords(['mail', 'A', '10.0.0.5'])),
    finds: ['email/mx:private-address'],
  },
  { name: 'two MX records name the same host', world: mailBut(withRecords(['@', 'MX', '5 smtp.google.com'])), finds: [], also: ['email/mx:duplicate'] },
  {
    name: 'mail is sent and nobody takes the answers',
    world: mailBut(recordsAre('@', 'MX'), recordsAre('_dmarc', 'TXT', 'v=DMARC1; p=quarantine; rua=mailto:dmarc@send.acme.example')),
    finds: [],
    also: ['email/mx:replies-bounce'],
  },
  {
    name: 'mail is sent from a domain that takes none',
    world: mailBut(recordsAre('@', 'MX', '0 .'), recordsAre('_dmarc', 'TXT', 'v=DMARC1; p=quarantine; rua=mailto:dmarc@send.acme.example')),
    finds: ['email/mx:sends-but-takes-none'],
  },
  {
    name: 'the mailboxes moved and the MX record did not',
    world: mailBut(
      recordsAre('@', 'MX', '10 mx.zoho.com'),
      withZone(
        zone('zoho.com', [
          ['@', 'SOA', 'ns.zoho.com hostmaster.zoho.com 1 7200 3600 1209600 300'],
          ['@', 'TXT', 'v=spf1 ip4:203.0.113.52 -all'],
          ['mx', 'A', '203.0.113.51'],
        ]),
      ),
    ),
    finds: ['email/spf:mailbox-not-allowed'],
    also: ['email/mx:other-service'],
  },
  { name: 'no mail and mail at once', world: mailBut(withRecords(['@', 'MX', '0 .'])), finds: ['email/mx:null-with-others'] },
  {
    name: 'DNS does not answer for the mail exchanger',
    world: mailBut(resolverFails({ name: 'smtp.google.com', fault: 'servfail' })),
    finds: [],
    unknown: [`email/mx@${DOMAIN}`],
  },
  {
    name: 'a domain that sends no mail and says so',
    world: mailBut(
      noMail,
      ...withoutMailRecords,
      recordsAre('@', 'TXT', 'v=spf1 -all'),
      recordsAre('@', 'MX', '0 .'),
      recordsAre('_dmarc', 'TXT', 'v=DMARC1; p=reject; np=reject'),
    ),
    finds: [],
  },
  {
    name: 'a domain that sends no mail and does not say so',
    world: mailBut(noMail, ...withoutMailRecords, withoutRecords('@', 'TXT'), withoutRecords('_dmarc')),
    finds: ['email/no-mail:spf-open', 'email/no-mail:dmarc-open'],
    also: ['email/no-mail:mx-open'],
  },
  { name: 'mail exchangers of its own that encrypt', world: mailBut(ownMail({}, {})), finds: [] },
  { name: 'a mail exchanger without encryption', world: mailBut(ownMail({ fault: 'no-starttls' })), finds: ['email/starttls:no-starttls'] },
  { name: 'a mail exchanger whose encryption fails', world: mailBut(ownMail({ fault: 'starttls-broken' })), finds: ['email/starttls:broken-starttls'] },
  {
    name: 'a mail exchanger with the certificate of another name',
    world: mailBut(ownMail({ certificate: { names: [`old.${DOMAIN}`] } })),
    finds: [],
    also: ['email/starttls:certificate'],
  },
  { name: 'a mail exchanger that does not talk to us', world: mailBut(ownMail({ fault: 'unwilling' })), finds: [], unknown: [`email/starttls@${DOMAIN}`] },
  { name: 'port 25 is closed from here', world: mailBut(), finds: [], unknown: [`email/starttls@${DOMAIN}`] },
  {
    name: 'a mail server of its own whose name leads back',
    world: mailBut(ownServer, withRecords(['mail', 'A', '203.0.113.44']), namesBehind(['203.0.113.44', `mail.${DOMAIN}`])),
    finds: [],
  },
  { name: 'a mail server of its own without a name behind its address', world: mailBut(ownServer, namesBehind()), finds: ['email/reverse-dns:no-name'] },
  {
    name: 'an address in SPF without a name, of which nobody says that it sends',
    world: mailBut(addressInSpf, namesBehind()),
    finds: [],
    also: ['email/reverse-dns:no-name'],
  },
  {
    name: 'receivers report a failed message of a mail server of its own',
    world: mailBut(
      ownServer,
      withRecords(['mail', 'A', '203.0.113.44']),
      namesBehind(['203.0.113.44', `mail.${DOMAIN}`]),
      withReports((nowS) => ({ 'failure.eml': failureMail(DOMAIN, '203.0.113.44', nowS) })),
    ),
    finds: ['email/failure-reports:own-mail-fails'],
  },
  {
    name: 'receivers report a failed message of a stranger',
    world: mailBut(withReports((nowS) => ({ 'failure.eml': failureMail(DOMAIN, '198.51.100.66', nowS) }))),
    finds: [],
    passes: [`email/failure-reports@${DOMAIN}`],
  },
  {
    name: 'a mail server of its own whose name leads elsewhere',
    world: mailBut(ownServer, namesBehind(['203.0.113.44', `www.${DOMAIN}`])),
    finds: ['email/reverse-dns:other-way'],
  },
  {
    name: 'DNS does not say which name is behind a mail server',
    world: mailBut(ownServer, resolverFails({ name: '44.113.0.203.in-addr.arpa', fault: 'servfail' })),
    finds: [],
    unknown: [`email/reverse-dns@${DOMAIN}`],
  },
  { name: 'MTA-STS that fits', world: mailBut(ownMail({}, {}), tlsReports, mtaSts('enforce', [`*.${DOMAIN}`])), finds: [] },
  {
    name: 'MTA-STS that names another server',
    world: mailBut(ownMail({}), tlsReports, mtaSts('enforce', ['mail.old-host.example'])),
    finds: ['email/mta-sts:mail-refused'],
  },
  {
    name: 'MTA-STS in test that names another server',
    world: mailBut(ownMail({}), tlsReports, mtaSts('testing', ['mail.old-host.example'])),
    finds: [],
    also: ['email/mta-sts:mx-not-listed'],
  },
  {
    name: 'MTA-STS without a policy',
    world: mailBut(tlsReports, withRecords(['_mta-sts', 'TXT', 'v=STSv1; id=1'])),
    finds: [],
    also: ['email/mta-sts:policy-unreachable'],
  },
  {
    name: 'MTA-STS behind a redirect',
    world: mailBut(ownMail({}), tlsReports, mtaSts('enforce', [], { redirect: `https://${DOMAIN}/mta-sts.txt` })),
    finds: [],
    also: ['email/mta-sts:policy-unreachable'],
  },
  {
    name: 'MTA-STS whose policy is a page',
    world: mailBut(ownMail({}), tlsReports, mtaSts('enforce', [], policyFile('<html></html>'))),
    finds: [],
    also: ['email/mta-sts:policy-invalid'],
  },
  {
    name: 'MTA-STS enforced and a mail exchanger with the certificate of another name',
    world: mailBut(ownMail({ certificate: { names: [`old.${DOMAIN}`] } }), tlsReports, mtaSts('enforce', OWN_MX)),
    finds: ['email/starttls:certificate'],
  },
  {
    name: 'a certificate announced for a mail exchanger of a domain that is not signed',
    world: mailBut(ownMail({}), withRecords(['_25._tcp.mx1', 'TLSA', `3 1 1 ${'ab'.repeat(32)}`])),
    finds: [],
    also: ['email/dane:not-signed'],
  },
  {
    // The signatures themselves are missing, which has its own finding; what matters here is that the registrar says that there are some.
    name: 'a certificate announced for a mail exchanger that shows another',
    world: mailBut(ownMail({}), saidToBeSigned, withRecords(['_25._tcp.mx1', 'TLSA', `3 1 1 ${'ab'.repeat(32)}`])),
    finds: ['domain/dnssec:ds-without-key', 'email/dane:mail-lost'],
  },
  {
    name: 'DNS does not say whether a certificate is announced for the mail exchanger',
    world: mailBut(ownMail({}), resolverFails({ name: `_25._tcp.mx1.${DOMAIN}`, fault: 'servfail' })),
    finds: [],
    unknown: [`email/dane@${DOMAIN}`],
  },
  {
    name: 'senders report that they hold mail back, and the reason is still there',
    world: mailBut(
      ownMail({ certificate: { names: [`old.${DOMAIN}`] } }),
      tlsReports,
      mtaSts('enforce', OWN_MX),
      withReports((nowS) => ({ 'tls.json': tlsReportJson({ begin: nowS - 86_400, failed: 40, cause: 'certificate-host-mismatch', host: `mx1.${DOMAIN}` }) })),
    ),
    finds: ['email/starttls:certificate', 'email/tls-reports:mail-held'],
  },
  {
    name: 'senders reported that they held mail back, and it is repaired since',
    world: mailBut(
      ownMail({}),
      tlsReports,
      mtaSts('enforce', OWN_MX),
      withReports((nowS) => ({ 'tls.json': tlsReportJson({ begin: nowS - 86_400, failed: 40, host: `mx1.${DOMAIN}` }) })),
    ),
    finds: [],
    also: ['email/tls-reports:mail-held'],
  },
  { name: 'MTA-STS without reports', world: mailBut(ownMail({}), mtaSts('testing', OWN_MX)), finds: [], also: ['email/tls-rpt:missing'] },
  {
    name: 'DNS does not say whether there is MTA-STS',
    world: mailBut(resolverFails({ name: `_mta-sts.${DOMAIN}`, fault: 'servfail' })),
    finds: [],
    unknown: [`email/mta-sts@${DOMAIN}`],
  },
  {
    name: 'a BIMI record without https',
    world: mailBut(withRecords(['default._bimi', 'TXT', 'v=BIMI1; l=http://acme.example/a.svg'])),
    finds: [],
    also: ['email/bimi:invalid'],
  },
  {
    name: 'mail from a free mailbox',
    world: mailBut(declaring({ senders: [{ domain: 'gmail.com', selectors: [], declared: true }] })),
    finds: ['email/sender-domain:free-mailbox'],
  },
];
