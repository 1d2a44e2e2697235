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

/** RFC 9460: priority 0 is an alias. Values of parameters as text, those we do not know as hexadecimal. */
export interface SvcbData {
  readonly priority: number;
  readonly target: string;
  readonly params: readonly { readonly key: string; readonly value: string }[];
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
  /** The type that SPF had before RFC 7208; only looked for as a leftover. */
  SPF: { readonly strings: readonly string[] };
  MX: { readonly preference: number; readonly exchange: string };
  CAA: { readonly flags: number; readonly tag: string; readonly value: string };
  SOA: SoaData;
  SRV: { readonly priority: number; readonly weight: number; readonly port: number; readonly target: string };
  DS: { readonly keyTag: number; readonly algorithm: number; readonly digestType: number; readonly digest: string };
  DNSKEY: { readonly flags: number; readonly algorithm: number; readonly key: string };
  CDS: RecordData['DS'];
  CDNSKEY: RecordData['DNSKEY'];
  /** RFC 4034 §3; times in seconds since 1970, modulo 2^32. */
  RRSIG: {
    readonly covered: string;
    readonly algorithm: number;
    readonly labels: number;
    readonly originalTtl: number;
    readonly expiration: number;
    readonly inception: number;
    readonly keyTag: number;
    readonly signer: string;
    readonly signature: string;
  };
  NSEC: { readonly next: string; readonly types: readonly string[] };
  NSEC3: {
    readonly hash: number;
    readonly flags: number;
    readonly iterations: number;
    readonly salt: string;
    /** hash of the next name */
    readonly next: string;
    readonly types: readonly string[];
  };
  SVCB: SvcbData;
  HTTPS: SvcbData;
  TLSA: { readonly usage: number; readonly selector: number; readonly matchingType: number; readonly certificate: string };
}
export type RecordType = keyof RecordData;

export interface RecordOf<T extends RecordType> {
  readonly name: string;
  readonly type: T;
  /** seconds */
  readonly ttl: number;
  readonly data: RecordData[T];
  /** The data as signatures see it, hexadecimal; only in answers to questions with `dnssec`. */
  readonly signed?: string;
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
  /** Addresses that came along: glue. Only to be believed for names below the zone that the server serves. */
  readonly additional: readonly DnsRecord[];
  /** CNAME (and DNAME) targets in order. */
  readonly chain: readonly string[];
  readonly server: Endpoint;
  readonly transport: 'udp' | 'tcp' | 'doh';
  /**
   * What the server made of EDNS (RFC 6891): `yes`; `ignored` it (allowed); `refused` it with an error; `dropped`: no answer with it, one without.
   * `unknown` when it was not asked with EDNS or did not answer.
   */
  readonly edns: 'yes' | 'ignored' | 'refused' | 'dropped' | 'unknown';
  readonly ms: number;
  readonly bytes: number;
}

/** The records of one type in an answer. */
export function recordsOf<T extends RecordType>(reply: Pick<DnsReply, 'answers'>, type: T): readonly RecordOf<T>[] {
  return reply.answers.filter((record) => record.type === type) as unknown as readonly RecordOf<T>[];
}

/**
 * True when a reply proves by a SOA of its zone that the name, or its records of that type, do not exist (RFC 2308 §2). A name that only has others below
 * it (an empty non-terminal) exists: it is `nodata` for every type, never `nxdomain` (RFC 8020 §2).
 */
export function absenceProven(reply: Pick<DnsReply, 'status' | 'authority'>): boolean {
  return (reply.status === 'nodata' || reply.status === 'nxdomain') && reply.authority.some((record) => record.type === 'SOA');
}
