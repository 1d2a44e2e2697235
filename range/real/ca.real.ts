import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localCa, type CertificateSpec } from '../ca.ts';

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
