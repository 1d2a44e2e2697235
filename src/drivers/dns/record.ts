import type { Endpoint } from '../../ports/io.ts';

export interface SoaData {
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  /** Seconds for which an absence may be remembered, RFC 2308 §4. */
  readonly minimum: number;
}

/** Data of the record types we read. Names are lower-case without the final dot, binary fields are lower-case hexadecimal. */
export interface RecordData {
  A: string;
  AAAA: string;
  NS: string;
  CNAME: string;
  DNAME: string;
  PTR: string;
  /** The character-strings as they were sent; joining them (without spaces) is up to the reader. */
  TXT: { readonly strings: readonly string[] };
  MX: { readonly preference: number; readonly exchange: string };
  CAA: { readonly flags: number; readonly tag: string; readonly value: string };
  SOA: SoaData;
  SRV: { readonly priority: number; readonly weight: number; readonly port: number; readonly target: string };
  DS: { readonly keyTag: number; readonly algorithm: number; readonly digestType: number; readonly digest: string };
  DNSKEY: { readonly flags: number; readonly algorithm: number; readonly key: string };
  TLSA: { readonly usage: number; readonly selector: number; readonly matchingType: number; readonly certificate: string };
}
export type RecordType = keyof RecordData;

export interface RecordOf<T extends RecordType> {
  readonly name: string;
  readonly type: T;
  /** seconds */
  readonly ttl: number;
  readonly data: RecordData[T];
}
export type DnsRecord = { [T in RecordType]: RecordOf<T> }[RecordType];

/**
 * `ok`: records of the asked type, or (asked at one server without recursion) a CNAME that leads out of what the server knows.
 * `nodata`/`nxdomain`: see `absenceProven`. `referral`: the server names other servers instead of answering, so it is not responsible for the name.
 */
export type DnsStatus = 'ok' | 'nodata' | 'nxdomain' | 'referral' | 'servfail' | 'refused' | 'timeout' | 'unreachable' | 'malformed';

export interface DnsReply {
  readonly status: DnsStatus;
  /** `NOERROR`, `NXDOMAIN` …; `NONE` when nothing was received. */
  readonly rcode: string;
  readonly flags: { readonly aa: boolean; readonly tc: boolean; readonly ad: boolean; readonly ra: boolean };
  /** Records of the asked name and of the CNAME chain behind it, in the order in which they came. */
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  /** CNAME targets in order. */
  readonly chain: readonly string[];
  readonly server: Endpoint;
  readonly transport: 'udp' | 'tcp';
  readonly ms: number;
  readonly bytes: number;
}

/** The records of one type in an answer. */
export function recordsOf<T extends RecordType>(reply: Pick<DnsReply, 'answers'>, type: T): readonly RecordOf<T>[] {
  return reply.answers.filter((record) => record.type === type) as unknown as readonly RecordOf<T>[];
}

/** True when a reply proves by a SOA that the name, or its records of that type, do not exist (RFC 2308 §2). */
export function absenceProven(reply: Pick<DnsReply, 'status' | 'authority'>): boolean {
  return (reply.status === 'nodata' || reply.status === 'nxdomain') && reply.authority.some((record) => record.type === 'SOA');
}
