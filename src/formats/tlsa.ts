import { createHash, type X509Certificate } from 'node:crypto';

/** A TLSA record (RFC 6698 §2.1) as far as it is compared. */
export interface Tlsa {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  /** Digest by the matching type, lower-case hexadecimal; of a whole certificate or key (matching type 0) its SHA-256. */
  readonly digest: string;
}
/** Digests of a certificate and of its public key. */
export interface ChainDigests {
  readonly certificate256: string;
  readonly certificate512: string;
  readonly key256: string;
  readonly key512: string;
}

const HEX_LENGTH: readonly number[] = [64, 64, 128];

/** The digest by which a record is compared; see `Tlsa`. `certificate` is the record's data in hexadecimal. */
export function tlsaDigest(matchingType: number, certificate: string): string {
  return matchingType === 0 ? createHash('sha256').update(certificate, 'hex').digest('hex') : certificate;
}

/** True for what mail servers take: usages 2 and 3 (RFC 7672 §3.1.3: not 0 and 1), known selectors, whole digests. */
export function isUsableTlsa({ usage, selector, matchingType, digest }: Tlsa): boolean {
  return (usage === 2 || usage === 3) && (selector === 0 || selector === 1) && digest.length === HEX_LENGTH[matchingType];
}

/**
 * Whether a chain fits a usable record (RFC 7672 §3.1): the server's own certificate for usage 3, any one that was sent for usage 2. Whether the name and the
 * dates hold, which usage 2 asks as well, is not judged here.
 */
export function fitsTlsa(record: Tlsa, chain: readonly ChainDigests[]): boolean {
  const { usage, selector, matchingType, digest } = record;
  const digestOf = (one: ChainDigests): string => one[`${selector === 0 ? 'certificate' : 'key'}${matchingType === 2 ? '512' : '256'}`];
  return (usage === 3 ? chain.slice(0, 1) : chain).some((one) => digestOf(one) === digest);
}

/** What TLSA records can name of a certificate. */
export function chainDigests(x509: X509Certificate): ChainDigests {
  const key = x509.publicKey.export({ type: 'spki', format: 'der' });
  const hash = (algorithm: 'sha256' | 'sha512', bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');
  return {
    certificate256: hash('sha256', x509.raw),
    certificate512: hash('sha512', x509.raw),
    key256: hash('sha256', key),
    key512: hash('sha512', key),
  };
}
