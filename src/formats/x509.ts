import { X509Certificate } from 'node:crypto';
import { readDer } from './der.ts';
import { plainSerial } from './revocation.ts';
import { type Quoted, quote } from '../model/text.ts';

export interface CertificateFacts {
  readonly subject: Quoted;
  readonly issuer: Quoted;
  /** dNSName entries of the subject alternative name, lower case; at most 100. */
  readonly dnsNames: readonly Quoted[];
  readonly dnsNameCount: number;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** `rsa`, `ec`, `ed25519` … as OpenSSL names it. */
  readonly keyType: string;
  /** Bits of the key; none when the type has a fixed strength. */
  readonly keyBits: number | undefined;
  /** e.g. `sha256WithRSAEncryption`. */
  readonly signature: Quoted;
  readonly isCa: boolean;
  /** SHA-256 over the DER, lower-case hexadecimal. */
  readonly fingerprint: string;
  /** Where the issuer's certificate can be fetched over plain HTTP (authority information access, RFC 5280 §4.2.2.1). */
  readonly issuerUrls: readonly string[];
  /** Lower-case hexadecimal without leading zeros. */
  readonly serial: string;
}
/** One certificate: an object that can verify, and its facts. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly facts: CertificateFacts;
}

const NAME_CAP = 100;
const CURVE_BITS: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521, secp256k1: 256, secp224r1: 224, prime192v1: 192 };

/** Reads one certificate from DER or PEM. Throws when it is not one. */
export function readCertificate(bytes: Uint8Array | string): Certificate {
  const x509 = new X509Certificate(bytes);
  const names = dnsNamesOf(x509.subjectAltName ?? '');
  return {
    x509,
    facts: {
      subject: quote(oneLine(x509.subject), 200),
      issuer: quote(oneLine(x509.issuer), 200),
      dnsNames: names.slice(0, NAME_CAP).map((name) => quote(name, 255)),
      dnsNameCount: names.length,
      notBefore: isoOf(x509.validFromDate),
      notAfter: isoOf(x509.validToDate),
      ...keyOf(x509),
      signature: quote(x509.signatureAlgorithm ?? 'unknown', 60),
      isCa: x509.ca,
      fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
      issuerUrls: issuerUrlsOf(x509.infoAccess ?? ''),
      serial: plainSerial(x509.serialNumber),
    },
  };
}

/** The name of the issuer as it stands in a certificate in DER: issuers must be named byte for byte as they name themselves (RFC 5280 §4.1.2.4). Nothing when it cannot be read. */
export function issuerName(certificate: Uint8Array): Uint8Array | undefined {
  try {
    const [outer] = readDer(certificate);
    const [tbs] = outer ? readDer(outer.content) : [];
    const parts = tbs ? readDer(tbs.content) : [];
    // An explicit version stands before serial number, algorithm and issuer; version 1 leaves it out.
    return parts[parts[0]?.tag === 0xa0 ? 3 : 2]?.whole;
  } catch {
    return undefined;
  }
}

/** True when browsers accept the certificate for `host`: subject alternative names only, never the common name, whole-label wildcards only (RFC 9525 §6). */
export function coversHost(x509: X509Certificate, host: string): boolean {
  return x509.checkHost(host, { subject: 'never', partialWildcards: false, multiLabelWildcards: false }) !== undefined;
}

/** ISO text; a date outside four-digit years becomes the nearest one inside. */
function isoOf(date: Date): string {
  const ms = date.getTime();
  if (Number.isNaN(ms)) return new Date(0).toISOString();
  return new Date(Math.min(Math.max(ms, 0), Date.UTC(9999, 11, 31))).toISOString();
}

/** The key type and size; a key that OpenSSL cannot load is `unknown`. */
function keyOf(x509: X509Certificate): { keyType: string; keyBits: number | undefined } {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = x509.publicKey;
    const bits = asymmetricKeyDetails?.modulusLength ?? CURVE_BITS[asymmetricKeyDetails?.namedCurve ?? ''];
    return { keyType: asymmetricKeyType ?? 'unknown', keyBits: bits };
  } catch {
    return { keyType: 'unknown', keyBits: undefined };
  }
}

/** Node quotes entries that could be taken for others (`DNS:"a, DNS:b"`): those are not host names and are left out. */
function dnsNamesOf(altNames: string): string[] {
  return [...altNames.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/(?:^|, )DNS:([^,"\s]+)/g)].map((match) => (match[1] ?? '').toLowerCase());
}

function issuerUrlsOf(infoAccess: string): string[] {
  return [...infoAccess.matchAll(/^CA Issuers - URI:(http:\/\/\S+)$/gm)].map((match) => match[1] ?? '').slice(0, 3);
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
