import { Buffer } from 'node:buffer';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Answer } from 'dns-packet';
import { type Dnskey, dnskeyData, dsDigest, keyTagOf, nameBytes } from '../../src/formats/dnssec.ts';
import type { Say } from './in-memory-dns.ts';

const ALGORITHM = { ed25519: 15, ec: 13, rsa: 8 } as const;
const TTL = 3600;

/** A key that signs a zone; made at run time. */
export interface ZoneKey {
  readonly key: Dnskey;
  readonly privateKey: KeyObject;
  readonly kind: keyof typeof ALGORITHM;
}

export function zoneKey(kind: keyof typeof ALGORITHM = 'ed25519'): ZoneKey {
  const { publicKey, privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : kind === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
  const { x = '', y = '', n = '', e = '' } = publicKey.export({ format: 'jwk' }) as Record<string, string>;
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  const raw = kind === 'rsa' ? Buffer.concat([Buffer.from([bytes(e).length]), bytes(e), bytes(n)]) : Buffer.concat([bytes(x), bytes(y)]);
  return { key: { flags: 257, algorithm: ALGORITHM[kind], key: raw.toString('hex') }, privateKey, kind };
}

export interface SignedZone {
  readonly name: string;
  readonly key: ZoneKey;
  /** epoch milliseconds */
  readonly from: number;
  readonly until: number;
  /** Spoils the signature over this set. */
  readonly spoilt?: 'DNSKEY' | 'SOA';
  /** The DS at the registrar; none when absent. */
  readonly ds?: { readonly of: Dnskey; readonly digestType?: number };
  /** These name servers answer without signatures and keys. */
  readonly unsignedAt?: readonly string[];
}

/** Answers of a resolver and of name servers for one signed zone: DS, DNSKEY and SOA with their signatures. */
export function signedAnswers(zone: SignedZone): Say {
  const { name, key } = zone;
  const soa = { mname: `ns.${name}`, rname: `hostmaster.${name}`, serial: 1, refresh: 7200, retry: 900, expire: 1_209_600, minimum: 300 };
  const soaBytes = Buffer.concat([nameBytes(soa.mname), nameBytes(soa.rname), ...[1, 7200, 900, 1_209_600, 300].map(u32)]);
  const soaAnswer = { name, type: 'SOA', ttl: TTL, data: soa } as unknown as Answer;
  return ({ server, type, recursive }) => {
    if (type === 'DS') {
      if (!zone.ds) return { rcode: 0, ra: true, authorities: [{ ...soaAnswer, name: 'test' }] };
      const { of, digestType = 2 } = zone.ds;
      const digest = Buffer.from(dsDigest(name, of, digestType) ?? 'ff', 'hex');
      return {
        rcode: 0,
        ra: true,
        answers: [{ name, type: 'DS', ttl: TTL, data: { keyTag: keyTagOf(of), algorithm: of.algorithm, digestType, digest } } as unknown as Answer],
      };
    }
    if (recursive) return { rcode: 0, ra: true, answers: [soaAnswer] };
    const isSigned = !(zone.unsignedAt ?? []).includes(server);
    if (type === 'SOA') return { rcode: 0, aa: true, answers: [soaAnswer, ...(isSigned ? [signature(zone, 'SOA', soaBytes)] : [])] };
    if (!isSigned) return { rcode: 0, aa: true, authorities: [soaAnswer] };
    const data = { flags: key.key.flags, algorithm: key.key.algorithm, key: Buffer.from(key.key.key, 'hex') };
    return { rcode: 0, aa: true, answers: [{ name, type: 'DNSKEY', ttl: TTL, data } as unknown as Answer, signature(zone, 'DNSKEY', dnskeyData(key.key))] };
  };
}

function signature(zone: SignedZone, covered: 'DNSKEY' | 'SOA', data: Buffer): Answer {
  const { name, key } = zone;
  const fields = {
    typeCovered: covered,
    algorithm: key.key.algorithm,
    labels: name.split('.').length,
    originalTTL: TTL,
    expiration: Math.floor(zone.until / 1000),
    inception: Math.floor(zone.from / 1000),
    keyTag: keyTagOf(key.key),
    signersName: name,
  };
  const type = covered === 'SOA' ? 6 : 48;
  const head = Buffer.concat([
    u16(type),
    Buffer.from([fields.algorithm, fields.labels]),
    u32(TTL),
    u32(fields.expiration),
    u32(fields.inception),
    u16(fields.keyTag),
    nameBytes(name),
  ]);
  const body = Buffer.concat([nameBytes(name), u16(type), u16(1), u32(TTL), u16(data.length), data]);
  const made = sign(
    key.kind === 'ed25519' ? null : 'sha256',
    Buffer.concat([head, body]),
    key.kind === 'ec' ? { key: key.privateKey, dsaEncoding: 'ieee-p1363' } : key.privateKey,
  );
  if (zone.spoilt === covered) made[0] = (made[0] ?? 0) ^ 1;
  return { name, type: 'RRSIG', ttl: TTL, data: { ...fields, signature: made } } as unknown as Answer;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
function u16(value: number): Buffer {
  return u32(value).subarray(2);
}
