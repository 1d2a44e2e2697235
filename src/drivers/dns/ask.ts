import type { Endpoint, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { overHttps } from './doh.ts';
import { exchange, nothing, onlyTcp } from './exchange.ts';
import { dnsKey } from './key.ts';
import { isAskable, type Query } from './packet.ts';
import { canonicalName } from './rdata.ts';
import type { DnsReply, DnsStatus, RecordType } from './record.ts';
import { count, type DnsRun, placeOf, runOf } from './run.ts';

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
  /** Sets the CD bit: a validating resolver then hands out what it could not validate (RFC 4035 §3.2.2). */
  readonly unchecked?: boolean;
  /** `tcp`: only over TCP, to see whether that works. Needs `server`. */
  readonly over?: 'tcp';
  /** Deliberate repetition: a question with another number is sent again in the same run. */
  readonly again?: number;
}

const MOST_RESOLVERS = 3;

/**
 * Asks one DNS question; the same question is sent only once per run. Two tries, of 1.2 s and 1.5 s, the last one over UDP and TCP at once; without `server`, each try
 * goes to the next resolver, and where no resolver answers, to those over HTTPS. A server that never answers is remembered: it costs 2.7 s once.
 * Never rejects for what happens in DNS: that is the status. Rejects with `CouldNotLook` when no resolver is known, the Io does not allow it or the domain's
 * budget is spent, and with the signal's reason when aborted.
 */
export async function ask(io: Io, question: DnsQuestion, signal: AbortSignal): Promise<DnsReply> {
  const { server, recursive, dnssec = false, unchecked = false, over, again } = question;
  const name = canonicalName(question.name);
  const query: Query = { name, type: question.type, recursive, dnssec, unchecked };
  return io.shared(dnsKey(query, { server, over, again }), async () => {
    const run = await runOf(io);
    if (!isAskable(name)) return nothing(server ?? NOWHERE, 'udp', 'malformed', 0);
    count(run, name);
    const asking = { io, run, query, signal };
    if (server && over === 'tcp') return onlyTcp(asking, server);
    return server ? askServers(asking, [server, server]) : askResolvers(asking);
  });
}

const NOWHERE: Endpoint = { address: '0.0.0.0', port: 0 };

interface Asking {
  readonly io: Io;
  readonly run: DnsRun;
  readonly query: Query;
  readonly signal: AbortSignal;
}

async function askResolvers(asking: Asking): Promise<DnsReply> {
  const { io, run, query, signal } = asking;
  const resolvers = io.network.resolvers.slice(0, MOST_RESOLVERS);
  const living = run.overHttps ? [] : resolvers.filter((server) => !run.dead.has(placeOf(server)));
  const [first, ...others] = living.length > 0 || run.overHttps ? living : resolvers;
  if (first) {
    const reply = await askServers(asking, others.length === 0 ? [first, first] : [first, ...others]);
    if (reply.rcode !== 'NONE') return reply;
    // A single question may die on its way to the zone; the resolver itself is only given up when it answers nothing at all.
    if (!resolvers.every((server) => run.dead.has(placeOf(server)))) return reply;
    return (await overHttps(io, query, signal)) ?? reply;
  }
  const reply = await overHttps(io, query, signal);
  if (!reply) throw new CouldNotLook('blocked-here', 'this machine names no DNS resolver that can be used');
  return reply;
}

async function askServers(asking: Asking, servers: readonly [Endpoint, ...Endpoint[]]): Promise<DnsReply> {
  const { io, run } = asking;
  let best = nothing(servers[0], 'udp', 'unreachable', 0);
  for (const [index, server] of servers.entries()) {
    const known = run.dead.get(placeOf(server));
    if (known !== undefined) {
      best = better(best, nothing(server, 'udp', known, 0));
      continue;
    }
    if (server.address.includes(':') && !io.network.ipv6) continue;
    const isLast = index === servers.length - 1;
    const again = index > 0 && servers[index - 1] === server;
    const reply = await exchange(asking, server, { last: isLast, again });
    if (reply.rcode !== 'NONE') run.answered.add(placeOf(server));
    else if (isLast && !run.answered.has(placeOf(server))) run.dead.set(placeOf(server), reply.status);
    if (isConclusive(reply.status)) return reply;
    best = better(best, reply);
    // The same server gets another try only when nothing came: an answer, even SERVFAIL, would only be repeated.
    if (reply.rcode !== 'NONE' && servers[index + 1] === server) break;
  }
  return best;
}

function isConclusive(status: DnsStatus): boolean {
  return status === 'ok' || status === 'nodata' || status === 'nxdomain' || status === 'referral';
}

/** Of several failures the one that says most is reported. */
const WORTH: readonly DnsStatus[] = ['unreachable', 'timeout', 'malformed', 'refused', 'servfail'];
function better(one: DnsReply, other: DnsReply): DnsReply {
  return WORTH.indexOf(other.status) > WORTH.indexOf(one.status) ? other : one;
}
