import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { der } from '../src/formats/der.ts';

const DAY_MS = 86_400_000;

export type KeyKind = 'p256' | 'rsa2048' | 'rsa1024';

/** A server certificate as data. Days count from now; negative ones have passed. */
export interface CertificateSpec {
  /** subject alternative names; `*.` allowed; empty: the extension is left out */
  readonly names: readonly string[];
  readonly commonName?: string;
  readonly fromDays?: number;
  readonly untilDays?: number;
  readonly key?: KeyKind;
  /** `unknown`: an authority nobody trusts; `self`: signed with its own key; `expired`: an intermediate that has ended */
  readonly issuer?: 'known' | 'unknown' | 'self' | 'expired';
  /** Where the certificate says its revocation list is; by default it names none. */
  readonly revocationList?: string;
  /** Its serial number stands in the revocation list of the authority. */
  readonly revoked?: boolean;
}
/** Certificates in PEM, the leaf first. What a host sends is chosen by the host. */
export interface IssuedCertificate {
  readonly key: string;
  readonly leaf: string;
  readonly intermediate: string | undefined;
  readonly root: string | undefined;
  readonly notBefore: number;
  readonly notAfter: number;
}
export interface Ca {
  /** PEM of the root that clients of the world trust */
  readonly root: string;
  readonly intermediate: string;
  issue(spec: CertificateSpec): IssuedCertificate;
  /** DER of a revocation list of the intermediate, which names what was issued as `revoked`. */
  revocationList(): Uint8Array;
}
/** Serial number of every certificate that is issued as revoked. */
export const REVOKED_SERIAL = Uint8Array.of(0x0b, 0xad, 0xce, 0x27, 0x1f, 0x1c, 0xa7, 0x00);
/** Where the authority hands out its revocation list. */
export const REVOCATION_LIST_URL = 'http://pki.range.example/e7.crl';

interface Signer {
  readonly subject: Uint8Array;
  readonly privateKey: KeyObject;
  readonly keyId: Uint8Array;
  readonly pem: string;
}
interface Names {
  readonly organisation: string;
  readonly commonName: string;
}

/**
 * The certificate authority of this process: root, intermediate, and a second root outside the trust.
 * It carries the name of a real authority so that CAA and issuer can be compared; its keys live only in memory.
 */
export function localCa(): Ca {
  return (ofProcess ??= makeCa());
}
let ofProcess: Ca | undefined;

function makeCa(): Ca {
  const root = authority({ organisation: 'Range', commonName: 'Range Root X1' }, undefined, 3650);
  const intermediate = authority({ organisation: "Let's Encrypt", commonName: 'E7' }, root, 1825);
  const expired = authority({ organisation: "Let's Encrypt", commonName: 'E1' }, root, -1);
  const unknown = authority({ organisation: 'Nobody Knows', commonName: 'Unknown Root' }, undefined, 3650);
  const issued = new Map<string, IssuedCertificate>();
  return {
    root: root.pem,
    intermediate: intermediate.pem,
    issue(spec) {
      const key = JSON.stringify(spec);
      const known = issued.get(key) ?? issueFrom(spec, { root, intermediate, expired, unknown });
      issued.set(key, known);
      return known;
    },
    revocationList: () => signedList(intermediate),
  };
}

function issueFrom(spec: CertificateSpec, from: { root: Signer; intermediate: Signer; expired: Signer; unknown: Signer }): IssuedCertificate {
  const pair = keyPair(spec.key ?? 'p256');
  const subject = nameOf({ organisation: '', commonName: spec.commonName ?? spec.names[0] ?? '' });
  const own: Signer = { subject, privateKey: pair.privateKey, keyId: keyIdOf(pair.spki), pem: '' };
  const issuer = { known: from.intermediate, expired: from.expired, unknown: from.unknown, self: own }[spec.issuer ?? 'known'];
  const notBefore = Date.now() + (spec.fromDays ?? -30) * DAY_MS;
  const notAfter = Date.now() + (spec.untilDays ?? 60) * DAY_MS;
  const serial = spec.revoked ? REVOKED_SERIAL : undefined;
  const leaf = certificate({ subject, spki: pair.spki, issuer, notBefore, notAfter, extensions: leafExtensions(spec, pair.spki, issuer), serial });
  const known = issuer === from.intermediate || issuer === from.expired;
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    leaf,
    intermediate: known ? issuer.pem : undefined,
    root: known ? from.root.pem : issuer === from.unknown ? from.unknown.pem : undefined,
    notBefore,
    notAfter,
  };
}

const pairs = new Map<KeyKind, { privateKey: KeyObject; spki: Uint8Array }>();
/** One key pair of each kind per process: what the certificates say differs, their keys need not. */
function keyPair(kind: KeyKind): { privateKey: KeyObject; spki: Uint8Array } {
  const known = pairs.get(kind);
  if (known) return known;
  const pair = freshPair(kind);
  pairs.set(kind, pair);
  return pair;
}

function freshPair(kind: KeyKind): { privateKey: KeyObject; spki: Uint8Array } {
  const { privateKey, publicKey } =
    kind === 'p256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: kind === 'rsa2048' ? 2048 : 1024, publicExponent: 65537 });
  return { privateKey, spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })) };
}

function authority(names: Names, issuer: Signer | undefined, days: number): Signer {
  const pair = freshPair('p256');
  const subject = nameOf(names);
  const keyId = keyIdOf(pair.spki);
  const own: Signer = { subject, privateKey: pair.privateKey, keyId, pem: '' };
  const signer = issuer ?? own;
  const extensions = [
    extension('2.5.29.19', true, der.sequence(der.boolean(true), ...(issuer ? [der.integer(0)] : []))),
    extension('2.5.29.15', true, der.bitString(Uint8Array.of(0x06), 1)),
    extension('2.5.29.14', false, der.octetString(keyId)),
    ...(issuer ? [extension('2.5.29.35', false, der.sequence(der.implicit(0, issuer.keyId)))] : []),
  ];
  const pem = certificate({ subject, spki: pair.spki, issuer: signer, notBefore: Date.now() - 400 * DAY_MS, notAfter: Date.now() + days * DAY_MS, extensions });
  return { ...own, pem };
}

function leafExtensions(spec: CertificateSpec, spki: Uint8Array, issuer: Signer): Uint8Array[] {
  const names = spec.names.map((name) => der.implicit(2, Buffer.from(name, 'ascii')));
  const rsa = spec.key !== undefined && spec.key !== 'p256';
  return [
    extension('2.5.29.15', true, rsa ? der.bitString(Uint8Array.of(0xa0), 5) : der.bitString(Uint8Array.of(0x80), 7)),
    extension('2.5.29.37', false, der.sequence(der.oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.19', true, der.sequence()),
    extension('2.5.29.14', false, der.octetString(keyIdOf(spki))),
    extension('2.5.29.35', false, der.sequence(der.implicit(0, issuer.keyId))),
    extension('1.3.6.1.5.5.7.1.1', false, der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.48.2'), der.implicit(6, Buffer.from(INTERMEDIATE_URL, 'ascii'))))),
    ...(spec.revocationList === undefined ? [] : [revocationPoint(spec.revocationList)]),
    ...(names.length > 0 ? [extension('2.5.29.17', false, der.sequence(...names))] : []),
  ];
}
/** Extension "CRL distribution points" with one address (RFC 5280 §4.2.1.13). */
function revocationPoint(url: string): Uint8Array {
  const name = der.implicit(6, Buffer.from(url, 'ascii'));
  return extension('2.5.29.31', false, der.sequence(der.sequence(der.explicit(0, der.explicit(0, name)))));
}
/** Where certificates say that their issuer's certificate can be had (authority information access). */
export const INTERMEDIATE_URL = 'http://pki.range.example/e7.der';

interface Tbs {
  readonly subject: Uint8Array;
  readonly spki: Uint8Array;
  readonly issuer: Signer;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Uint8Array[];
  readonly serial?: Uint8Array | undefined;
}
/** A signed revocation list (RFC 5280 §5.1) that names the revoked serial number among others. */
function signedList({ subject, privateKey }: Signer): Uint8Array {
  const algorithm = signatureAlgorithm(privateKey);
  const day = (days: number): Uint8Array => der.time(Date.now() + days * DAY_MS);
  const entries = [Uint8Array.of(1), REVOKED_SERIAL, Uint8Array.of(0x7f, 1)].map((serial) => der.sequence(der.integer(serial), day(-3)));
  const body = der.sequence(der.integer(1), algorithm, subject, day(-1), day(6), der.sequence(...entries));
  return der.sequence(body, algorithm, der.bitString(sign('sha256', body, privateKey)));
}

/** A signed certificate (RFC 5280 §4.1) in PEM. */
function certificate(tbs: Tbs): string {
  const algorithm = signatureAlgorithm(tbs.issuer.privateKey);
  const body = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(tbs.serial ?? Uint8Array.of(0x01, ...randomBytes(15))),
    algorithm,
    tbs.issuer.subject,
    der.sequence(der.time(tbs.notBefore), der.time(tbs.notAfter)),
    tbs.subject,
    tbs.spki,
    der.explicit(3, der.sequence(...tbs.extensions)),
  );
  return pem(der.sequence(body, algorithm, der.bitString(sign('sha256', body, tbs.issuer.privateKey))));
}

function signatureAlgorithm(key: KeyObject): Uint8Array {
  return key.asymmetricKeyType === 'rsa' ? der.sequence(der.oid('1.2.840.113549.1.1.11'), der.null()) : der.sequence(der.oid('1.2.840.10045.4.3.2'));
}

function nameOf({ organisation, commonName }: Names): Uint8Array {
  const part = (oid: string, value: string): Uint8Array[] => (value === '' ? [] : [der.set(der.sequence(der.oid(oid), der.utf8(value)))]);
  return der.sequence(...part('2.5.4.10', organisation), ...part('2.5.4.3', commonName));
}

function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
}

function keyIdOf(spki: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(spki).digest());
}

function pem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** DER bytes of a certificate in PEM. */
export function certificateBytes(text: string): Buffer {
  return Buffer.from(text.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
}

/**
 * Base64 of an RSA public key (SubjectPublicKeyInfo) that nobody has the private half of: for DKIM records that are only looked at.
 * The same seed gives the same key.
 */
export function publicKeyText(bits: number, seed: string): string {
  const modulus = Buffer.concat(Array.from({ length: Math.ceil(bits / 256) }, (_, at) => createHash('sha256').update(`${seed}/${at}`).digest())).subarray(
    0,
    bits / 8,
  );
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[modulus.length - 1] = (modulus.at(-1) ?? 0) | 1;
  const key = der.sequence(der.integer(modulus), der.integer(65537));
  return Buffer.from(der.sequence(der.sequence(der.oid('1.2.840.113549.1.1.1'), der.null()), der.bitString(key))).toString('base64');
}
