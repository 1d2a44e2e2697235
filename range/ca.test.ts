import { createPublicKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { localCa, publicKeyText } from './ca.ts';

const ca = localCa();

test('certificates of each kind are signed by their issuer', () => {
  const mid = new X509Certificate(ca.intermediate).publicKey;
  for (const key of ['p256', 'rsa2048'] as const) expect(new X509Certificate(ca.issue({ names: ['a.example'], key }).leaf).verify(mid)).toBe(true);
  const own = new X509Certificate(ca.issue({ names: ['a.example'], issuer: 'self' }).leaf);
  expect(own.verify(own.publicKey)).toBe(true);
  expect(new X509Certificate(ca.issue({ names: ['a.example'], issuer: 'unknown' }).leaf).verify(mid)).toBe(false);
});

test('node reads what was asked for', () => {
  const issued = ca.issue({ names: ['a.example', 'b.example'], untilDays: 5 });
  const leaf = new X509Certificate(issued.leaf);
  expect(leaf.subjectAltName).toBe('DNS:a.example, DNS:b.example');
  expect(leaf.issuer).toBe("O=Let's Encrypt\nCN=E7");
  expect(leaf.verify(new X509Certificate(ca.intermediate).publicKey)).toBe(true);
  expect(new X509Certificate(ca.intermediate).checkIssued(new X509Certificate(ca.root))).toBe(true);
  expect(Date.parse(leaf.validTo)).toBe(Math.floor(issued.notAfter / 1000) * 1000);
  expect(new X509Certificate(ca.issue({ names: [], commonName: 'a.example' }).leaf).subjectAltName).toBeUndefined();
  expect(new X509Certificate(ca.issue({ names: ['a.example'], key: 'rsa1024' }).leaf).publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
});

test('the same certificate is issued once', () => {
  expect(ca.issue({ names: ['a.example'] })).toBe(ca.issue({ names: ['a.example'] }));
});

test.each([1024, 2048])('a public key of %d bits for DKIM imports', (bits) => {
  const key = createPublicKey({ key: Buffer.from(publicKeyText(bits, 'x'), 'base64'), format: 'der', type: 'spki' });
  expect(key.asymmetricKeyDetails?.modulusLength).toBe(bits);
});
