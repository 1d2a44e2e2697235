import { declaring, mailBut } from '../faults/change.ts';
import { recordsAre, resolverFails, withRecords, withoutRecords } from '../faults/dns.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const noMail = declaring({ sendsMail: false, senders: [] });
const withoutMailRecords = [withoutRecords('@', 'MX'), withoutRecords('send'), withoutRecords('resend._domainkey'), withoutRecords('google._domainkey')];

export const mailScenarios: readonly Scenario[] = [
  {
    name: 'mail goes to a name without an address',
    world: mailBut(recordsAre('@', 'MX', '10 mx.gone.example'), withRecords(['@', 'MX', '20 mx2.gone.example'])),
    finds: ['email/mx:no-address', 'email/mx:no-address'],
  },
  { name: 'one of two mail exchangers is gone', world: mailBut(withRecords(['@', 'MX', '20 mx.gone.example'])), finds: [], also: ['email/mx:no-address'] },
  { name: 'the MX record holds an address', world: mailBut(recordsAre('@', 'MX', '10 203.0.113.30')), finds: ['email/mx:is-address'] },
  {
    name: 'the MX record names an alias',
    world: mailBut(recordsAre('@', 'MX', '10 mail.acme.example'), withRecords(['mail', 'CNAME', 'smtp.google.com'])),
    finds: [],
    also: ['email/mx:is-alias'],
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
  },
  {
    name: 'mail from a free mailbox',
    world: mailBut(declaring({ senders: [{ domain: 'gmail.com', selectors: [], declared: true }] })),
    finds: ['email/sender-domain:free-mailbox'],
  },
];
