import { Buffer } from 'node:buffer';
import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { readDkimSignatures } from './dkim-signature.ts';
import { type DkimResult, verifyDkim } from './dkim-verify.ts';
import { type DnsAnswer, driveNow, NOTHING } from './dns-question.ts';
import { readMessage } from './message.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const edwards = generateKeyPairSync('ed25519');
const base64 = (key: typeof rsa.publicKey): string => key.export({ format: 'der', type: 'spki' }).toString('base64');
const RECORD = `v=DKIM1; k=rsa; p=${base64(rsa.publicKey)}`;
const ED_RECORD = `v=DKIM1; k=ed25519; p=${Buffer.from(base64(edwards.publicKey), 'base64').subarray(-32).toString('base64')}`;

/** TXT by name; what is not there does not exist. */
type Zone = Readonly<Record<string, string | readonly string[]>>;
function answer(zone: Zone, name: string): DnsAnswer {
  const found = zone[name];
  if (found === 'servfail') return { ...NOTHING, status: 'unknown', why: 'SERVFAIL' };
  return found === undefined ? { ...NOTHING, status: 'nxdomain' } : { ...NOTHING, status: 'ok', texts: [found].flat() };
}
const verifyAll = (mail: string | Uint8Array, zone: Zone): DkimResult[] =>
  driveNow(verifyDkim(readDkimSignatures(readMessage(Buffer.from(mail))), NOW), ({ name }) => answer(zone, name));

async function signed(changes: object = {}, dkim: object = {}): Promise<string> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    from: '"Acme" <no-reply@acme.example>',
    to: 'ann@inbox.example',
    subject: 'Your new password, with a subject that is long enough to be folded over several lines of the header',
    text: 'Hello,\n\n  choose a  new password here: https://app.acme.example/reset?token=abc \n\n\n',
    html: '<p>Hello</p>',
    ...changes,
    dkim: { domainName: 'acme.example', keySelector: 's1', privateKey: rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), ...dkim },
  });
  return (message as Buffer).toString('latin1');
}
const MAIL = await signed();
const ZONE = { 's1._domainkey.acme.example': RECORD };

/** Signs by hand with the ed25519 key, so that every tag can be chosen; the digest of the header comes from the code under test. */
function handSigned(tags: string, body: string): string {
  const mail = (b: string): string =>
    `DKIM-Signature: v=1; a=ed25519-sha256; d=acme.example; s=s1; h=from:to:from; ${tags}; b=${b}\r\nFrom: a@acme.example\r\nTo: b@inbox.example\r\n\r\n${body}`;
  const [draft] = readDkimSignatures(readMessage(Buffer.from(mail('AA=='))));
  return mail(signWith(null, Buffer.from(draft?.headerDigest ?? '', 'hex'), edwards.privateKey).toString('base64'));
}

describe('messages signed by nodemailer', () => {
  test('passes, and says what was signed', () => {
    expect(verifyAll(MAIL, ZONE)).toMatchObject([{ result: 'pass', problem: null, keyBits: 2048, signature: { domain: 'acme.example', unsignedBytes: 0 } }]);
  });
  test('bare line feeds are what a mailbox API may hand out', () => expect(verifyAll(MAIL.replaceAll('\r\n', '\n'), ZONE)).toMatchObject([{ result: 'pass' }]));
  test('a relay may add lines above', () => expect(verifyAll(`Received: from a by b\r\n${MAIL}`, ZONE)).toMatchObject([{ result: 'pass' }]));
  test('blanks at line ends and empty lines at the end do not matter in the relaxed form', () =>
    expect(verifyAll(`${MAIL.replace('Hello,\r\n', 'Hello, \t\r\n')}\r\n\r\n`, ZONE)).toMatchObject([{ result: 'pass' }]));

  const MUTATED: readonly (readonly [name: string, change: (mail: string) => string, problem: string])[] = [
    ['a letter of the body', (mail) => mail.replace('Hello', 'Hallo'), 'body-changed'],
    ['a footer of a mailing list', (mail) => `${mail}-- \r\nYou get this because …\r\n`, 'body-changed'],
    ['the subject', (mail) => mail.replace('Your new', 'Our new'), 'headers-changed'],
    ['the From line', (mail) => mail.replace('no-reply@acme', 'no-reply@evil'), 'headers-changed'],
    ['a second From line below the signed one', (mail) => mail.replace(/^From:.*\r\n/m, '$&From: evil@evil.example\r\n'), 'headers-changed'],
    ['the signature', (mail) => mail.replace(/ b=([A-Za-z0-9+/])/, (_, first: string) => ` b=${first === 'A' ? 'B' : 'A'}`), 'headers-changed'],
    ['the algorithm', (mail) => mail.replace('a=rsa-sha256', 'a=rsa-sha1'), 'weak-hash'],
    ['no h=', (mail) => mail.replace(/ h=[^;]*;/, ''), 'malformed'],
    ['From unsigned', (mail) => mail.replace('h=from:', 'h='), 'malformed'],
    ['version 2', (mail) => mail.replace('v=1', 'v=2'), 'malformed'],
    ['i= of somebody else', (mail) => mail.replace('d=acme.example;', 'd=acme.example; i=@evil.example;'), 'malformed'],
  ];
  test.each(MUTATED)('changed: %s', (_, change, problem) => {
    expect(change(MAIL)).not.toBe(MAIL);
    expect(verifyAll(change(MAIL), ZONE)).toMatchObject([{ problem }]);
    expect(verifyAll(change(MAIL), ZONE)[0]?.result).not.toBe('pass');
  });

  const KEYS: readonly (readonly [name: string, zone: Zone, wanted: object])[] = [
    ['no key', {}, { result: 'permerror', problem: 'key-missing', misplacedAt: null }],
    ['DNS does not say', { 's1._domainkey.acme.example': 'servfail' }, { result: 'temperror', problem: 'dns' }],
    [
      'the domain typed twice',
      { 's1._domainkey.acme.example.acme.example': RECORD },
      { problem: 'key-missing', misplacedAt: 's1._domainkey.acme.example.acme.example' },
    ],
    ['no key in the text', { 's1._domainkey.acme.example': 'hello' }, { result: 'permerror', problem: 'key-unusable' }],
    ['withdrawn', { 's1._domainkey.acme.example': 'v=DKIM1; p=' }, { result: 'permerror', problem: 'key-revoked' }],
    ['cut off', { 's1._domainkey.acme.example': RECORD.slice(0, 250) }, { result: 'permerror', problem: 'key-unusable' }],
    ['another kind of key', { 's1._domainkey.acme.example': ED_RECORD }, { result: 'permerror', problem: 'key-mismatch' }],
    ['not for SHA-256', { 's1._domainkey.acme.example': `h=sha1; ${RECORD.slice(9)}` }, { problem: 'key-unusable' }],
    ['not for mail', { 's1._domainkey.acme.example': `s=other; ${RECORD.slice(9)}` }, { problem: 'key-unusable' }],
    ['in test mode', { 's1._domainkey.acme.example': `v=DKIM1; t=y; ${RECORD.slice(9)}` }, { result: 'pass', testing: true }],
    [
      'an old and a new key',
      { 's1._domainkey.acme.example': [`p=${base64(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)}`, RECORD] },
      { result: 'pass' },
    ],
  ];
  test.each(KEYS)('key: %s', (_, zone, wanted) => expect(verifyAll(MAIL, zone)).toMatchObject([wanted]));

  test('a key of 512 bits is refused (RFC 8301)', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 512 });
    const mail = await signed({}, { privateKey: small.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() });
    expect(verifyAll(mail, { 's1._domainkey.acme.example': `p=${base64(small.publicKey)}` })).toMatchObject([{ result: 'policy', problem: 'key-short' }]);
  });
  test('each of several signatures is judged by itself', async () => {
    const privateKey = rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const keys = ['acme.example', 'sender.example'].map((domainName) => ({ domainName, keySelector: 's1', privateKey }));
    const both = await signed({}, { domainName: undefined, keySelector: undefined, privateKey: undefined, keys });
    const domains = (zone: Zone): string[] => verifyAll(both, zone).map(({ signature, problem }) => `${signature.domain} ${problem}`);
    expect(domains(ZONE).sort()).toEqual(['acme.example null', 'sender.example key-missing']);
    expect(domains({ ...ZONE, 's1._domainkey.sender.example': RECORD }).sort()).toEqual(['acme.example null', 'sender.example null']);
  });
  test('an unsigned mail has none', () => expect(verifyAll('From: a@acme.example\r\n\r\nHi', {})).toEqual([]));
});

/** RFC 8463, appendix A.3. */
const EXAMPLE = [
  'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;',
  ' d=football.example.com; i=@football.example.com;',
  ' q=dns/txt; s=brisbane; t=1528637909; h=from : to :',
  ' subject : date : message-id : from : subject : date;',
  ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
  ' b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus',
  ' Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
  'From: Joe SixPack <joe@football.example.com>',
  'To: Suzie Q <suzie@shopping.example.net>',
  'Subject: Is dinner ready?',
  'Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)',
  'Message-ID: <20030712040037.46341.5F8J@football.example.com>',
  '',
  'Hi.',
  '',
  'We lost the game.  Are you hungry yet?',
  '',
  'Joe.',
  '',
].join('\r\n');
const EXAMPLE_ZONE = { 'brisbane._domainkey.football.example.com': 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=' };

describe('what nodemailer cannot make', () => {
  test('the example of RFC 8463', () => expect(verifyAll(EXAMPLE, EXAMPLE_ZONE)).toMatchObject([{ result: 'pass', keyBits: 256 }]));
  test('the example of RFC 8463, changed', () => {
    expect(verifyAll(EXAMPLE.replace('hungry', 'angry'), EXAMPLE_ZONE)).toMatchObject([{ problem: 'body-changed' }]);
    // The second From, Subject and Date of h= sign that there is no such second line.
    expect(verifyAll(EXAMPLE.replace('To:', 'Subject: You won\r\nTo:'), EXAMPLE_ZONE)).toMatchObject([{ problem: 'headers-changed' }]);
  });
  // Digests of the bodies by hand: sha256("\r\n"), sha256("Hi\r\n"), sha256("").
  const BODIES: readonly (readonly [name: string, tags: string, body: string, wanted: object])[] = [
    ['simple form of an empty body', 'bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', '', { result: 'pass' }],
    ['relaxed form of an empty body', 'c=simple/relaxed; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', '\r\n\r\n', { result: 'pass' }],
    ['expired', 'x=1700000000; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', '', { result: 'fail', problem: 'expired' }],
    ['x before t', 't=1800000000; x=1700000000; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', '', { problem: 'malformed' }],
    ['l= covers all', 'l=0; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'Added later\r\n', { result: 'pass', signature: { unsignedBytes: 13 } }],
    ['l= is longer than the body', 'l=99; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', '', { problem: 'body-changed' }],
    ['l= is no number', 'l=x; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', '', { problem: 'malformed' }],
    ['c= is unknown', 'c=tidy; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', '', { problem: 'malformed' }],
    ['q= is unknown', 'q=http; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', '', { problem: 'malformed' }],
  ];
  test.each(BODIES)('%s', (_, tags, body, wanted) => {
    expect(verifyAll(handSigned(tags, body), { 's1._domainkey.acme.example': ED_RECORD })).toMatchObject([wanted]);
  });
});

test('any bytes give an answer', () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  for (let round = 0; round < 1000; round++) {
    const bytes = Buffer.from(MAIL, 'latin1');
    for (let count = 0; count < 1 + (round % 20); count++) bytes[random(round % 2 === 0 ? bytes.length : 900)] = random(256);
    for (const { result, why } of verifyAll(round % 10 === 0 ? bytes.subarray(random(bytes.length)) : bytes, ZONE))
      expect(typeof result + typeof why).toBe('stringstring');
  }
});
