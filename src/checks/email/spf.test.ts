import { describe, expect, it } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import type { Zone } from '../../formats/zone.ts';
import type { Intent } from '../../model/intent.ts';
import { envelopeNames, sendingAddresses } from '../../probes/email/sending-names.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { lookAtSpf } from '../../probes/email/spf.ts';
import { type Judged, judgeOne, PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { spfCheck } from './spf.ts';

const SERVICES = [
  zone(
    'google.com',
    ['_spf', 'TXT', 'v=spf1 include:_netblocks.google.com include:_netblocks2.google.com ~all'],
    ['_netblocks', 'TXT', 'v=spf1 ip4:192.0.2.0/24 ~all'],
    ['_netblocks2', 'TXT', 'v=spf1 ip4:198.51.100.0/24 ~all'],
  ),
  zone('outlook.com', ['spf.protection', 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all']),
  zone('amazonses.com', ['@', 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all']),
  zone('sendgrid.net', ['@', 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all']),
  zone(
    'heavy.test',
    [
      '@',
      'TXT',
      'v=spf1 a:a.heavy.test a:b.heavy.test a:c.heavy.test a:d.heavy.test a:e.heavy.test a:f.heavy.test a:g.heavy.test a:h.heavy.test a:i.heavy.test -all',
    ],
    ...'abcdefghi'.split('').map((x): Line => [x, 'A', '192.0.2.1']),
  ),
  zone(
    'none.test',
    ['@', 'TXT', 'hello'],
    ['two', 'TXT', 'v=spf1 -all'],
    ['two', 'TXT', 'v=spf1 ~all'],
    ['bad', 'TXT', 'v=spf1 ip4:x -all'],
    ['loop', 'TXT', 'v=spf1 include:loop.none.test -all'],
  ),
];

function judge(zones: readonly Zone[], intent: Partial<Intent> = {}, dead: readonly string[] = []): Judged {
  const answers = zoneAnswers([...zones, ...SERVICES], dead);
  const whole = { ...PLAIN_INTENT, ...intent };
  const spf = driveNow(lookAtSpf('acme.test', envelopeNames('acme.test', whole), sendingAddresses('acme.test', whole)), answers);
  return judgeOne(spfCheck, { spf, mx: driveNow(lookAtMx('acme.test'), answers) }, { intent });
}

const apex = (...texts: string[]): Line[] => texts.map((text) => ['@', 'TXT', text]);
const sender = (provider: string, domain = 'acme.test'): Partial<Intent> => ({
  sendsMail: true,
  senders: [{ domain, provider, selectors: [], declared: true }],
});
const GOOGLE_MX: Line = ['@', 'MX', '1 smtp.google.com'];
const SEND: Line = ['send', 'TXT', 'v=spf1 include:amazonses.com ~all'];
const heavy = (count: number): string => Array.from({ length: count }, (_, n) => `include:n${n}.many.test`).join(' ');
const wide = (count: number): string => Array.from({ length: count }, (_, n) => `include:${n}.wide.many.test`).join(' ');
const networks = (count: number): string => Array.from({ length: count }, (_, n) => `ip4:192.0.2.${n}`).join(' ');
const own = (...addresses: string[]): Partial<Intent> => ({ sendsMail: true, senders: [{ domain: 'acme.test', selectors: [], addresses, declared: true }] });
const MANY = zone(
  'many.test',
  ['open', 'TXT', 'v=spf1 +all'],
  ['deep', 'TXT', 'v=spf1 redirect=open.many.test'],
  ['*.wide', 'TXT', 'v=spf1 -all'],
  ...Array.from({ length: 20 }, (_, n): Line => [`n${n}`, 'TXT', 'v=spf1 ip4:192.0.2.1 -all']),
);

interface Case {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly problems: readonly string[];
  readonly intent?: Partial<Intent>;
  readonly dead?: readonly string[];
  readonly unknown?: number;
  /** The fix leaves it to a person. */
  readonly byHand?: boolean;
}
const CASES: readonly Case[] = [
  { name: 'a good record', lines: apex('v=spf1 include:_spf.google.com ~all'), problems: [] },
  { name: 'a good record among other texts', lines: apex('google-site-verification=x', 'v=spf1 ip4:192.0.2.1 -all'), problems: [] },
  { name: 'nothing', lines: [], problems: ['missing'], byHand: true },
  { name: 'nothing, the sender is known', lines: [], intent: sender('google-workspace'), problems: ['missing'] },
  { name: 'nothing, mailboxes at Google', lines: [GOOGLE_MX], problems: ['missing'] },
  { name: 'nothing at the apex, Resend sends from below', lines: [SEND], intent: sender('resend'), problems: [] },
  { name: 'nothing at the apex, nobody said who sends, but something sends from below', lines: [SEND], problems: [] },
  { name: 'Resend sends from below, mailboxes at Google', lines: [SEND, GOOGLE_MX], intent: sender('resend'), problems: ['missing'] },
  { name: 'SES with its own envelope domain', lines: [], intent: sender('amazon-ses'), problems: ['missing-unused'] },
  { name: 'Resend without its record', lines: apex('v=spf1 -all'), intent: sender('resend'), problems: ['sender-not-allowed'] },
  { name: 'Resend at the wrong place', lines: apex('v=spf1 include:amazonses.com ~all'), intent: sender('resend'), problems: ['sender-not-allowed'] },
  {
    name: 'the declared sender is not in it',
    lines: apex('v=spf1 include:sendgrid.net -all'),
    intent: sender('microsoft-365'),
    problems: ['sender-not-allowed', 'unapproved-sender'],
  },
  { name: 'the mailboxes are not in it', lines: [...apex('v=spf1 include:sendgrid.net -all'), GOOGLE_MX], problems: ['mailbox-not-allowed'] },
  {
    name: 'another domain sends',
    lines: [],
    intent: { domains: ['acme.test', 'other.test'], ...sender('resend', 'other.test') },
    problems: ['missing-unused'],
  },
  { name: 'no mail at all', lines: [], intent: { sendsMail: false }, problems: [] },
  { name: 'two records', lines: apex('v=spf1 include:_spf.google.com ~all', 'v=spf1 include:sendgrid.net -all'), problems: ['duplicate'] },
  { name: 'two records below', lines: [...apex('v=spf1 -all'), SEND, ['send', 'TXT', 'v=spf1 a -all']], problems: ['duplicate'] },
  { name: 'a quoted record', lines: apex('v=spf1; include:_spf.google.com ~all'), problems: ['not-recognised'] },
  { name: 'a comma', lines: apex('v=spf1 include:_spf.google.com, include:sendgrid.net ~all'), problems: ['syntax'] },
  { name: 'a word that nobody knows', lines: apex('v=spf1 incl:_spf.google.com ~all'), problems: ['syntax'], byHand: true },
  { name: 'an include without SPF', lines: apex('v=spf1 include:none.test include:sendgrid.net ~all'), problems: ['broken-include'] },
  { name: 'an include that does not exist', lines: apex('v=spf1 include:gone.none.test ~all'), problems: ['broken-include'] },
  { name: 'a redirect to nothing', lines: apex('v=spf1 redirect=none.test'), problems: ['broken-include'] },
  { name: 'an include with two records', lines: apex('v=spf1 include:two.none.test ~all'), problems: ['broken-include'] },
  { name: 'an include with an error', lines: apex('v=spf1 include:bad.none.test ~all'), problems: ['broken-include'] },
  { name: 'an include of itself', lines: apex('v=spf1 include:loop.none.test ~all'), problems: ['broken-include'], byHand: true },
  { name: 'ten look-ups', lines: apex('v=spf1 include:heavy.test ~all'), problems: [] },
  { name: 'eleven look-ups, one not needed', lines: apex('v=spf1 include:heavy.test include:sendgrid.net ~all'), problems: ['too-many-lookups'] },
  { name: 'eleven look-ups, all needed', lines: apex(`v=spf1 ${heavy(11)} ~all`), problems: ['too-many-lookups'], byHand: true },
  { name: 'look-ups behind all do not count', lines: apex(`v=spf1 ${heavy(10)} ~all include:n11.many.test`), problems: ['text-after-all'] },
  {
    name: 'three names that do not exist',
    lines: apex('v=spf1 a:x.none.test mx:y.none.test exists:z.none.test ip4:192.0.2.1 ~all'),
    problems: ['void-lookups'],
  },
  { name: 'an exists that depends on the message', lines: apex('v=spf1 exists:%{i}.none.test ~all'), problems: [] },
  { name: 'everybody', lines: apex('v=spf1 a:a.heavy.test +all'), problems: ['pass-all'] },
  { name: 'everybody, shorter', lines: apex('v=spf1 all'), problems: ['pass-all'] },
  { name: 'neutral', lines: apex('v=spf1 a:a.heavy.test ?all'), problems: ['open-end'] },
  { name: 'no end', lines: apex('v=spf1 a:a.heavy.test'), problems: ['open-end'] },
  { name: 'a redirect is an end', lines: apex('v=spf1 redirect=_spf.google.com'), problems: [] },
  { name: 'ptr', lines: apex('v=spf1 ptr a:a.heavy.test -all'), problems: ['ptr'] },
  { name: 'text behind all', lines: apex('v=spf1 a:a.heavy.test -all google-site-verification=x'), problems: ['text-after-all'] },
  { name: 'an include of a name that nobody registered', lines: apex('v=spf1 include:_spf.gone.example a:a.heavy.test -all'), problems: ['hijackable'] },
  { name: 'a host of a domain that nobody registered', lines: apex('v=spf1 a:mail.gone.example a:a.heavy.test -all'), problems: ['hijackable'] },
  { name: 'the same, but it does not pass', lines: apex('v=spf1 ?a:mail.gone.example a:a.heavy.test -all'), problems: [] },
  { name: 'an include that allows everybody', lines: apex('v=spf1 include:open.many.test -all'), problems: ['pass-all-through'] },
  { name: 'the same, deeper', lines: apex('v=spf1 include:deep.many.test -all'), problems: ['pass-all-through'] },
  { name: 'an include that allows everybody, which does not pass', lines: apex('v=spf1 ?include:open.many.test -all'), problems: [] },
  { name: 'half of the internet', lines: apex('v=spf1 ip4:0.0.0.0/1 ip4:192.0.2.1 -all'), problems: ['wide-network'] },
  { name: 'an include with an equals sign', lines: apex('v=spf1 a:a.heavy.test include=sendgrid.net -all'), problems: ['ignored-term'] },
  { name: 'the same twice', lines: apex('v=spf1 include:sendgrid.net +Include:sendgrid.net -all'), problems: ['repeated-term'] },
  { name: 'a lost space', lines: [['@', 'TXT', '"v=spf1 include:sendgrid.net" "include:amazonses.com ~all"']], problems: ['lost-space'] },
  { name: 'pieces with their spaces', lines: [['@', 'TXT', '"v=spf1 include:sendgrid.net " "include:amazonses.com" " ~all"']], problems: [] },
  { name: 'pieces that cut a word', lines: [['@', 'TXT', '"v=spf1 include:send" "grid.net ~all"']], problems: [] },
  { name: 'cut off after 255 characters', lines: apex(`v=spf1 ${networks(19)}`.slice(0, 255)), problems: ['cut-off'], byHand: true },
  { name: 'a large answer', lines: apex('v=spf1 ip4:192.0.2.1 -all', 'x'.repeat(250), 'y'.repeat(250)), problems: ['large-answer'], byHand: true },
  { name: 'Sender ID', lines: apex('v=spf1 ip4:192.0.2.1 -all', 'spf2.0/pra ip4:192.0.2.1 -all'), problems: ['sender-id'] },
  { name: 'the old type', lines: [...apex('v=spf1 ip4:192.0.2.1 -all'), ['@', 'SPF', 'v=spf1 ip4:192.0.2.1 -all']], problems: ['old-type'], byHand: true },
  {
    name: 'eleven mail servers',
    lines: [...apex('v=spf1 mx -all'), ...'abcdefghijk'.split('').map((x): Line => ['@', 'MX', `10 ${x}.heavy.test`])],
    problems: ['crowded-mx'],
    byHand: true,
  },
  { name: 'addresses of ours', lines: apex('v=spf1 ip4:192.0.2.1 -all'), intent: own('192.0.2.1', '::ffff:192.0.2.1'), problems: [] },
  {
    name: 'addresses that are not in it',
    lines: apex('v=spf1 ip4:192.0.2.1 -all'),
    intent: own('192.0.2.1', '192.0.2.2', '2001:db8::1'),
    problems: ['address-not-allowed', 'address-not-allowed'],
  },
  { name: 'an address, and no record', lines: [], intent: own('192.0.2.1'), problems: ['missing', 'address-not-allowed'], byHand: true },
  {
    name: 'a service that is only neutral',
    lines: apex('v=spf1 ?include:spf.protection.outlook.com ~all'),
    intent: sender('microsoft-365'),
    problems: ['sender-not-allowed'],
  },
  { name: 'thousands of includes', lines: apex(`v=spf1 ${wide(2000)} -all`), problems: ['large-answer', 'too-many-lookups'], byHand: true },
  { name: 'an include that nobody answers for', lines: apex('v=spf1 include:sendgrid.net ~all'), dead: ['sendgrid.net'], problems: [], unknown: 1 },
  {
    name: 'too many look-ups stay proven when another part is unseen',
    lines: apex('v=spf1 include:heavy.test include:outlook.com include:sendgrid.net ~all'),
    dead: ['sendgrid.net'],
    problems: ['broken-include', 'too-many-lookups'],
    unknown: 1,
    byHand: true,
  },
];

describe('email/spf', () => {
  it.each(CASES)('$name', ({ lines, problems, intent, dead, unknown, byHand }) => {
    const zones = [zone('acme.test', ...lines), zone('other.test'), MANY];
    const judged = judge(zones, intent, dead);
    expect(judged.problems).toEqual(problems);
    expect(judged.unknown).toHaveLength(unknown ?? 0);
    for (const { problem, details } of judged.fails) {
      expect(details).not.toHaveProperty('isRepaired');
      expect(details.proof.length).toBeGreaterThan(0);
      expect(details.fix?.steps.length).toBeGreaterThan(1);
      const changes = details.fix?.changes;
      if ((byHand === true || problem === 'unapproved-sender') && changes === undefined) continue;
      // The fix, applied to a copy of the zone, clears the finding and adds none.
      const after = judge(applyChanges(zones, changes ?? []), intent, dead).problems;
      expect(after).not.toContain(problem);
      expect(after.filter((each) => !problems.includes(each))).toEqual([]);
    }
  });

  it.each([
    ['the mailboxes are there', [...apex('v=spf1 include:_spf.google.com -all'), GOOGLE_MX], sender('resend'), []],
    ['it carries the mail of a declared service', apex('v=spf1 include:amazonses.com -all'), sender('resend'), []],
    ['it may not send', apex('v=spf1 -include:sendgrid.net ~all'), sender('resend'), []],
    [
      'nobody said which service a sender is',
      apex('v=spf1 include:sendgrid.net -all'),
      { senders: [{ domain: 'acme.test', selectors: [], declared: true }] },
      [],
    ],
    ['nobody declared a sender', apex('v=spf1 include:sendgrid.net -all'), {}, []],
    ['nobody approved it', apex('v=spf1 include:sendgrid.net -all'), sender('resend'), ['unapproved-sender']],
  ] as const)('a service in the record: %s', (_name, lines, intent, problems) => {
    const judged = judge([zone('acme.test', SEND, ...lines)], { sendsMail: true, ...intent, profile: 'b2b-service-launch' });
    expect(judged.problems).toEqual(problems);
    expect(judged.fails.map(({ details }) => details.soften)).toEqual(problems.map(() => undefined));
  });

  it('shows what every part costs', () => {
    const lines = judge([zone('acme.test', ...apex('v=spf1 a mx include:heavy.test include:sendgrid.net ~all'))]).fails[0]?.details.proof[1]?.lines;
    expect(lines).toEqual([
      'acme.test: 13 look-ups',
      '· a: 1 (finds nothing)',
      '· mx: 1 (finds nothing)',
      '· include:heavy.test: 1 + 9',
      ...'abcdefghi'.split('').map((x) => `· · a:${x}.heavy.test: 1`),
      '· include:sendgrid.net: 1 + 0',
    ]);
  });

  it('puts addresses in the place of an include as the last choice, never those of a large service', () => {
    const fixOf = (text: string) => judge([zone('acme.test', ...apex(text)), MANY]).fails.find(({ problem }) => problem === 'too-many-lookups')?.details.fix;
    const fix = fixOf(`v=spf1 include:_spf.google.com ${heavy(8)} ~all`);
    expect(fix?.changes?.at(-1)).toMatchObject({
      data: `"v=spf1 include:_spf.google.com ip4:192.0.2.1 ${heavy(8).replace('include:n0.many.test ', '')} ~all"`,
    });
    expect(fix?.steps[2]).toContain('put the addresses of include:n0.many.test in place of the include');
    expect(
      fixOf(
        `v=spf1 include:_spf.google.com ${'abcdefgh'
          .split('')
          .map((x) => `a:${x}.heavy.test`)
          .join(' ')} ~all`,
      )?.changes,
    ).toBeUndefined();
  });

  it('puts the right include in the place of a well-known slip', () => {
    const fixed = (text: string) => judge([zone('acme.test', ...apex(text))]).fails[0]?.details.fix?.changes?.at(-1);
    expect(fixed('v=spf1 include:spf.google.com -all')).toMatchObject({ data: '"v=spf1 include:_spf.google.com -all"' });
    expect(fixed('v=spf1 a:a.heavy.test include:spf.resend.com -all')).toMatchObject({ data: '"v=spf1 a:a.heavy.test -all"' });
  });

  it.each(['gmail.com', 'acme.vercel.app'])('does not judge %s, which is not ours', (name) => {
    expect(judgeOne(spfCheck, { spf: { places: [] } }, { subject: { kind: 'domain', name } })).toMatchObject({
      problems: [],
      notApplicable: [expect.any(String)],
    });
  });

  it('says in words what is wrong and where', () => {
    const [finding] = judge([zone('acme.test', ...apex('v=spf1 include:a.example, -all'))]).fails;
    expect(finding?.says).toBe(
      'SPF of acme.test has an error at character 25, "include:a.example,": SPF terms are separated by spaces only: take this character out. Receivers then ignore the whole record',
    );
  });
});
