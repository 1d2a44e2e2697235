import { execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localCa, publicKeyText, type CertificateSpec } from './ca.ts';

const ca = localCa();

/** What openssl says about a leaf with the intermediate at hand. */
function verify(spec: CertificateSpec, host: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'range-ca-'));
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', host, '-CAfile', file('root.pem', ca.root)];
    return execFileSync('openssl', [...args, '-untrusted', file('mid.pem', ca.intermediate), file('leaf.pem', ca.issue(spec).leaf)], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    return (error as { stderr: string }).stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each<[string, CertificateSpec, RegExp]>([
  ['P-256', { names: ['app.acme.example'] }, /OK/],
  ['RSA 2048', { names: ['*.acme.example'], key: 'rsa2048' }, /OK/],
  ['expired', { names: ['app.acme.example'], fromDays: -90, untilDays: -1 }, /certificate has expired/],
  ['not yet valid', { names: ['app.acme.example'], fromDays: 1, untilDays: 90 }, /not yet valid/],
  ['other name', { names: ['other.acme.example'] }, /hostname mismatch/],
  ['unknown authority', { names: ['app.acme.example'], issuer: 'unknown' }, /unable to get local issuer/],
  ['self-signed', { names: ['app.acme.example'], issuer: 'self' }, /self-signed certificate/],
])('openssl verify: %s', (_, spec, says) => {
  expect(verify(spec, 'app.acme.example')).toMatch(says);
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
