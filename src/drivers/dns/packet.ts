import { Buffer } from 'node:buffer';
import {
  type Answer,
  type CaaData,
  decode,
  type DecodedPacket,
  type DnskeyData,
  type DsData,
  encode,
  type MxData,
  RECURSION_DESIRED,
  type SoaData,
  type SrvData,
  type TlsaData,
  type TxtData,
} from 'dns-packet';
import type { DnsRecord, DnsReply, DnsStatus, RecordData, RecordType } from './record.ts';

/** RFC 6891; 1232 bytes pass everywhere without fragments (DNS flag day 2020). */
const EDNS_BYTES = 1232;
const MOST_CNAMES = 16;
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE'];

export interface Query {
  /** canonical */
  readonly name: string;
  readonly type: RecordType;
  readonly recursive: boolean;
  readonly dnssec: boolean;
}
/** A question as it was sent. */
export interface Sent {
  readonly id: number;
  /** The name with its random upper and lower case. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
export type Answered = Pick<DnsReply, 'status' | 'rcode' | 'flags' | 'answers' | 'authority' | 'chain' | 'bytes'>;

/** True for a name that fits into a packet: labels of 1 to 63 bytes, 253 in total (RFC 1035 §2.3.4). Only ASCII is asked. */
export function isAskable(name: string): boolean {
  return name === '.' || (name.length <= 253 && name.split('.').every((label) => /^[\x21-\x7e]{1,63}$/.test(label)));
}

/** Lower-case, without the final dot; bytes that are not printable ASCII as `\DDD`. */
export function canonicalName(name: string): string {
  const bare = name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
  const escaped = bare.replace(/[^\x21-\x7e]/gu, (char) => [...Buffer.from(char)].map((byte) => `\\${String(byte).padStart(3, '0')}`).join(''));
  return escaped.toLowerCase().slice(0, 255);
}

/** @param random at least 2 bytes plus one per letter; they choose the id and the letter case (0x20) */
export function writeQuery(query: Query, random: Uint8Array, edns: boolean): Sent {
  const id = ((random[0] ?? 0) << 8) | (random[1] ?? 0);
  const name = query.name.replace(/[a-z]/g, (letter, index: number) => ((random[index + 2] ?? 0) & 1 ? letter.toUpperCase() : letter));
  const bytes = encode({
    type: 'query',
    id,
    flags: query.recursive ? RECURSION_DESIRED : 0,
    questions: [{ name, type: query.type, class: 'IN' }],
    additionals: edns
      ? [
          {
            type: 'OPT',
            name: '.',
            udpPayloadSize: EDNS_BYTES,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: query.dnssec ? 0x8000 : 0,
            flag_do: query.dnssec,
            options: [],
          },
        ]
      : [],
  });
  return { id, name, bytes };
}

/**
 * Reads a reply to `sent`, or nothing when it is not one: undecodable, another id, another question. A server may lower-case the question;
 * an error reply may leave it out.
 */
export function readReply(bytes: Uint8Array, query: Query, sent: Sent): Answered | undefined {
  const packet = decodeOrNothing(bytes);
  if (!packet?.flag_qr || packet.id !== sent.id) return undefined;
  const code = rcodeOf(bytes, packet);
  const [question, ...more] = packet.questions ?? [];
  if (question === undefined ? code === 0 : more.length > 0 || question.type !== query.type || !isEcho(question.name, sent.name)) return undefined;
  const all = readRecords(packet.answers);
  const chain = chainFrom(query, all);
  const owners = new Set([query.name, ...chain]);
  const answers = all.filter((record) => owners.has(record.name));
  const authority = readRecords(packet.authorities);
  const flags = { aa: packet.flag_aa, tc: packet.flag_tc, ad: packet.flag_ad, ra: packet.flag_ra };
  const end = chain.at(-1) ?? query.name;
  const found = answers.some((record) => record.type === query.type && record.name === end);
  const status = code === 0 ? statusOfAnswer({ found, chain, authority, aa: flags.aa, recursed: query.recursive && flags.ra }) : statusOfError(code);
  return { status, rcode: RCODES[code] ?? `RCODE${code}`, flags, answers, authority, chain, bytes: bytes.byteLength };
}

function decodeOrNothing(bytes: Uint8Array): DecodedPacket | undefined {
  try {
    return decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    return undefined;
  }
}

function isEcho(name: string, sent: string): boolean {
  return name === sent || name === sent.toLowerCase();
}

function rcodeOf(bytes: Uint8Array, packet: DecodedPacket): number {
  const opt = packet.additionals?.find((record) => record.type === 'OPT');
  return ((opt?.extendedRcode ?? 0) << 4) | ((bytes[3] ?? 0) & 0xf);
}

function statusOfError(code: number): DnsStatus {
  const name = RCODES[code];
  if (name === 'NXDOMAIN') return 'nxdomain';
  if (name === 'SERVFAIL') return 'servfail';
  return name === 'REFUSED' || name === 'NOTIMP' || name === 'NOTAUTH' ? 'refused' : 'malformed';
}

function statusOfAnswer(seen: { found: boolean; chain: readonly string[]; authority: readonly DnsRecord[]; aa: boolean; recursed: boolean }): DnsStatus {
  if (seen.found) return 'ok';
  if (seen.authority.some((record) => record.type === 'SOA')) return 'nodata';
  if (seen.chain.length > 0) return seen.recursed ? 'nodata' : 'ok';
  return !seen.aa && seen.authority.some((record) => record.type === 'NS') ? 'referral' : 'nodata';
}

function chainFrom(query: Query, records: readonly DnsRecord[]): string[] {
  const chain: string[] = [];
  if (query.type === 'CNAME') return chain;
  let at = query.name;
  while (chain.length < MOST_CNAMES) {
    const alias = records.find((record) => record.type === 'CNAME' && record.name === at);
    if (alias?.type !== 'CNAME' || alias.data === query.name || chain.includes(alias.data)) break;
    at = alias.data;
    chain.push(at);
  }
  return chain;
}

function readRecords(answers: readonly Answer[] | undefined): DnsRecord[] {
  return (answers ?? []).flatMap((answer) => readRecord(answer) ?? []);
}

/** One record in our shape; nothing for types we do not read. */
function readRecord(answer: Answer): DnsRecord | undefined {
  if (answer.type === 'OPT' || (answer.class ?? 'IN') !== 'IN' || !isRead(answer.type)) return undefined;
  // RFC 2181 §8: a TTL with the top bit set counts as zero.
  const ttl = (answer.ttl ?? 0) > 0x7fffffff ? 0 : (answer.ttl ?? 0);
  const data = (READERS[answer.type] as (data: unknown) => unknown)(answer.data);
  return { name: canonicalName(answer.name), type: answer.type, ttl, data } as DnsRecord;
}

function isRead(type: string): type is RecordType {
  return Object.hasOwn(READERS, type);
}

/** From the codec's data to ours, by record type. */
const READERS = {
  A: (data: string) => data,
  AAAA: (data: string) => data,
  NS: canonicalName,
  CNAME: canonicalName,
  DNAME: canonicalName,
  PTR: canonicalName,
  TXT: (data: TxtData) => ({ strings: [data].flat().map((part) => (typeof part === 'string' ? part : decodeText(part))) }),
  MX: ({ preference = 0, exchange }: MxData) => ({ preference, exchange: canonicalName(exchange) }),
  CAA: ({ flags = 0, tag, value }: CaaData) => ({ flags, tag: tag.toLowerCase(), value }),
  SOA: ({ mname, rname, serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0 }: SoaData) => ({
    mname: canonicalName(mname),
    rname: canonicalName(rname),
    serial,
    refresh,
    retry,
    expire,
    minimum,
  }),
  SRV: ({ priority = 0, weight = 0, port, target }: SrvData) => ({ priority, weight, port, target: canonicalName(target) }),
  DS: ({ keyTag, algorithm, digestType, digest }: DsData) => ({ keyTag, algorithm, digestType, digest: digest.toString('hex') }),
  DNSKEY: ({ flags, algorithm, key }: DnskeyData) => ({ flags, algorithm, key: key.toString('hex') }),
  TLSA: ({ usage, selector, matchingType, certificate }: TlsaData) => ({ usage, selector, matchingType, certificate: certificate.toString('hex') }),
} as const satisfies { readonly [T in RecordType]: (data: never) => RecordData[T] };

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** UTF-8 where it is valid, otherwise each byte one character. */
function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
