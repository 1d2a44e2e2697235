import { type AddressScope, addressScope } from '../model/address.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { proveAbsence } from './dns/absence.ts';
import { ask } from './dns/ask.ts';
import { absenceProven, type DnsReply, type DnsStatus, recordsOf } from './dns/record.ts';
import { linesOf } from './dns/text.ts';

export { proveAbsence } from './dns/absence.ts';
export { ask, type DnsQuestion } from './dns/ask.ts';
export { absenceProven, recordsOf } from './dns/record.ts';
export type { DnsRecord, DnsReply, DnsStatus, RecordData, RecordOf, RecordType, SoaData } from './dns/record.ts';
export { askResolverOverHttps, turnToHttps } from './dns/doh.ts';
export { secondWord, type SecondWord } from './dns/second-word.ts';
export { dataText, linesOf } from './dns/text.ts';
export { type Transfer, transfer } from './dns/transfer.ts';
export { type Delegation, walk } from './dns/walk.ts';

/** Where a name leads; the shape of the evidence `domain/host-addresses`. */
export interface HostAddresses {
  readonly status: 'present' | 'nodata' | 'nxdomain';
  readonly chain: readonly string[];
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6; readonly ttl: number; readonly scope: AddressScope }[];
}
export interface AddressLookUp {
  readonly value: HostAddresses;
  /** What came back, for proof; see `linesOf`. */
  readonly lines: readonly string[];
  /** Families that got no answer while the other did. */
  readonly unanswered: readonly string[];
  /** The zone that says that there is no such name, with `nxdomain`. */
  readonly deniedBy?: string;
}

/**
 * A and AAAA of a host through the recursive resolver, in code-unit order of address.
 * Rejects with `CouldNotLook` unless presence or absence is proven (a SOA in the answer proves an absence).
 */
export async function addressesOf(io: Io, host: string, signal: AbortSignal): Promise<HostAddresses> {
  return (await lookUpAddresses(io, host, signal)).value;
}

/** Like `addressesOf`, with what was answered and what was not. */
export async function lookUpAddresses(io: Io, host: string, signal: AbortSignal): Promise<AddressLookUp> {
  const [v4, v6] = await Promise.all([lookUp(io, host, 'A', signal), lookUp(io, host, 'AAAA', signal)]);
  const addresses = [...recordsOf(v4, 'A'), ...recordsOf(v6, 'AAAA')]
    .map((record) => ({ address: record.data, family: record.type === 'A' ? (4 as const) : (6 as const), ttl: record.ttl, scope: addressScope(record.data) }))
    .sort((a, b) => a.family - b.family || (a.address < b.address ? -1 : 1));
  const chain = v4.chain.length > 0 ? v4.chain : v6.chain;
  const lines = [...new Set([...linesOf(host, 'A', v4), ...linesOf(host, 'AAAA', v6)])];
  if (addresses.length > 0) {
    const unanswered = [...(isSettled(v4) ? [] : ['A']), ...(isSettled(v6) ? [] : ['AAAA'])];
    return { value: { status: 'present', chain, addresses }, lines, unanswered };
  }
  // No such name holds for all types (RFC 8020), so one proven NXDOMAIN is enough.
  const missing = [v4, v6].some((reply) => reply.status === 'nxdomain' && absenceProven(reply));
  if (!missing) for (const reply of [v4, v6]) if (!absenceProven(reply)) throw unanswered(host, reply);
  const denial = missing ? [v4, v6].find((reply) => reply.status === 'nxdomain')?.authority.find(({ type }) => type === 'SOA') : undefined;
  return { value: { status: missing ? 'nxdomain' : 'nodata', chain, addresses: [] }, lines, unanswered: [], ...(denial && { deniedBy: denial.name }) };
}

async function lookUp(io: Io, name: string, type: 'A' | 'AAAA', signal: AbortSignal): Promise<DnsReply> {
  return proveAbsence(io, { name, type }, await ask(io, { name, type, recursive: true }, signal), signal);
}

function isSettled(reply: DnsReply): boolean {
  return reply.status === 'ok' || absenceProven(reply);
}

const REASONS: Readonly<Record<DnsStatus, string>> = {
  ok: 'answered without a record of that type',
  nodata: 'says that there is none, but does not prove it (no SOA in the answer)',
  nxdomain: 'says that there is no such name, but does not prove it (no SOA in the answer)',
  referral: 'does not look up names for us',
  servfail: 'could not find it out (SERVFAIL)',
  refused: 'refused to answer (REFUSED)',
  timeout: 'did not answer in time',
  unreachable: 'could not be reached',
  malformed: 'sent something that is not a DNS answer',
};

/** Why a reply is neither a presence nor a proven absence, as an error for probes to throw. */
export function unanswered(name: string, reply: DnsReply): CouldNotLook {
  const { status } = reply;
  const code = status === 'timeout' || status === 'refused' || status === 'unreachable' ? status : 'malformed';
  return new CouldNotLook(code, `DNS for ${name}: ${reply.server.address} ${REASONS[status]}`);
}
