import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import type { Zone } from '../../formats/zone.ts';
import type { DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import type { ReceivedMessages } from '../../evidence/email/received-message.ts';
import type { Intent } from '../../model/intent.ts';
import { lookAtDkim, wantedSelectors } from '../../probes/email/dkim.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { publicKeyText } from '../../../range/ca.ts';
import { type Judged, judgeOne, PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { dkimCheck } from './dkim.ts';

const p = (bits: number): string => publicKeyText(bits, `dkim ${bits}`);
/** What stands inside the BIT STRING of SubjectPublicKeyInfo. */
const PKCS1 = Buffer.from(p(2048), 'base64').subarray(24).toString('base64');
const GOOD = `v=DKIM1; k=rsa; p=${p(2048)}`;
const FASTMAIL = zone('fmhosted.com', ...['fm1', 'fm2', 'fm3'].map((name): Line => [`${name}.acme.test.dkim`, 'TXT', GOOD]));

function judge(
  zones: readonly Zone[],
  intent: Partial<Intent> = {},
  dead: readonly string[] = [],
  received?: ReceivedMessages,
  reported?: DmarcReportsEvidence['selectors'],
): Judged {
  const answers = zoneAnswers([...zones, FASTMAIL, zone('silent.test')], dead);
  const dkim = driveNow(
    lookAtDkim('acme.test', wantedSelectors('acme.test', { ...PLAIN_INTENT, domains: ['acme.test'], ...intent }, received, reported)),
    answers,
  );
  return judgeOne(dkimCheck, { dkim, mx: driveNow(lookAtMx('acme.test'), answers), ns: undefined }, { intent });
}

const key = (selector: string, ...texts: string[]): Line[] => texts.map((text) => [`${selector}._domainkey`, 'TXT', text]);
const sender = (provider: string, selectors: string[] = [], domain = 'acme.test'): Partial<Intent> => ({
  sendsMail: true,
  senders: [{ domain, provider, selectors, declared: true }],
});
interface Case {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly problems: readonly string[];
  readonly intent?: Partial<Intent>;
  readonly dead?: readonly string[];
  readonly unknown?: number;
}
const CASES: readonly Case[] = [
  { name: 'Resend: nothing but the key', lines: key('resend', `p=${p(2048)}`), intent: sender('resend'), problems: [] },
  { name: 'Resend with white space in the key', lines: key('resend', `p=${p(2048).replace(/(.{60})/g, '$1 ')}`), intent: sender('resend'), problems: [] },
  { name: 'one of two selectors of the service is enough', lines: key('s2', GOOD), intent: sender('sendgrid'), problems: [] },
  { name: 'ed25519', lines: key('one', `v=DKIM1; k=ed25519; p=${btoa('x'.repeat(32))}`), intent: sender('other', ['one']), problems: [] },
  { name: 'missing', lines: [], intent: sender('resend'), problems: ['missing'] },
  { name: 'missing, with the record to add', lines: [], intent: sender('fastmail'), problems: ['missing'] },
  { name: 'one of two declared selectors missing', lines: key('one', GOOD), intent: sender('resend', ['one', 'two']), problems: ['missing'] },
  { name: 'a CNAME to nothing', lines: [['resend._domainkey', 'CNAME', 'gone.silent.test']], intent: sender('resend'), problems: ['missing'] },
  {
    name: 'a CNAME that nobody answers for',
    lines: [['one._domainkey', 'CNAME', 'x.silent.test'], ...key('two', GOOD)],
    intent: sender('resend', ['one', 'two']),
    dead: ['silent.test'],
    problems: [],
    unknown: 1,
  },
  { name: 'behind a proxy', lines: [['resend._domainkey', 'A', '203.0.113.1']], intent: sender('resend'), problems: ['behind-proxy'] },
  { name: 'missing below a wildcard', lines: [['*', 'A', '203.0.113.1']], intent: sender('resend'), problems: ['missing'] },
  { name: 'withdrawn', lines: key('resend', 'v=DKIM1; k=rsa; p='), intent: sender('resend'), problems: ['revoked'] },
  { name: 'cut off', lines: key('resend', GOOD.slice(0, 255)), intent: sender('resend'), problems: ['damaged'] },
  { name: 'typed twice', lines: [['resend._domainkey.acme.test', 'TXT', `p=${p(2048)}`]], intent: sender('resend'), problems: ['wrong-place'] },
  { name: 'without _domainkey', lines: [['resend', 'TXT', `p=${p(2048)}`]], intent: sender('resend'), problems: ['wrong-place'] },
  { name: 'sha1 only', lines: key('resend', `v=DKIM1; h=sha1; p=${p(2048)}`), intent: sender('resend'), problems: ['wrong-hash'] },
  { name: 'sha1 and sha256', lines: key('resend', `v=DKIM1; h=sha1:sha256; p=${p(2048)}`), intent: sender('resend'), problems: [] },
  { name: 'not for mail', lines: key('resend', `v=DKIM1; s=tlsrpt; p=${p(2048)}`), intent: sender('resend'), problems: ['not-for-mail'] },
  { name: 'for all services', lines: key('resend', `v=DKIM1; s=other:*; p=${p(2048)}`), intent: sender('resend'), problems: [] },
  { name: 'version in small letters', lines: key('resend', `v=dkim1; k=rsa; p=${p(2048)}`), intent: sender('resend'), problems: ['damaged'] },
  { name: 'quoted twice', lines: key('resend', `v=DKIM1; p=\\"${p(2048)}\\"`), intent: sender('resend'), problems: ['damaged'] },
  { name: 'no key in it', lines: key('resend', 'v=spf1 -all'), intent: sender('resend'), problems: ['damaged'] },
  { name: 'an unknown kind of key', lines: key('resend', `v=DKIM1; k=dsa; p=${p(2048)}`), intent: sender('resend'), problems: ['damaged'] },
  { name: 'two keys', lines: key('resend', GOOD, `p=${p(1024)}`), intent: sender('resend'), problems: ['several-keys'] },
  { name: '512 bits', lines: key('resend', `p=${p(512)}`), intent: sender('resend'), problems: ['too-short'] },
  { name: '1024 bits', lines: key('google', `p=${p(1024)}`), intent: sender('google-workspace'), problems: ['short'] },
  { name: '1024 bits, as the service hands them out', lines: key('resend', `p=${p(1024)}`), intent: sender('resend'), problems: [] },
  {
    name: '1024 bits behind an alias',
    lines: [
      ['one._domainkey', 'CNAME', 'small.acme.test'],
      ['small', 'TXT', `p=${p(1024)}`],
    ],
    intent: sender('other', ['one']),
    problems: [],
  },
  { name: 'PKCS #1', lines: key('resend', `p=${PKCS1}`), intent: sender('resend'), problems: ['old-form'] },
  { name: 'two semicolons', lines: key('resend', `v=DKIM1;; p=${p(2048)}`), intent: sender('resend'), problems: ['damaged'] },
  { name: 'testing', lines: key('resend', `v=DKIM1; t=y:s; p=${p(2048)}`), intent: sender('resend'), problems: ['testing'] },
  { name: 'strict is fine', lines: key('resend', `v=DKIM1; t=s; p=${p(2048)}`), intent: sender('resend'), problems: [] },
  { name: 'random selectors, not declared', lines: key('abc', GOOD), intent: sender('amazon-ses'), problems: [], unknown: 1 },
  { name: 'nobody said anything, a key is found', lines: key('google', GOOD), problems: [] },
  { name: 'nobody said anything, nothing is found: never "missing"', lines: [], problems: [], unknown: 1 },
  { name: 'nobody said anything, mailboxes at Google', lines: [['@', 'MX', '1 smtp.google.com']], problems: [], unknown: 1 },
  { name: 'nobody said anything, a wildcard answers', lines: [['*', 'TXT', 'v=spf1 -all']], problems: [], unknown: 1 },
  { name: 'nobody said anything, a damaged leftover', lines: [...key('google', GOOD), ...key('zoho', GOOD.slice(0, 200))], problems: ['damaged-leftover'] },
  {
    name: 'an assumed sender counts as nobody',
    lines: [],
    intent: { senders: [{ domain: 'acme.test', selectors: [], declared: false }] },
    problems: [],
    unknown: 1,
  },
  { name: 'another domain sends', lines: [], intent: { domains: ['acme.test', 'other.test'], ...sender('resend', [], 'other.test') }, problems: [] },
  { name: 'no mail', lines: [], intent: { sendsMail: false }, problems: [] },
];

describe('email/dkim', () => {
  it.each(CASES)('$name', ({ lines, problems, intent, dead, unknown }) => {
    const zones = [zone('acme.test', ...lines)];
    const judged = judge(zones, intent, dead);
    expect(judged.problems).toEqual(problems);
    expect(judged.unknown).toHaveLength(unknown ?? 0);
    for (const { problem, details } of judged.fails) {
      expect(details.proof.length).toBeGreaterThan(0);
      expect(details.fix?.steps.length).toBeGreaterThan(0);
      // A fix for a machine, applied to a copy of the zone, clears the finding and adds none.
      const changes = details.fix?.changes;
      const after = changes ? judge(applyChanges(zones, changes), intent, dead).problems : [];
      expect(after).not.toContain(problem);
      expect(after.filter((each) => !problems.includes(each))).toEqual([]);
    }
  });

  it.each([
    ['quotation marks', `v=DKIM1; p=\\"${p(2048)}\\"`],
    ['two semicolons', `v=DKIM1;; k=rsa; p=${p(2048)};`],
    ['PKCS #1', `p=${PKCS1}`],
    ['version last', `k=rsa; p=${p(2048)}; v=DKIM1`],
    ['version in small letters', `v=dkim1; k=rsa; p=${p(2048)}`],
  ])('writes the record again where nothing is lost: %s', (_name, text) => {
    const zones = [zone('acme.test', ...key('resend', text))];
    const [fail] = judge(zones, sender('resend')).fails;
    expect(judge(applyChanges(zones, fail?.details.fix?.changes ?? []), sender('resend')).problems).toEqual([]);
  });

  it('learns the selector from a mail that was received', () => {
    const received = {
      messages: [
        {
          arrival: {
            signatures: [
              { domain: 'acme.test', selector: 'Abc' },
              { domain: 'amazonses.com', selector: 'x' },
            ],
          },
        },
      ],
    } as never;
    expect(judge([zone('acme.test', ...key('abc', GOOD))], sender('amazon-ses'), [], received)).toMatchObject({ problems: [], unknown: [] });
    expect(judge([zone('acme.test', ...key('abc', 'v=DKIM1; p='))], sender('amazon-ses'), [], received).problems).toEqual(['revoked']);
    expect(judge([zone('acme.test', ...key('abc', GOOD))], {}, [], received)).toMatchObject({
      problems: [],
      unknown: [],
      passes: [expect.stringContaining('abc._domainkey')],
    });
  });

  it('learns the selector from what receivers reported as good', () => {
    const reported = [{ domain: 'acme.test', selector: 'abc', messages: 7 }];
    const look = (text: string, intent = sender('amazon-ses')): Judged => judge([zone('acme.test', ...key('abc', text))], intent, [], undefined, reported);
    expect(look(GOOD)).toMatchObject({ problems: [], unknown: [] });
    expect(look('v=DKIM1; k=rsa; p=!!!').problems).toEqual(['damaged']);
    // Withdrawn since: the service took a new key, which a newer report or mail will show.
    expect(look('v=DKIM1; p=')).toMatchObject({ problems: [], unknown: [expect.stringContaining('cannot be guessed')] });
    expect(look(GOOD, {})).toMatchObject({ problems: [], unknown: [], passes: [expect.stringContaining('abc._domainkey')] });
  });

  it('gives the exact record where it can be told without logging in', () => {
    expect(judge([zone('acme.test')], sender('fastmail')).fails[0]?.details.fix?.snippet?.text).toBe(
      'fm1._domainkey.acme.test. 300 IN CNAME fm1.acme.test.dkim.fmhosted.com.',
    );
  });

  it('says where to click for the others', () => {
    expect(judge([zone('acme.test')], sender('resend')).fails[0]?.details.fix?.steps.join(' ')).toContain('resend.com → Domains');
  });
});
