import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificateBytes, localCa } from '../../range/ca.ts';
import { chainDigests, fitsTlsa, isUsableTlsa, tlsaDigest } from './tlsa.ts';

const { leaf, intermediate = '' } = localCa().issue({ names: ['mx.acme.example'] });
const chain = [leaf, intermediate].map((pem) => chainDigests(new X509Certificate(pem)));
const whole = certificateBytes(leaf).toString('hex');
const issuerKey = new X509Certificate(intermediate).publicKey.export({ type: 'spki', format: 'der' });

test.each([
  ['the whole certificate', 3, 0, 0, whole, true],
  ['its digest', 3, 0, 1, createHash('sha256').update(certificateBytes(leaf)).digest('hex'), true],
  ['the long digest of the key of the issuer', 2, 1, 2, createHash('sha512').update(issuerKey).digest('hex'), true],
  ['the issuer, said of the server itself', 3, 1, 2, createHash('sha512').update(issuerKey).digest('hex'), false],
  ['something else', 2, 0, 0, 'abcdef', false],
] as const)('%s', (_, usage, selector, matchingType, data, fits) => {
  const record = { usage, selector, matchingType, digest: tlsaDigest(matchingType, data) };
  expect([isUsableTlsa(record), fitsTlsa(record, chain)]).toEqual([true, fits]);
});

test.each([
  [0, 0, 1, 64],
  [1, 1, 1, 64],
  [3, 2, 1, 64],
  [3, 1, 3, 64],
  [3, 1, 1, 63],
  [3, 1, 2, 64],
])('%i %i %i with %i digits is not usable', (usage, selector, matchingType, length) => {
  expect(isUsableTlsa({ usage, selector, matchingType, digest: 'a'.repeat(length) })).toBe(false);
});
