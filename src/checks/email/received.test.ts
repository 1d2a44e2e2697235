import { Buffer } from 'node:buffer';
import { generateKeyPairSync } from 'node:crypto';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import type { KeptFlow } from '../../evidence/email/kept-received-messages.ts';
import type { ReceivedMessages } from '../../evidence/email/received-message.ts';
import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import type { Check } from '../../model/check.ts';
import type { Intent, MailPurpose } from '../../model/intent.ts';
import { lookAtMessages } from '../../probes/email/received-message.ts';
import { arrivalOf, type Received } from '../../verbs/mail/keep-message.ts';
import { type Judged, judgeOne } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { receivedAlertCheck } from './received-alert.ts';
import { receivedArrivalCheck } from './received-arrival.ts';
import { receivedAuthenticationCheck } from './received-authentication.ts';
import { receivedFormCheck } from './received-form.ts';
import { receivedLinksCheck } from './received-links.ts';
import { receivedSenderCheck } from './received-sender.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const KEY = `v=DKIM1; k=rsa; p=${pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
const TEXT = 'Hello,\n\nchoose a new password here: https://app.acme.test/reset?token=8d7f6a5s4d3f2a1\n';

interface Case {
  readonly name: string;
  readonly mail?: SendMailOptions;
  /** Signing domain; `null` leaves the mail unsigned. */
  readonly signer?: string | null;
  readonly change?: (raw: string) => string;
  readonly from?: Partial<Received['session']>;
  readonly received?: Partial<Received>;
  readonly purpose?: MailPurpose;
  readonly asked?: KeptFlow['asked'];
  readonly silent?: boolean;
  readonly afterMs?: number;
  readonly zone?: readonly Line[];
  readonly dead?: readonly string[];
  readonly intent?: Partial<Intent>;
  readonly problems: readonly string[];
  readonly unknown?: number;
  readonly byHand?: boolean;
}

const RECORDS: readonly Line[] = [
  ['send', 'TXT', 'v=spf1 include:amazonses.com ~all'],
  ['resend._domainkey', 'TXT', KEY],
  ['_dmarc', 'TXT', 'v=DMARC1; p=reject; rua=mailto:dmarc@acme.test'],
];
const without = (label: string, ...more: readonly Line[]): Line[] => [...RECORDS.filter(([name]) => name !== label), ...more];
const SERVICES = [zone('amazonses.com', ['@', 'TXT', 'v=spf1 ip4:198.51.100.0/24 -all'], ['k._domainkey', 'TXT', KEY])];

async function flowOf(one: Case): Promise<KeptFlow> {
  const about = {
    flow: 'password-reset',
    purpose: one.purpose ?? 'reset',
    environment: 'production',
    withinMs: 120_000,
    asked: one.asked ?? 'request',
  } as const;
  const askedAt = new Date(NOW).toISOString();
  if (one.silent) return { ...about, askedAt, arrival: null };
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    from: '"Acme" <no-reply@acme.test>',
    to: 'ann@inbox.example',
    subject: 'Your new password',
    date: new Date(NOW),
    messageId: '<a1@acme.test>',
    text: TEXT,
    ...one.mail,
    ...(one.signer !== null && { dkim: { domainName: one.signer ?? 'acme.test', keySelector: one.signer === 'amazonses.com' ? 'k' : 'resend', privateKey } }),
  });
  const raw = Buffer.from((one.change ?? ((mail) => mail))((message as Buffer).toString('latin1')), 'latin1');
  const session = { ip: '198.51.100.30', helo: 'a8-30.smtp-out.amazonses.com', mailFrom: 'bounce-1@send.acme.test', ...one.from };
  return { ...about, askedAt, arrival: arrivalOf({ raw, at: NOW + (one.afterMs ?? 400), via: 'smtp', placement: 'not-known', session, ...one.received }, NOW) };
}

async function judge(check: Check, one: Case, lines = one.zone ?? RECORDS): Promise<Judged & { readonly received: ReceivedMessages }> {
  const { dead = [] } = one;
  const answers = zoneAnswers([zone('acme.test', ...lines), ...SERVICES, ...dead.map((name) => zone(name))], dead);
  const received = driveNow(lookAtMessages([await flowOf(one)]), answers);
  expect(receivedMessageEvidence.schema.fault(received, '')).toBeUndefined();
  const subject = { kind: 'project', name: 'project' } as const;
  return { ...judgeOne(check, { received }, { subject, ...(one.intent && { intent: one.intent }) }), received };
}

const AUTHENTICATION: readonly Case[] = [
  { name: 'signed and aligned', problems: [] },
  { name: 'a subdomain of ours signs', signer: 'acme.test', mail: { from: 'a@mail.acme.test' }, problems: [] },
  { name: 'through a relay of ours, by the word of the config', received: { sentFrom: '198.51.100.30' }, from: { ip: '127.0.0.1' }, problems: [] },
  { name: 'nobody knows the address, DKIM carries it', from: { ip: '127.0.0.1' }, problems: [] },
  {
    name: 'a mailbox names the address in its Received line',
    received: { via: 'imap', placement: 'inbox' },
    change: (raw) => `Return-Path: <b@send.acme.test>\r\nReceived: from a8 (a8 [203.0.113.66]) by mx.inbox.example; Wed, 25 Nov 2026 12:00:00 +0000\r\n${raw}`,
    from: { ip: '10.0.0.1' },
    problems: ['spf-refused'],
  },
  { name: 'unsigned', signer: null, problems: ['unsigned'], byHand: true },
  { name: 'signed for the service only', signer: 'amazonses.com', problems: ['other-domain'], byHand: true },
  { name: 'the text was changed', change: (raw) => `${raw}-- \r\nSent by a relay\r\n`, problems: ['body-changed'], byHand: true },
  { name: 'the subject was changed', change: (raw) => raw.replace('Your new', '[SPAM?] Your new'), problems: ['headers-changed'], byHand: true },
  { name: 'no key', zone: without('resend._domainkey'), problems: ['key-missing'], byHand: true },
  { name: 'the key at the doubled name', zone: without('resend._domainkey', ['resend._domainkey.acme.test', 'TXT', KEY]), problems: ['key-misplaced'] },
  { name: 'a withdrawn key', zone: without('resend._domainkey', ['resend._domainkey', 'TXT', 'v=DKIM1; p=']), problems: ['key-unusable'], byHand: true },
  { name: 'SHA-1', change: (raw) => raw.replace('rsa-sha256', 'rsa-sha1'), problems: ['weak-signature'], byHand: true },
  { name: 'DNS does not answer for the key', dead: ['resend._domainkey.acme.test'], problems: [], unknown: 1 },
  {
    name: 'SPF at the domain instead of the return address',
    zone: without('send', ['@', 'TXT', 'v=spf1 include:amazonses.com ~all']),
    problems: ['spf-wrong-name'],
  },
  { name: 'SPF there allows others', zone: without('send', ['send', 'TXT', 'v=spf1 ip4:192.0.2.7 -all']), problems: ['spf-refused'] },
  { name: 'SPF nowhere', zone: without('send'), problems: ['spf-refused'] },
  { name: 'DNS does not answer for SPF', dead: ['send.acme.test'], problems: [], unknown: 1 },
  { name: 'the return address of the service is its own affair', from: { mailFrom: 'b@bounces.example' }, problems: [] },
  {
    name: 'signed and sent from below, but the policy is strict',
    signer: 'mail.acme.test',
    zone: [
      ['send', 'TXT', 'v=spf1 include:amazonses.com ~all'],
      ['resend._domainkey.mail', 'TXT', KEY],
      ['_dmarc', 'TXT', 'v=DMARC1; p=reject; adkim=s; aspf=s; rua=mailto:dmarc@acme.test'],
    ],
    problems: ['not-aligned'],
  },
  { name: 'a key in test mode', zone: without('resend._domainkey', ['resend._domainkey', 'TXT', KEY.replace('k=rsa', 'k=rsa; t=y')]), problems: ['testing'] },
  { name: 'two From addresses', change: (raw) => raw.replace(/^From:.*$/m, 'From: a@acme.test, b@acme.test'), problems: [], unknown: 1 },
  { name: 'nothing arrived', silent: true, problems: [], unknown: 1 },
];

describe('email/received-authentication', () => {
  test.each(AUTHENTICATION)('$name', async (one) => {
    const judged = await judge(receivedAuthenticationCheck, one);
    expect(judged.problems).toEqual(one.problems);
    expect(judged.unknown).toHaveLength(one.unknown ?? 0);
    const clean = one.problems.length === 0 && !one.unknown;
    expect(!clean || judged.passes.join().includes('signed and aligned: password-reset by')).toBe(true);
    for (const { details } of judged.fails) {
      expect(details.proof[0]?.lines?.join('\n')).toMatch(/^From: .*@/);
      if (one.byHand || details.fix === undefined) continue;
      // The fix, applied to the zone, clears its finding and makes no other.
      const fixed = applyChanges([zone('acme.test', ...(one.zone ?? RECORDS))], details.fix.changes ?? []);
      const answers = zoneAnswers([...fixed, ...SERVICES]);
      const received = driveNow(lookAtMessages([await flowOf(one)]), answers);
      expect(judgeOne(receivedAuthenticationCheck, { received }).problems).toEqual([]);
    }
  });
  test('a key that changed days later is no fault of the mail', async () => {
    const one: Case = { name: '', zone: without('resend._domainkey', ['send', 'TXT', 'v=spf1 -all']), problems: [] };
    const { received } = await judge(receivedAuthenticationCheck, one);
    const [message] = received.messages;
    const then = { messages: [{ ...message, arrival: { ...message?.arrival, passedThen: { dkim: true, spf: true } } }] };
    const days = (count: number) => judgeOne(receivedAuthenticationCheck, { received: then }, { now: NOW + count * 86_400_000 });
    expect(days(0).problems).toContain('key-missing');
    expect(days(3)).toMatchObject({
      problems: [],
      unknown: [expect.stringContaining('was good when it came'), expect.stringContaining('SPF of send.acme.test')],
    });
  });
  test('what was signed only in part', async () => {
    const { received } = await judge(receivedAuthenticationCheck, { name: '', problems: [] });
    const [message] = received.messages;
    const partly = {
      messages: [{ ...message, arrival: { ...message?.arrival, signatures: message?.arrival?.signatures.map((one) => ({ ...one, unsignedBytes: 9 })) } }],
    };
    expect(judgeOne(receivedAuthenticationCheck, { received: partly }).problems).toEqual(['partly-signed']);
  });
});

const html = (href: string): SendMailOptions => ({ text: 'Open the mail in HTML', html: `<a href="${href}">Choose a new password</a>` });
/** One test per case, and one for a project that sends no mail. */
function listed(check: Check, cases: readonly Case[]): void {
  test.each(cases)('$name', async (one) => {
    const judged = await judge(check, one);
    expect(judged.problems).toEqual(one.problems);
    expect(judged.unknown).toHaveLength(one.unknown ?? 0);
  });
  test('a project that sends no mail', async () => {
    expect((await judge(check, { name: '', problems: [], intent: { sendsMail: false } })).notApplicable).toHaveLength(1);
  });
}

describe('email/received-sender', () => {
  listed(receivedSenderCheck, [
    { name: 'our own domain', problems: [] },
    { name: 'a free mailbox', mail: { from: 'acme.support@gmail.com' }, problems: ['free-mailbox'] },
    { name: 'the domain of a tool', mail: { from: 'noreply@mail.app.supabase.io' }, problems: ['foreign-domain'] },
    { name: 'answers go to a free mailbox', mail: { replyTo: 'acme@gmail.com' }, problems: ['free-reply'] },
    { name: 'no From line', change: (raw) => raw.replace(/^From:.*\r\n/m, ''), problems: ['no-sender'] },
  ]);
});
describe('email/received-links', () => {
  listed(receivedLinksCheck, [
    { name: 'the canonical host', problems: [] },
    { name: 'this machine', mail: html('http://localhost:3000/reset?token=a'), problems: ['this-machine'] },
    { name: 'a private address', mail: html('https://192.168.1.4/reset?token=a'), problems: ['this-machine'] },
    { name: 'a preview', mail: html('https://acme-git-main.vercel.app/reset?token=a'), problems: ['preview'] },
    { name: 'without encryption', mail: html('http://app.acme.test/reset?token=a'), problems: ['insecure'] },
    { name: 'somebody else', mail: html('https://login.other.example/reset?token=a'), problems: ['other-host'] },
    { name: 'a foot with links to others', mail: { text: `${TEXT}\nFollow us: https://social.example/acme\n` }, problems: [] },
    { name: 'no link', mail: { text: 'Choose a new password here:' }, problems: ['no-link'] },
    { name: 'no link in an alert', purpose: 'alert', mail: { text: 'It is down.' }, problems: [] },
  ]);
});
describe('email/received-form', () => {
  listed(receivedFormCheck, [
    { name: 'a plain mail', problems: [] },
    { name: 'HTML alone', mail: { text: '', html: '<p>Hello</p>' }, problems: ['html-only'] },
    { name: 'no Message-ID', change: (raw) => raw.replace(/^Message-ID:.*\r\n/m, ''), problems: ['message-id'] },
    { name: 'no date', change: (raw) => raw.replace(/^Date:.*\r\n/m, ''), problems: ['date'] },
    { name: 'a date of last year', mail: { date: new Date('2025-01-01T00:00:00Z') }, problems: ['date'] },
    { name: 'a newsletter without a way out', purpose: 'newsletter', problems: ['no-unsubscribe'] },
    {
      name: 'a newsletter with one',
      purpose: 'newsletter',
      mail: { headers: { 'List-Unsubscribe': '<https://acme.test/out/1>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } },
      problems: [],
    },
  ]);
});
describe('email/received-arrival', () => {
  listed(receivedArrivalCheck, [
    { name: 'soon', problems: [] },
    { name: 'late', afterMs: 95_000, problems: ['late'] },
    { name: 'late, but a person asked', asked: 'person', afterMs: 95_000, problems: [] },
    { name: 'never', silent: true, problems: ['never-arrived'] },
    { name: 'never, and nobody knows whether it was asked for', silent: true, asked: 'person', problems: [], unknown: 1 },
    { name: 'spam', received: { via: 'imap', placement: 'spam', folder: 'Junk' }, problems: ['spam'] },
    { name: 'only alerts', purpose: 'alert', problems: [], unknown: 1 },
  ]);
});
describe('email/received-alert', () => {
  listed(receivedAlertCheck, [
    { name: 'an alert', purpose: 'alert', problems: [] },
    { name: 'an alert in spam', purpose: 'alert', received: { via: 'imap', placement: 'spam', folder: 'Spam' }, problems: ['spam'] },
    { name: 'no alert', problems: [], unknown: 1 },
  ]);
});

test('nothing of the person and no token is kept', async () => {
  const kept = JSON.stringify(
    await flowOf({
      name: '',
      problems: [],
      mail: { from: '"Ann Doe" <ann.doe@acme.test>', to: 'bob@inbox.example', html: html('https://app.acme.test/v/8d7f6a5s4d3f2a1').html },
    }),
  );
  for (const secret of ['8d7f6a5s4d3f2a1', 'ann.doe', 'Ann Doe', 'bob', 'Your new password', 'bounce-1']) expect(kept).not.toContain(secret);
  expect(kept).toContain('https://app.acme.test/reset?token=…');
  expect(kept).toContain('…@acme.test');
});
