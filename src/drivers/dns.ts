import { type AddressScope, addressScope } from '../model/address.ts';
import type { Endpoint, Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { exchange, nothing } from './dns/exchange.ts';
import { canonicalName, isAskable, type Query } from './dns/packet.ts';
import { absenceProven, type DnsReply, type DnsStatus, type RecordType, recordsOf } from './dns/record.ts';

export { absenceProven, recordsOf } from './dns/record.ts';
export type { DnsRecord, DnsReply, DnsStatus, RecordData, RecordOf, RecordType, SoaData } from './dns/record.ts';

export interface DnsQuestion {
  /** Any case, final dot allowed; ASCII. */
  readonly name: string;
  readonly type: RecordType;
  /** The one server to ask. Without it, the resolvers of the network are tried in order. */
  readonly server?: Endpoint;
  /** Recursion desired. False for questions to a name server of a zone. */
  readonly recursive: boolean;
  /** Sets the DO bit, so that signatures come along. */
  readonly dnssec?: boolean;
}

const MOST_RESOLVERS = 3;

/**
 * Asks one DNS question; the same question is sent only once per run. Two tries of 1.5 s, the last one over UDP and TCP at once; without `server`, each try
 * goes to the next resolver. Never rejects for what happens in DNS: that is the status. Rejects with `CouldNotLook` when no resolver is known
 * or the Io does not allow it, and with the signal's reason when aborted.
 */
export async function ask(io: Io, question: DnsQuestion, signal: AbortSignal): Promise<DnsReply> {
  const name = canonicalName(question.name);
  const query: Query = { name, type: question.type, recursive: question.recursive, dnssec: question.dnssec ?? false };
  const at = question.server ? `${question.server.address}:${question.server.port}` : 'resolvers';
  const key = `dns:${name}:${query.type}:${at}:${query.recursive ? 'rd' : ''}${query.dnssec ? 'do' : ''}`;
  return io.shared(key, async () => askInTurn(io, serversFor(io, question.server), query, signal));
}

function serversFor(io: Io, server: Endpoint | undefined): readonly [Endpoint, ...Endpoint[]] {
  if (server) return [server, server];
  const [first, ...others] = io.network.resolvers.slice(0, MOST_RESOLVERS);
  if (!first) throw new CouldNotLook('blocked-here', 'this machine names no DNS resolver');
  return others.length === 0 ? [first, first] : [first, ...others];
}

async function askInTurn(io: Io, servers: readonly [Endpoint, ...Endpoint[]], query: Query, signal: AbortSignal): Promise<DnsReply> {
  let best = nothing(servers[0], 'udp', isAskable(query.name) ? 'unreachable' : 'malformed', 0);
  if (best.status === 'malformed') return best;
  for (const [index, server] of servers.entries()) {
    if (server.address.includes(':') && !io.network.ipv6) continue;
    const reply = await exchange(io, server, query, index === servers.length - 1, signal);
    if (isConclusive(reply.status)) return reply;
    if (worth(reply.status) > worth(best.status)) best = reply;
    // The same server gets another try only when nothing came: an answer, even SERVFAIL, would only be repeated.
    if (reply.rcode !== 'NONE' && servers[index + 1]?.address === server.address) break;
  }
  return best;
}

function isConclusive(status: DnsStatus): boolean {
  return status === 'ok' || status === 'nodata' || status === 'nxdomain' || status === 'referral';
}

/** Of several failures the one that says most is reported. */
const WORTH: readonly DnsStatus[] = ['unreachable', 'timeout', 'malformed', 'refused', 'servfail'];
function worth(status: DnsStatus): number {
  return WORTH.indexOf(status);
}

/** Where a name leads; the shape of the evidence `domain/host-addresses`. */
export interface HostAddresses {
  readonly status: 'present' | 'nodata' | 'nxdomain';
  readonly chain: readonly string[];
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6; readonly ttl: number; readonly scope: AddressScope }[];
}

/**
 * A and AAAA of a host through the recursive resolver, in code-unit order of address.
 * Rejects with `CouldNotLook` unless presence or absence is proven (a SOA in the answer proves an absence).
 */
export async function addressesOf(io: Io, host: string, signal: AbortSignal): Promise<HostAddresses> {
  const [v4, v6] = await Promise.all([
    ask(io, { name: host, type: 'A', recursive: true }, signal),
    ask(io, { name: host, type: 'AAAA', recursive: true }, signal),
  ]);
  const addresses = [...recordsOf(v4, 'A'), ...recordsOf(v6, 'AAAA')]
    .map((record) => ({ address: record.data, family: record.type === 'A' ? (4 as const) : (6 as const), ttl: record.ttl, scope: addressScope(record.data) }))
    .sort((a, b) => a.family - b.family || (a.address < b.address ? -1 : 1));
  const chain = v4.chain.length > 0 ? v4.chain : v6.chain;
  if (addresses.length > 0) return { status: 'present', chain, addresses };
  for (const reply of [v4, v6]) if (!absenceProven(reply)) throw unanswered(host, reply);
  return { status: v4.status === 'nxdomain' || v6.status === 'nxdomain' ? 'nxdomain' : 'nodata', chain, addresses: [] };
}

const REASONS: Readonly<Record<DnsStatus, string>> = {
  ok: 'answered without an address',
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
