import { describe, expect, test } from 'vitest';
import { httpEvidence, leaf, type LeafSpec, tlsAddress, tlsEvidence, TLS_NO_ADDRESS } from '../../../test/support/edge-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { EnumeratedProtocol } from '../../evidence/edge/tls-enumeration.ts';
import type { TlsAddress } from '../../evidence/edge/tls.ts';
import { quote } from '../../model/text.ts';
import { certificate } from './certificate.ts';
import { certificateExpiry } from './certificate-expiry.ts';
import { weakCiphers } from './weak-ciphers.ts';
import { tlsGuideline } from './tls-guideline.ts';
import { tlsProtocols } from './tls-protocols.ts';

const subject = { kind: 'host', name: 'app.acme.test', parent: 'domain:acme.test' } as const;
const hosts = [{ name: 'app.acme.test', purpose: 'staging', declared: true }] as const;

describe('certificate', () => {
  test.each<[string, Partial<TlsAddress>, string[]]>([
    ['all is well', {}, []],
    ['expired', { chain: [leaf({ untilDays: -1 })] }, ['expired']],
    ['valid to the last second', { chain: [leaf({ untilDays: 0 })] }, []],
    ['not yet valid', { chain: [leaf({ fromDays: 2 })] }, ['not-yet-valid']],
    ['self-signed, its wrong name not said twice', { trust: 'self-signed', nameMatches: false }, ['self-signed']],
    ['unknown authority', { trust: 'unknown-ca' }, ['unknown-authority']],
    ['issuer not to be found', { trust: 'undecided' }, ['unknown-authority']],
    ['incomplete', { trust: 'incomplete', incompleteBecause: 'issuer-fetched' }, ['incomplete-chain']],
    ['expired link', { trust: 'expired-in-chain' }, ['expired-intermediate']],
    ['wrong name', { nameMatches: false }, ['wrong-name']],
    ['RSA 1024', { chain: [leaf({ keyType: 'rsa', keyBits: 1024 })] }, ['weak-key']],
    ['RSA 2048', { chain: [leaf({ keyType: 'rsa', keyBits: 2048 })] }, []],
    ['Ed25519 has no size', { chain: [leaf({ keyType: 'ed25519', keyBits: null })] }, []],
    ['SHA-1', { chain: [leaf({ signature: quote('sha1WithRSAEncryption') })] }, ['weak-key']],
    ['SHA-1 in the link above', { chain: [leaf(), leaf({ isCa: true, signature: quote('sha1WithRSAEncryption') })] }, ['weak-key']],
    [
      'SHA-1 in a root that signed itself',
      { chain: [leaf(), leaf({ isCa: true, subject: quote('CN=R'), issuer: quote('CN=R'), signature: quote('sha1WithRSAEncryption') })] },
      [],
    ],
    ['revoked by the list', { revocationList: { status: 'listed', url: quote('http://c'), says: null, revokedAt: null } }, ['revoked']],
    ['a list that could not be read', { revocationList: { status: 'unseen', url: quote('http://c'), says: null, revokedAt: null } }, []],
    ['SHA-1 does not match SHA-128', { chain: [leaf({ signature: quote('sha128x') })] }, []],
    ['several at once', { chain: [leaf({ untilDays: -5 })], nameMatches: false }, ['expired', 'wrong-name']],
    ['no TLS on the port', { outcome: 'failed', chain: [], trust: null, nameMatches: null }, ['no-tls']],
  ])('%s', (_, change, problems) => {
    expect(judgeOne(certificate, { tls: tlsEvidence([tlsAddress(change)]) }, { subject }).problems).toEqual(problems);
  });
  test('one address of two', () => {
    const second = { address: '203.0.113.2' };
    expect(judgeOne(certificate, { tls: tlsEvidence([tlsAddress(), tlsAddress({ ...second, outcome: 'refused', chain: [] })]) }, { subject }).problems).toEqual(
      ['address-without-tls'],
    );
    const judged = judgeOne(certificate, { tls: tlsEvidence([tlsAddress(), tlsAddress({ ...second, nameMatches: false })]) }, { subject });
    expect(judged.problems).toEqual(['wrong-name']);
    expect(judged.fails[0]?.details.proof).toHaveLength(1);
  });
  test('what is only known by name is not proven, and a staging host is no blocker', () => {
    const judged = judgeOne(
      certificate,
      { tls: tlsEvidence([tlsAddress({ trust: 'incomplete', incompleteBecause: 'public-name' })]) },
      { subject, intent: { hosts } },
    );
    expect(judged.fails[0]?.details).toMatchObject({ grade: 'observed', soften: { to: 'incident' } });
  });
  test('the fix is written for the stack that answers', () => {
    const fixOn = (platforms: string[]) =>
      judgeOne(certificate, { tls: tlsEvidence([tlsAddress({ nameMatches: false })]), http: httpEvidence('app.acme.test', { platforms }) }, { subject })
        .fails[0]?.details.fix;
    expect(fixOn(['vercel', 'next'])?.steps[0]).toContain('Vercel');
    expect(fixOn(['nginx'])?.snippet?.text).toContain('certbot --nginx -d app.acme.test');
    expect(fixOn([])?.snippet?.text).toContain('certbot');
  });
  test('no address: nothing to judge', () => {
    for (const check of [certificate, certificateExpiry, tlsProtocols])
      expect(judgeOne(check, { tls: TLS_NO_ADDRESS }, { subject }).notApplicable).toHaveLength(1);
    const seen = { status: 'no-address', address: null, protocols: [], groups: [], smallestPrime: null, hellos: 0 } as const;
    for (const check of [weakCiphers, tlsGuideline]) expect(judgeOne(check, { seen }, { subject }).notApplicable).toHaveLength(1);
  });
});

describe('certificate expiry is relative to the lifetime', () => {
  test.each<[string, LeafSpec, string[]]>([
    ['90 days, 60 left', { fromDays: -30, untilDays: 60 }, []],
    ['90 days, 31 left', { fromDays: -59, untilDays: 31 }, []],
    ['90 days, 29 left', { fromDays: -61, untilDays: 29 }, ['renewal-late']],
    ['90 days, 3 left', { fromDays: -87, untilDays: 3 }, ['imminent']],
    ['a year, 31 left', { fromDays: -334, untilDays: 31 }, []],
    ['47 days, 16 left', { fromDays: -31, untilDays: 16 }, []],
    ['47 days, 15 left', { fromDays: -32, untilDays: 15 }, ['renewal-late']],
    ['6 days, 3 left', { fromDays: -3, untilDays: 3 }, []],
    ['6 days, 1 left', { fromDays: -5, untilDays: 1 }, ['imminent']],
    ['1 day, 20 hours left', { fromDays: -0.2, untilDays: 0.8 }, []],
    ['1 day, 7 hours left', { fromDays: -0.7, untilDays: 0.3 }, ['renewal-late']],
    ['expired is judged elsewhere', { untilDays: -1 }, []],
  ])('%s', (_, spec, problems) => {
    expect(judgeOne(certificateExpiry, { tls: tlsEvidence([tlsAddress({ chain: [leaf(spec)] })]) }, { subject }).problems).toEqual(problems);
  });
  test('of several addresses the first to end counts', () => {
    const tls = tlsEvidence([tlsAddress(), tlsAddress({ address: '203.0.113.2', chain: [leaf({ fromDays: -88, untilDays: 2 })] })]);
    expect(judgeOne(certificateExpiry, { tls }, { subject }).problems).toEqual(['imminent']);
  });
});

describe('TLS versions', () => {
  test.each<[string, Parameters<typeof tlsEvidence>[1], string[], string]>([
    ['modern', {}, [], ''],
    ['1.2 only', { 'TLSv1.3': 'refused' }, [], ''],
    ['1.0 too', { TLSv1: 'accepted' }, ['old-accepted'], 'TLS 1.0'],
    ['1.0 and 1.1', { TLSv1: 'accepted', 'TLSv1.1': 'accepted' }, ['old-accepted'], 'TLS 1.0, TLS 1.1'],
    ['nothing current', { TLSv1: 'accepted', 'TLSv1.2': 'refused', 'TLSv1.3': 'refused' }, ['no-current', 'old-accepted'], ''],
    ['unseen is no refusal', { 'TLSv1.2': 'unseen', 'TLSv1.3': 'unseen' }, [], ''],
  ])('%s', (_, protocols, problems, says) => {
    const judged = judgeOne(tlsProtocols, { tls: tlsEvidence([tlsAddress()], protocols) }, { subject });
    expect(judged.problems).toEqual(problems);
    expect(judged.fails.at(-1)?.says ?? '').toContain(says);
  });
  test('without a handshake it is unknown', () => {
    const tls = tlsEvidence([tlsAddress({ outcome: 'failed', chain: [] })]);
    expect(judgeOne(tlsProtocols, { tls }, { subject }).unknown).toHaveLength(1);
  });
});

describe('the guideline of Mozilla', () => {
  const protocol = (version: EnumeratedProtocol['version'], suites: readonly string[]): EnumeratedProtocol => ({
    version,
    outcome: suites.length > 0 ? 'accepted' : 'refused',
    suites,
  });
  const judged = (...protocols: readonly EnumeratedProtocol[]) => {
    const seen = { status: 'seen', address: '203.0.113.1', protocols, groups: [], smallestPrime: null, hellos: 9 } as const;
    return judgeOne(tlsGuideline, { seen, tls: tlsEvidence([tlsAddress()]) }, { subject });
  };
  const good = [protocol('TLSv1.2', ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256']), protocol('TLSv1.3', ['TLS_AES_128_GCM_SHA256'])];
  test('is kept by what it names, and by less', () => {
    expect(judged(...good).problems).toEqual([]);
    expect(judged(protocol('TLSv1.3', ['TLS_AES_128_GCM_SHA256'])).problems).toEqual([]);
  });
  test('more is one finding that names it', () => {
    const { fails } = judged(protocol('TLSv1', ['TLS_RSA_WITH_AES_128_CBC_SHA']), protocol('TLSv1.2', ['TLS_RSA_WITH_AES_128_CBC_SHA']));
    expect(fails.map(({ says }) => says)).toEqual([expect.stringContaining('TLS 1.0, 1 cipher suite more in TLS 1.2')]);
  });
  test('nothing accepted is unknown', () => {
    expect(judged(protocol('TLSv1.2', [])).unknown).toHaveLength(1);
  });
});
