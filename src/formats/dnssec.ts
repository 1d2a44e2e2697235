import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

export interface Dnskey {
  readonly flags: number;
  readonly algorithm: number;
  /** hexadecimal */
  readonly key: string;
}
export interface Ds {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  /** hexadecimal, lower case */
  readonly digest: string;
}
/** RFC 4034 §3; times in seconds since 1970, modulo 2^32. */
export interface Rrsig {
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtl: number;
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signer: string;
  /** hexadecimal */
  readonly signature: string;
}
/** All records of one name and type at the top of a zone. */
export interface RecordSet {
  readonly name: string;
  readonly type: keyof typeof SET_TYPES;
  /** The data of each in canonical form (RFC 4034 §6.2), hexadecimal. */
  readonly data: readonly string[];
}

export const SET_TYPES = { SOA: 6, DNSKEY: 48 } as const;
/** The key is used for signing keys: "secure entry point" (RFC 4034 §2.1.1). */
export const SEP_FLAG = 1;
const ZONE_FLAG = 0x100;
const REVOKED_FLAG = 0x80;
const CLASS_IN = 1;

/** A name as bytes in canonical form: lower case, no compression (RFC 4034 §6.1). Names of zones are ASCII without escapes. */
export function nameBytes(name: string): Buffer {
  const labels = name === '' || name === '.' ? [] : name.toLowerCase().split('.');
  return Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]), Buffer.from([0])]);
}

export function dnskeyData({ flags, algorithm, key }: Dnskey): Buffer {
  return Buffer.concat([Buffer.from([flags >> 8, flags & 0xff, 3, algorithm]), Buffer.from(key, 'hex')]);
}

/** RFC 4034 appendix B; algorithm 1 counts differently and is long dead. */
export function keyTagOf(key: Dnskey): number {
  const sum = dnskeyData(key).reduce((total, byte, at) => total + (at % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + (sum >>> 16)) & 0xffff;
}

/** A key that may sign its zone: marked as a zone key, not revoked (RFC 4034 §2.1.1, RFC 5011 §2.1). */
export function isZoneKey({ flags }: Pick<Dnskey, 'flags'>): boolean {
  return (flags & ZONE_FLAG) !== 0 && (flags & REVOKED_FLAG) === 0;
}

const DIGESTS: Readonly<Record<number, string>> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

/** The digest that a DS record of this key has (RFC 4034 §5.1.4, RFC 4509, RFC 6605 §2); nothing for a digest type we do not know. */
export function dsDigest(zone: string, key: Dnskey, digestType: number): string | undefined {
  const hash = DIGESTS[digestType];
  return hash && createHash(hash).update(nameBytes(zone)).update(dnskeyData(key)).digest('hex');
}

/** True when the DS is of this key; nothing when its digest type is not known here. */
export function dsFits(zone: string, ds: Ds, key: Dnskey): boolean | undefined {
  if (ds.keyTag !== keyTagOf(key) || ds.algorithm !== key.algorithm) return false;
  const digest = dsDigest(zone, key, ds.digestType);
  return digest === undefined ? undefined : digest === ds.digest;
}

/**
 * Whether a signature of a record set at the top of a zone was made by this key (RFC 4034 §3.1.8.1); nothing for an algorithm we do not know.
 * Times are not looked at: see `periodOf`.
 */
export function signatureHolds(set: RecordSet, signature: Rrsig, key: Dnskey): boolean | undefined {
  if (signature.keyTag !== keyTagOf(key) || signature.algorithm !== key.algorithm) return false;
  const how = ALGORITHMS[key.algorithm];
  if (!how) return undefined;
  try {
    const shape = how.ecdsa ? ({ dsaEncoding: 'ieee-p1363' } as const) : {};
    return verify(
      how.hash,
      signedBytes(set, signature),
      { key: how.publicKey(Buffer.from(key.key, 'hex')), ...shape },
      Buffer.from(signature.signature, 'hex'),
    );
  } catch {
    // A key or signature that cannot be one of its algorithm.
    return false;
  }
}

function signedBytes(set: RecordSet, signature: Rrsig): Buffer {
  const head = Buffer.alloc(18);
  head.writeUInt16BE(SET_TYPES[set.type], 0);
  head.writeUInt8(signature.algorithm, 2);
  head.writeUInt8(signature.labels, 3);
  head.writeUInt32BE(signature.originalTtl, 4);
  head.writeUInt32BE(signature.expiration, 8);
  head.writeUInt32BE(signature.inception, 12);
  head.writeUInt16BE(signature.keyTag, 16);
  const records = [...new Set(set.data)].map((hex) => Buffer.from(hex, 'hex')).sort((a, b) => Buffer.compare(a, b));
  const owner = nameBytes(set.name);
  return Buffer.concat([
    head,
    nameBytes(signature.signer),
    ...records.flatMap((data) => {
      const fixed = Buffer.alloc(10);
      fixed.writeUInt16BE(SET_TYPES[set.type], 0);
      fixed.writeUInt16BE(CLASS_IN, 2);
      fixed.writeUInt32BE(signature.originalTtl, 4);
      fixed.writeUInt16BE(data.length, 8);
      return [owner, fixed, data];
    }),
  ]);
}

interface Algorithm {
  /** `null` where the algorithm has its own. */
  readonly hash: string | null;
  readonly ecdsa?: true;
  publicKey(key: Buffer): KeyObject;
}
const jwk = (key: { readonly [name: string]: string }): KeyObject => createPublicKey({ key, format: 'jwk' });

/** RFC 3110 §2: the exponent with its length, then the modulus. */
function rsaKey(key: Buffer): KeyObject {
  const long = key.readUInt8(0) === 0;
  const length = long ? key.readUInt16BE(1) : key.readUInt8(0);
  const start = long ? 3 : 1;
  const [e, n] = [key.subarray(start, start + length), key.subarray(start + length)];
  return jwk({ kty: 'RSA', e: e.toString('base64url'), n: n.toString('base64url') });
}
const rsa = (hash: string): Algorithm => ({ hash, publicKey: rsaKey });
/** RFC 6605 §4: the point, without its prefix byte. */
const ecdsa = (hash: string, crv: string): Algorithm => ({
  hash,
  ecdsa: true,
  publicKey: (key) => jwk({ kty: 'EC', crv, x: key.subarray(0, key.length / 2).toString('base64url'), y: key.subarray(key.length / 2).toString('base64url') }),
});
/** RFC 8080 §3 */
const eddsa = (crv: string): Algorithm => ({ hash: null, publicKey: (key) => jwk({ kty: 'OKP', crv, x: key.toString('base64url') }) });

const ALGORITHMS: Readonly<Record<number, Algorithm>> = {
  5: rsa('sha1'),
  7: rsa('sha1'),
  8: rsa('sha256'),
  10: rsa('sha512'),
  13: ecdsa('sha256', 'P-256'),
  14: ecdsa('sha384', 'P-384'),
  15: eddsa('Ed25519'),
  16: eddsa('Ed448'),
};

/** Algorithms that resolvers more and more treat as no signature at all (RFC 8624 §3.1, RFC 9905). */
export const WEAK_ALGORITHMS: readonly number[] = [1, 3, 5, 6, 7, 12];

/**
 * From when to when a signature counts, in epoch milliseconds. The 32-bit times are read as those nearest to now (RFC 4034 §3.1.5).
 * @param now epoch milliseconds
 */
export function periodOf(
  { inception, expiration }: Pick<Rrsig, 'inception' | 'expiration'>,
  now: number,
): { readonly fromMs: number; readonly untilMs: number } {
  const nowS = Math.floor(now / 1000);
  const near = (time: number): number => (nowS + (((time - nowS) << 0) | 0)) * 1000;
  return { fromMs: near(inception), untilMs: near(expiration) };
}
