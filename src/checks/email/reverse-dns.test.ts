import { expect, it } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { lookAtReverseDns, senderAddresses } from '../../probes/email/reverse-dns.ts';
import { lookAtSpf } from '../../probes/email/spf.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { reverseDnsCheck } from './reverse-dns.ts';

const SPF: Line = ['@', 'TXT', 'v=spf1 ip4:203.0.113.7 include:x.test ip4:198.51.100.0/24 ~all'];
const SIX: Line = ['@', 'TXT', 'v=spf1 ip6:2001:DB8::7/128 -all'];
const MX: readonly Line[] = [
  ['@', 'MX', '10 mx.acme.test'],
  ['@', 'MX', '20 mx.other.test.'],
  ['mx', 'A', '203.0.113.8'],
];
const NAME: Line = ['mail', 'A', '203.0.113.7'];
interface Case {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly reverse: readonly Line[];
  readonly problems: readonly string[];
  readonly unknown?: number;
  /** The config names the address. */
  readonly declared?: boolean;
}
const CASES: readonly Case[] = [
  { name: 'leads back', lines: [SPF, NAME], reverse: [['7', 'PTR', 'mail.acme.test.']], problems: [] },
  {
    name: 'one of two names leads back',
    lines: [SPF, NAME],
    reverse: [
      ['7', 'PTR', 'a.gone.test.'],
      ['7', 'PTR', 'mail.acme.test.'],
    ],
    problems: [],
  },
  { name: 'no name', lines: [SPF], reverse: [], problems: ['no-name'] },
  { name: 'no name, declared', lines: [], reverse: [], declared: true, problems: ['no-name'] },
  { name: 'leads back, declared', lines: [SPF, NAME], reverse: [['7', 'PTR', 'mail.acme.test.']], declared: true, problems: [] },
  { name: 'a name that leads elsewhere', lines: [SPF, ['mail', 'A', '203.0.113.9']], reverse: [['7', 'PTR', 'mail.acme.test.']], problems: ['other-way'] },
  { name: 'a name that is gone', lines: [SPF], reverse: [['7', 'PTR', 'gone.acme.test.']], problems: ['other-way'] },
  { name: 'a name that nobody answers for', lines: [SPF], reverse: [['7', 'PTR', 'mail.silent.test.']], problems: [], unknown: 1 },
  { name: 'an exchanger of its own', lines: [...MX], reverse: [], problems: ['no-name'] },
  { name: 'IPv6 without a name', lines: [SIX], reverse: [], problems: ['no-name'] },
  { name: 'services only', lines: [['@', 'TXT', 'v=spf1 include:x.test ip4:198.51.100.0/24 a mx ~all']], reverse: [], problems: [] },
  { name: 'private addresses', lines: [['@', 'TXT', 'v=spf1 ip4:10.0.0.5 -all']], reverse: [], problems: [] },
];

it.each(CASES)('email/reverse-dns: $name', ({ lines, reverse, problems, unknown, declared }) => {
  const senders = declared === true ? [{ domain: 'acme.test', selectors: [], declared: true, addresses: ['203.0.113.7'] }] : [];
  const zones = [zone('acme.test', ...lines), zone('113.0.203.in-addr.arpa', ...reverse), zone('silent.test')];
  const answers = zoneAnswers(zones, ['silent.test']);
  const seen = senderAddresses('acme.test', driveNow(lookAtSpf('acme.test', []), answers), driveNow(lookAtMx('acme.test'), answers), {
    senders,
    domains: ['acme.test'],
  });
  const judged = judgeOne(reverseDnsCheck, { reverse: driveNow(lookAtReverseDns(seen), answers), ns: undefined });
  expect([judged.problems, judged.unknown.length]).toEqual([problems, unknown ?? 0]);
  expect(judged.fails.map(({ details }) => details.soften !== undefined)).toEqual(problems.map(() => declared !== true));
});
