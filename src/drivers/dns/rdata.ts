import { Buffer } from 'node:buffer';
import type { RecordData, RecordType, SvcbData } from './record.ts';
import { readName, type WireRecord, writeName } from './wire.ts';

/** Type numbers of the records we read (IANA, "Resource Record (RR) TYPEs"). */
export const TYPES: Readonly<Record<RecordType, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DNAME: 39,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  TLSA: 52,
  CDS: 59,
  CDNSKEY: 60,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  CAA: 257,
};
const NAMES: ReadonlyMap<number, RecordType> = new Map(Object.entries(TYPES).map(([name, type]) => [type, name as RecordType]));

/** The name of a type that we read. */
export function typeName(type: number): RecordType | undefined {
  return NAMES.get(type);
}

/** Lower-case, without the final dot; the root is `.`; bytes that are not printable ASCII as `\DDD`; at most 255 characters. */
export function canonicalName(name: string): string {
  const bare = name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
  const escaped = bare.replace(/[^\x21-\x7e]/gu, (char) => [...Buffer.from(char)].map((byte) => `\\${String(byte).padStart(3, '0')}`).join(''));
  return escaped.toLowerCase().slice(0, 255);
}

/** Reads the fields of one record's data in order; every step throws RangeError at its end. */
interface Field {
  u8(): number;
  u16(): number;
  u32(): number;
  name(): string;
  /** A character-string with its length byte. */
  string(): Buffer;
  take(count: number): Buffer;
  rest(): Buffer;
  readonly left: number;
}

function fields(buffer: Buffer, { start, end }: Pick<WireRecord, 'start' | 'end'>): Field {
  let at = start;
  const take = (count: number): Buffer => {
    if (at + count > end) throw new RangeError('record data is shorter than its type needs');
    at += count;
    return buffer.subarray(at - count, at);
  };
  return {
    u8: () => take(1).readUInt8(0),
    u16: () => take(2).readUInt16BE(0),
    u32: () => take(4).readUInt32BE(0),
    name() {
      const { name, next } = readName(buffer, at);
      if (next > end) throw new RangeError('a name that ends outside of its record');
      at = next;
      return canonicalName(name);
    },
    string: () => take(take(1).readUInt8(0)),
    take,
    rest: () => take(end - at),
    get left() {
      return end - at;
    },
  };
}

/**
 * The data of one record in our shape.
 * @throws RangeError when it does not fit its type
 */
export function readData(buffer: Buffer, type: RecordType, record: Pick<WireRecord, 'start' | 'end'>): RecordData[RecordType] {
  const field = fields(buffer, record);
  const data = READERS[type](field);
  if (field.left > 0) throw new RangeError('record data is longer than its type needs');
  return data;
}

/**
 * The data as signatures see it: names written out and in lower case (RFC 4034 §6.2; not those of NSEC, RFC 6840 §5.1).
 * @throws RangeError
 */
export function signedData(buffer: Buffer, type: RecordType, record: Pick<WireRecord, 'start' | 'end'>): Buffer {
  const field = fields(buffer, record);
  if (type === 'NS' || type === 'CNAME' || type === 'PTR' || type === 'DNAME') return writeName(field.name());
  if (type === 'MX') return Buffer.concat([field.take(2), writeName(field.name())]);
  if (type === 'SRV') return Buffer.concat([field.take(6), writeName(field.name())]);
  if (type === 'SOA') return Buffer.concat([writeName(field.name()), writeName(field.name()), field.rest()]);
  if (type === 'RRSIG') return Buffer.concat([field.take(18), writeName(field.name()), field.rest()]);
  return Buffer.from(field.rest());
}

const ds = (field: Field): RecordData['DS'] => ({ keyTag: field.u16(), algorithm: field.u8(), digestType: field.u8(), digest: field.rest().toString('hex') });
const dnskey = (field: Field): RecordData['DNSKEY'] => {
  const flags = field.u16();
  // Protocol: always 3 (RFC 4034 §2.1.2).
  field.u8();
  return { flags, algorithm: field.u8(), key: field.rest().toString('hex') };
};
const oneName = (field: Field): string => field.name();

function strings(field: Field): RecordData['TXT'] {
  const all: string[] = [];
  while (field.left > 0) all.push(decodeText(field.string()));
  return { strings: all };
}

const READERS: { readonly [T in RecordType]: (field: Field) => RecordData[T] } = {
  A: (field) => field.take(4).join('.'),
  AAAA: (field) => v6Text(field.take(16)),
  NS: oneName,
  CNAME: oneName,
  DNAME: oneName,
  PTR: oneName,
  TXT: strings,
  SPF: strings,
  MX: (field) => ({ preference: field.u16(), exchange: field.name() }),
  CAA: (field) => ({ flags: field.u8(), tag: field.string().toString('latin1').toLowerCase(), value: field.rest().toString('latin1') }),
  SOA: (field) => ({
    mname: field.name(),
    rname: field.name(),
    serial: field.u32(),
    refresh: field.u32(),
    retry: field.u32(),
    expire: field.u32(),
    minimum: field.u32(),
  }),
  SRV: (field) => ({ priority: field.u16(), weight: field.u16(), port: field.u16(), target: field.name() }),
  DS: ds,
  CDS: ds,
  DNSKEY: dnskey,
  CDNSKEY: dnskey,
  TLSA: (field) => ({ usage: field.u8(), selector: field.u8(), matchingType: field.u8(), certificate: field.rest().toString('hex') }),
  RRSIG: (field) => ({
    covered: typeText(field.u16()),
    algorithm: field.u8(),
    labels: field.u8(),
    originalTtl: field.u32(),
    expiration: field.u32(),
    inception: field.u32(),
    keyTag: field.u16(),
    signer: field.name(),
    signature: field.rest().toString('hex'),
  }),
  NSEC: (field) => ({ next: field.name(), types: typeBitmap(field) }),
  NSEC3: (field) => ({
    hash: field.u8(),
    flags: field.u8(),
    iterations: field.u16(),
    salt: field.string().toString('hex'),
    next: field.string().toString('hex'),
    types: typeBitmap(field),
  }),
  SVCB: svcb,
  HTTPS: svcb,
};

function typeText(type: number): string {
  return typeName(type) ?? `TYPE${type}`;
}

/** RFC 4034 §4.1.2. */
function typeBitmap(field: Field): string[] {
  const types: string[] = [];
  while (field.left > 0) {
    const window = field.u8();
    const bits = field.string();
    for (const [at, byte] of bits.entries()) for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) types.push(typeText(window * 256 + at * 8 + bit));
  }
  return types;
}

const SVC_KEYS = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'];

/** RFC 9460 §2.2. */
function svcb(field: Field): SvcbData {
  const priority = field.u16();
  const target = field.name();
  const params: { key: string; value: string }[] = [];
  while (field.left > 0) {
    const key = field.u16();
    params.push({ key: SVC_KEYS[key] ?? `key${key}`, value: paramText(key, field.take(field.u16())) });
  }
  return { priority, target, params };
}

function paramText(key: number, value: Buffer): string {
  const all = { start: 0, end: value.length };
  const each = (size: number, text: (part: Buffer) => string): string => {
    const field = fields(value, all);
    const parts: string[] = [];
    while (field.left > 0) parts.push(text(field.take(size)));
    return parts.join(',');
  };
  if (key === 0) return each(2, (part) => SVC_KEYS[part.readUInt16BE(0)] ?? `key${part.readUInt16BE(0)}`);
  if (key === 3) return String(fields(value, all).u16());
  if (key === 4) return each(4, (part) => part.join('.'));
  if (key === 6) return each(16, v6Text);
  if (key !== 1) return value.toString('hex');
  const field = fields(value, all);
  const names: string[] = [];
  while (field.left > 0) names.push(decodeText(field.string()));
  return names.join(',');
}

/** RFC 5952: the longest run of zero groups is left out, lower case. */
function v6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  let best = { from: 0, length: 0 };
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (groups[from + length] === '0') length++;
    if (length > best.length) best = { from, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.from).join(':')}::${groups.slice(best.from + best.length).join(':')}`;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** UTF-8 where it is valid, otherwise each byte one character. */
function decodeText(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
