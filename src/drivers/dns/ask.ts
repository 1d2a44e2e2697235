import type { Endpoint, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { exchange, nothing } from './exchange.ts';
import { dnsKey } from './key.ts';
import { canonicalName, isAskable, type Query } from './packet.ts';
import type { DnsReply, DnsStatus, RecordType } from './record.ts';

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
  /** Deliberate repetition: a question with another number is sent again in the same run. */
  readonly again?: number;
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
  return io.shared(dnsKey(query, question.server, question.again), async () => askInTurn(io, serversFor(io, question.server), query, signal));
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
