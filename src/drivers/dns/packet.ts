import { Buffer } from 'node:buffer';
import { canonicalName, readData, signedData, typeName, TYPES } from './rdata.ts';
import type { DnsRecord, DnsReply, DnsStatus, RecordType } from './record.ts';
import { readMessage, type WireMessage, type WireRecord, writeName } from './wire.ts';

/** RFC 6891; 1232 bytes pass everywhere without fragments (DNS flag day 2020). */
const EDNS_BYTES = 1232;
const OPT = 41;
const CLASS_IN = 1;
const MOST_CNAMES = 16;
const FLAGS = { response: 0x8000, aa: 0x0400, tc: 0x0200, rd: 0x0100, ra: 0x0080, ad: 0x0020, cd: 0x0010 } as const;
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE'];

export interface Query {
  /** canonical */
  readonly name: string;
  readonly type: RecordType;
  readonly recursive: boolean;
  readonly dnssec: boolean;
  readonly unchecked: boolean;
}
/** A question as it was sent. */
export interface Sent {
  readonly id: number;
  /** The name with its random upper and lower case. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
export interface Answered {
  readonly reply: Omit<DnsReply, 'server' | 'transport' | 'ms' | 'edns'>;
  /** The server answered with an OPT record, so that it knows EDNS. */
  readonly opt: boolean;
  /** The question came back letter by letter as it was sent (0x20); one that did not may be forged. */
  readonly caseKept: boolean;
}

/** True for a name that fits into a packet: labels of 1 to 63 bytes, 253 in total (RFC 1035 §2.3.4). Only ASCII is asked. */
export function isAskable(name: string): boolean {
  return name === '.' || (name.length <= 253 && name.split('.').every((label) => /^[\x21-\x7e]{1,63}$/.test(label)));
}

/**
 * @param random at least 2 bytes plus one per letter; they choose the id and the letter case (0x20)
 * @param how `edns` adds an OPT record; `plain` asks in lower case
 */
export function writeQuery(query: Query, random: Uint8Array, how: { readonly edns: boolean; readonly plain?: boolean }): Sent {
  const id = ((random[0] ?? 0) << 8) | (random[1] ?? 0);
  const upper = (index: number): boolean => !how.plain && ((random[index + 2] ?? 0) & 1) === 1;
  const name = query.name.replace(/[a-z]/g, (letter, index: number) => (upper(index) ? letter.toUpperCase() : letter));
  // AD in a question asks a resolver to say whether it validated (RFC 6840 §5.7).
  const flags = (query.recursive ? FLAGS.rd | FLAGS.ad : 0) | (query.unchecked ? FLAGS.cd : 0);
  return { id, name, bytes: writeQuestion({ id, flags, name, type: TYPES[query.type], ...(how.edns && { edns: { dnssec: query.dnssec } }) }) };
}

/** A message with one question. */
export function writeQuestion(question: { id: number; flags: number; name: string; type: number; edns?: { dnssec: boolean } }): Uint8Array {
  const { id, flags, name, type, edns } = question;
  const numbers = (...values: readonly number[]): Buffer => Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
  const opt = edns ? [Buffer.from([0]), numbers(OPT, EDNS_BYTES, 0, edns.dnssec ? 0x8000 : 0, 0)] : [];
  return Buffer.concat([numbers(id, flags, 1, 0, 0, opt.length > 0 ? 1 : 0), writeName(name), numbers(type, CLASS_IN), ...opt]);
}

/**
 * Reads a reply to `sent`, or nothing when it is not one: undecodable, another id, another question. An error reply may leave the question out.
 * Records of names that were not asked for, and authority outside the zone of the name, are dropped.
 */
export function readReply(bytes: Uint8Array, query: Query, sent: Sent): Answered | undefined {
  try {
    return readOrThrow(bytes, query, sent);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readOrThrow(bytes: Uint8Array, query: Query, sent: Sent): Answered | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const message = readMessage(buffer);
  const has = (flag: number): boolean => (message.flags & flag) !== 0;
  if (!has(FLAGS.response) || message.id !== sent.id) return undefined;
  const code = rcodeOf(message);
  const [question, ...more] = message.questions;
  if (question ? more.length > 0 || question.type !== TYPES[query.type] || question.name.toLowerCase() !== query.name : code === 0) return undefined;
  const read = (records: readonly WireRecord[]): DnsRecord[] => records.flatMap((record) => readRecord(buffer, record, query.dnssec) ?? []);
  const all = read(message.answers);
  const chain = chainFrom(query, all);
  const owners = [query.name, ...chain];
  const end = owners.at(-1) ?? query.name;
  const answers = all.filter(({ name, type }) => owners.includes(name) || (type === 'DNAME' && owners.some((owner) => isBelow(owner, name))));
  const authority = read(message.authority).filter((record) => isSignature(record) || end === record.name || isBelow(end, record.name));
  const flags = { aa: has(FLAGS.aa), tc: has(FLAGS.tc), ad: has(FLAGS.ad), ra: has(FLAGS.ra) };
  const found = answers.some((record) => record.type === query.type && record.name === end);
  const recursed = query.recursive && flags.ra;
  const reply = {
    status: code === 0 ? statusOfAnswer({ found, chain, authority, aa: flags.aa, recursed }) : statusOfError(code),
    rcode: RCODES[code] ?? `RCODE${code}`,
    flags,
    answers,
    authority,
    additional: read(message.additional).filter(({ type }) => type === 'A' || type === 'AAAA'),
    chain,
    bytes: bytes.byteLength,
  };
  return { reply, opt: message.additional.some(({ type }) => type === OPT), caseKept: question === undefined || question.name === sent.name };
}

/** The extended code: four bits of the header and eight of the OPT record (RFC 6891 §6.1.3). */
function rcodeOf({ flags, additional }: WireMessage): number {
  const opt = additional.find(({ type }) => type === OPT);
  return (((opt?.ttl ?? 0) >>> 24) << 4) | (flags & 0xf);
}

function statusOfError(code: number): DnsStatus {
  const name = RCODES[code];
  if (name === 'NXDOMAIN') return 'nxdomain';
  if (name === 'SERVFAIL') return 'servfail';
  return name === 'REFUSED' || name === 'NOTIMP' || name === 'NOTAUTH' ? 'refused' : 'malformed';
}

/**
 * Tells the answers without an error apart (RFC 2308 §2.2): a SOA of the zone makes it an absence even when NS records stand beside it (type 1 and 2);
 * NS alone, from a server that is not responsible, is a referral; neither (type 3) is an absence that nothing proves, see `absenceProven`.
 */
function statusOfAnswer(seen: { found: boolean; chain: readonly string[]; authority: readonly DnsRecord[]; aa: boolean; recursed: boolean }): DnsStatus {
  if (seen.found) return 'ok';
  if (seen.authority.some((record) => record.type === 'SOA')) return 'nodata';
  if (seen.chain.length > 0) return seen.recursed ? 'nodata' : 'ok';
  return !seen.aa && seen.authority.some((record) => record.type === 'NS') ? 'referral' : 'nodata';
}

/** Aliases in order, also those that a DNAME makes without saying (RFC 6672 §2.2); a loop ends it. */
function chainFrom(query: Query, records: readonly DnsRecord[]): string[] {
  const chain: string[] = [];
  if (query.type === 'CNAME') return chain;
  let at = query.name;
  while (chain.length < MOST_CNAMES) {
    const alias = records.find((record) => record.type === 'CNAME' && record.name === at);
    const tree = records.find((record) => record.type === 'DNAME' && isBelow(at, record.name));
    const target = alias?.type === 'CNAME' ? alias.data : tree?.type === 'DNAME' ? `${at.slice(0, -tree.name.length)}${tree.data}` : undefined;
    if (target === undefined || target === query.name || chain.includes(target) || !isAskable(target)) break;
    at = target;
    chain.push(at);
  }
  return chain;
}

function isBelow(name: string, zone: string): boolean {
  return name !== zone && (zone === '.' || name.endsWith(`.${zone}`));
}

function isSignature({ type }: DnsRecord): boolean {
  return type === 'RRSIG' || type === 'NSEC' || type === 'NSEC3' || type === 'DS';
}

/** One record in our shape; nothing for types we do not read. */
function readRecord(buffer: Buffer, record: WireRecord, signed: boolean): DnsRecord | undefined {
  const type = typeName(record.type);
  if (type === undefined || record.class !== CLASS_IN) return undefined;
  // RFC 2181 §8: a TTL with the top bit set counts as zero.
  const ttl = record.ttl > 0x7fffffff ? 0 : record.ttl;
  const data = readData(buffer, type, record);
  return { name: canonicalName(record.name), type, ttl, data, ...(signed && { signed: signedData(buffer, type, record).toString('hex') }) } as DnsRecord;
}
