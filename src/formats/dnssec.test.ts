import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { type Dnskey, dnskeyData, dsDigest, dsFits, isZoneKey, keyTagOf, nameBytes, periodOf, type Rrsig, signatureHolds } from './dnssec.ts';

const hex = (base64: string): string => Buffer.from(base64.replaceAll(/\s/g, ''), 'base64').toString('hex');

/** RFC 6605 §6.1 */
const P256: Dnskey = {
  flags: 257,
  algorithm: 13,
  key: hex('GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA=='),
};
/** RFC 8080 §6.1 */
const ED25519: Dnskey = { flags: 257, algorithm: 15, key: hex('l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=') };
/** RFC 4034 §5.4 */
const SHA1_KEY: Dnskey = {
  flags: 256,
  algorithm: 5,
  key: hex(`AQOeiiR0GOMYkDshWoSKz9Xz fwJr1AYtsmx3TGkJaNXVbfi/ 2pHm822aJ5iI9BMzNXxeYCmZ DRD99WYwYqUSdjMmmAphXdvx
    egXd/M5+X7OrzKBaMbCVdFLU Uh6DhweJBjEVv5f2wwjM9Xzc nOf+EPbtG9DMBmADjFDc2w/r ljwvFw==`),
};

describe('keys and digests of the RFCs', () => {
  it('key tags', () => {
    expect([keyTagOf(P256), keyTagOf(ED25519), keyTagOf(SHA1_KEY)]).toEqual([55648, 3613, 60485]);
  });
  it('DS digests of type 1 and 2', () => {
    expect(dsDigest('example.net', P256, 2)).toBe('b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17');
    expect(dsDigest('example.com', ED25519, 2)).toBe('3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b');
    expect(dsDigest('dskey.example.com', SHA1_KEY, 1)).toBe('2bb183af5f22588179a53b0a98631fad1a292118');
    expect(dsDigest('example.net', P256, 99)).toBeUndefined();
  });
  it('a DS fits its key only', () => {
    const ds = { keyTag: 55648, algorithm: 13, digestType: 2, digest: dsDigest('example.net', P256, 2) ?? '' };
    expect(dsFits('example.net', ds, P256)).toBe(true);
    expect(dsFits('example.org', ds, P256)).toBe(false);
    expect(dsFits('example.net', ds, ED25519)).toBe(false);
    expect(dsFits('example.net', { ...ds, digestType: 99 }, P256)).toBeUndefined();
  });
  it('a revoked key, and one that is no zone key, may not sign', () => {
    expect([257, 256, 385, 0].map((flags) => isZoneKey({ flags }))).toEqual([true, true, false, false]);
  });
});

/* Signatures of whole record sets are checked against Knot's signer and BIND's validator in range/real; here: that nothing else passes. */
describe('signatures', () => {
  const set = { name: 'example.net', type: 'DNSKEY' as const, data: [dnskeyData(P256).toString('hex')] };
  const signature: Rrsig = {
    algorithm: 13,
    labels: 2,
    originalTtl: 3600,
    expiration: 2,
    inception: 1,
    keyTag: 55648,
    signer: 'example.net',
    signature: '00'.repeat(64),
  };
  it('a wrong signature does not hold, whatever its bytes', () => {
    expect(signatureHolds(set, signature, P256)).toBe(false);
    expect(signatureHolds(set, { ...signature, signature: 'ff' }, P256)).toBe(false);
    expect(signatureHolds(set, { ...signature, signature: '' }, P256)).toBe(false);
  });
  it('a key that is no point does not throw', () => {
    const broken = { ...P256, key: '00' };
    expect(signatureHolds(set, { ...signature, keyTag: keyTagOf(broken) }, broken)).toBe(false);
    const rsa = { flags: 257, algorithm: 8, key: '' };
    expect(signatureHolds(set, { ...signature, algorithm: 8, keyTag: keyTagOf(rsa) }, rsa)).toBe(false);
  });
  it('an algorithm that is not known here is neither right nor wrong', () => {
    const odd = { ...P256, algorithm: 17 };
    expect(signatureHolds(set, { ...signature, algorithm: 17, keyTag: keyTagOf(odd) }, odd)).toBeUndefined();
  });
  it('times are read as the nearest ones, also past 2106', () => {
    const now = Date.UTC(2026, 10, 25);
    expect(periodOf({ inception: now / 1000 - 10, expiration: now / 1000 + 10 }, now)).toEqual({ fromMs: now - 10_000, untilMs: now + 10_000 });
    const late = 2 ** 32 * 1000;
    expect(periodOf({ inception: 2 ** 32 - 5, expiration: 5 }, late)).toEqual({ fromMs: late - 5000, untilMs: late + 5000 });
  });
  it('names', () => {
    expect(nameBytes('Ab.c').toString('hex')).toBe('026162016300');
    expect(nameBytes('.').toString('hex')).toBe('00');
  });
});
