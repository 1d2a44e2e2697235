import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { publicKeyText } from '../../range/ca.ts';
import { isDkimKey, parseDkimKey, printDkimKey } from './dkim-key.ts';

const RSA = publicKeyText(2048, 'a');
/** RSAPublicKey (PKCS #1) is what stands inside the BIT STRING. */
const PKCS1 = Buffer.from(RSA, 'base64').subarray(24).toString('base64');
const ED25519 = createHash('sha256').update('x').digest('base64');

const KEYS: readonly (readonly [name: string, text: string, wanted: object])[] = [
  ['the whole form', `v=DKIM1; k=rsa; p=${RSA}`, { type: 'rsa', bits: 2048, faults: [] }],
  ['the key alone', `p=${RSA}`, { type: 'rsa', bits: 2048, faults: [] }],
  ['without version', `k=rsa; t=s; p=${RSA};`, { bits: 2048, strict: true, testing: false, faults: [] }],
  ['white space in the key', `v=DKIM1;p=${RSA.slice(0, 70)} ${RSA.slice(70, 140)}\t${RSA.slice(140)}`, { bits: 2048, faults: [] }],
  ['small', `p=${publicKeyText(512, 'a')}`, { bits: 512, faults: [] }],
  ['PKCS #1', `p=${PKCS1}`, { bits: 2048, form: 'pkcs1', faults: [] }],
  ['ed25519', `v=DKIM1; k=ed25519; p=${ED25519}`, { type: 'ed25519', bits: 256, faults: [] }],
  [
    'flags and hashes',
    `v=DKIM1; h=sha256 : sha1; s=email:*; t=y:s; p=${RSA}`,
    { hashes: ['sha256', 'sha1'], services: [], testing: true, strict: true, faults: [] },
  ],
  ['withdrawn', 'v=DKIM1; p=', { revoked: true, bits: null, faults: [] }],
];
const DAMAGED: readonly (readonly [name: string, text: string, says: RegExp])[] = [
  ['cut at 255', `v=DKIM1; k=rsa; p=${RSA}`.slice(0, 255), /cut off/],
  ['a quotation mark inside', `p=${RSA.slice(0, 40)}" "${RSA.slice(40)}`, /quotation mark/],
  ['a dash inside', `p=${RSA.slice(0, 40)}-${RSA.slice(41)}`, /base64 does not have/],
  ['a short ed25519 key', `k=ed25519; p=${RSA}`, /32 bytes/],
  ['an unknown kind', `k=dsa; p=${RSA}`, /kind of key/],
  ['version not first', `k=rsa; v=DKIM1; p=${RSA}`, /begin with/],
  ['no key', 'v=DKIM1; k=rsa', /no p=/],
  ['two semicolons', `v=DKIM1;; p=${RSA}`, /semicolon/],
  ['p twice', `p=${RSA}; p=${RSA}`, /twice/],
];

describe('parseDkimKey', () => {
  it.each(KEYS)('%s', (_name, text, wanted) => {
    expect(parseDkimKey(text)).toMatchObject(wanted);
    expect(isDkimKey(text)).toBe(true);
  });

  it.each(DAMAGED)('%s', (_name, text, says) => {
    expect(
      parseDkimKey(text)
        .faults.map((fault) => fault.says)
        .join('; '),
    ).toMatch(says);
  });

  it('does not take other texts for keys', () => {
    for (const text of ['', 'v=spf1 -all', 'v=DMARC1; p=none', 'hello', 'v=DKIM1; k=rsa']) expect([text, isDkimKey(text)]).toEqual([text, false]);
  });

  it('never throws, and printing then parsing is stable', () => {
    let state = 6376;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const PIECES = ['v=DKIM1', 'p=', 'k=', 'rsa', 'ed25519', ';', ' ', 't=y', ':', 's', RSA.slice(0, 100), RSA, PKCS1, ED25519, '=', '"', '\u0000', 'é'];
    for (let round = 0; round < 1000; round++) {
      const text = Array.from({ length: Math.floor(random() * 12) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
      const { tags } = parseDkimKey(text);
      expect(parseDkimKey(printDkimKey(tags)).tags.map(({ name, value }) => [name, value])).toEqual(tags.map(({ name, value }) => [name, value]));
    }
  });
});
