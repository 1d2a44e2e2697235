import { isAtOrBelow } from '../../model/domain-name.ts';
import type { Endpoint, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { ask } from './ask.ts';
import { type DnsReply, type DnsRecord, recordsOf } from './record.ts';

/** How a name hangs in the tree of zones, as the servers above it say. */
export interface Delegation {
  /**
   * `delegated`: a zone of its own, with these name servers. `inside`: it lies in `parent` without being a zone. `missing`: `parent` says that there is no
   * such name. `same-servers`: the servers of `parent` also serve the zone itself and answer for it, so that what the parent says cannot be seen.
   */
  readonly status: 'delegated' | 'inside' | 'missing' | 'same-servers';
  /** The zone above; `.` for the root. */
  readonly parent: string;
  readonly names: readonly string[];
  /** Addresses that the parent hands out for name servers below the zone itself, without which nobody could find them. */
  readonly glue: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** What the server of the parent answered. */
  readonly reply: DnsReply;
}

const MOST_STEPS = 16;
const SERVERS_AT_ONCE = 2;
const DNS_PORT = 53;

/**
 * Walks from the root to the zone above `name`, asking one authority after the other (RFC 1034 §5.3.3), with no resolver between.
 * Rejects with `CouldNotLook`: `blocked-here` without root hints; `timeout`, `unreachable`, `malformed` or `refused` where the walk came to a halt.
 */
export async function walk(io: Io, name: string, signal: AbortSignal): Promise<Delegation> {
  let servers: readonly Endpoint[] = io.network.roots ?? [];
  let zone = '.';
  if (servers.length === 0) throw new CouldNotLook('blocked-here', 'no root name servers are known in this network, so that the zones above cannot be asked');
  for (let step = 0; step < MOST_STEPS; step++) {
    const reply = await askSome(io, name, servers, signal);
    const referral = referralIn(reply, zone, name);
    if (referral && referral.zone !== name) {
      servers = await placesOf(io, referral, zone, signal);
      zone = referral.zone;
      continue;
    }
    if (referral) return { status: 'delegated', parent: zone, names: referral.names, glue: glueIn(reply, referral.names, name), reply };
    const said = { parent: zone, names: recordsOf(reply, 'NS').map(({ data }) => data), glue: [], reply };
    if (reply.status === 'ok') return { ...said, status: 'same-servers' };
    const owner = reply.authority.find(({ type }) => type === 'SOA')?.name;
    if (reply.status === 'nxdomain') return { ...said, status: 'missing' };
    if (reply.status === 'nodata') return { ...said, status: owner === name ? 'same-servers' : 'inside', parent: owner ?? zone };
    throw new CouldNotLook(codeOf(reply.status), `DNS for ${name}: the name servers of the zone "${zone}" above it gave no answer (${reply.status})`);
  }
  throw new CouldNotLook('malformed', `the name servers above ${name} send each other round`);
}

/** The best answer of a few servers, asked at once so that a dead one costs nothing. */
async function askSome(io: Io, name: string, servers: readonly Endpoint[], signal: AbortSignal): Promise<DnsReply> {
  const usable = servers.filter(({ address }) => io.network.ipv6 || !address.includes(':'));
  const asked = usable.slice(0, SERVERS_AT_ONCE).map(async (server) => ask(io, { name, type: 'NS', server, recursive: false }, signal));
  if (asked.length === 0) throw new CouldNotLook('unreachable', `no address of the name servers above ${name} can be reached from here`);
  const useful = asked.map(async (each) => {
    const reply = await each;
    if (['ok', 'nodata', 'nxdomain', 'referral'].includes(reply.status)) return reply;
    throw new CouldNotLook('malformed', reply.status);
  });
  return Promise.any(useful).catch(async () => (await Promise.all(asked))[0] as DnsReply);
}

interface Referral {
  readonly zone: string;
  readonly names: readonly string[];
  readonly reply: DnsReply;
}

/** Name servers of a zone between the asked one and the name. One that leads upwards or sideways is none: the server is lame. */
function referralIn(reply: DnsReply, from: string, name: string): Referral | undefined {
  const isNs = (record: DnsRecord): boolean => record.type === 'NS';
  // Some servers put the delegation into the answer, without authority.
  const records = reply.status === 'referral' ? reply.authority.filter(isNs) : reply.status === 'ok' && !reply.flags.aa ? reply.answers.filter(isNs) : [];
  const zone = records[0]?.name;
  if (zone === undefined || zone === from || !(from === '.' || zone.endsWith(`.${from}`)) || !isAtOrBelow(name, zone)) return undefined;
  const names = [...new Set(records.flatMap((record) => (record.type === 'NS' && record.name === zone ? [record.data] : [])))].sort();
  return { zone, names, reply };
}

function glueIn(reply: DnsReply, names: readonly string[], zone: string): Delegation['glue'] {
  const needed = names.filter((server) => isAtOrBelow(server, zone));
  return needed.map((name) => ({ name, addresses: addressesIn(reply, name) }));
}

function addressesIn(reply: DnsReply, name: string): string[] {
  return [
    ...new Set(reply.additional.flatMap((record) => ((record.type === 'A' || record.type === 'AAAA') && record.name === name ? [record.data] : []))),
  ].sort();
}

/** Where the next servers are: glue for names below the zone that was asked (RFC 2181 §5.4.1), the resolver's word for others. */
async function placesOf(io: Io, { names, reply }: Referral, from: string, signal: AbortSignal): Promise<Endpoint[]> {
  const isOurs = (server: string): boolean => from === '.' || server.endsWith(`.${from}`);
  const glued = names.filter(isOurs).flatMap((server) =>
    addressesIn(reply, server)
      .filter((address) => !address.includes(':'))
      .slice(0, 1),
  );
  const known = glued.length > 0 ? glued : await resolved(io, names.slice(0, SERVERS_AT_ONCE), signal);
  return known.map((address) => ({ address, port: DNS_PORT }));
}

async function resolved(io: Io, names: readonly string[], signal: AbortSignal): Promise<string[]> {
  const replies = await Promise.all(names.map(async (name) => ask(io, { name, type: 'A', recursive: true }, signal)));
  return replies.flatMap((reply) => recordsOf(reply, 'A').slice(0, 1)).map(({ data }) => data);
}

function codeOf(status: DnsReply['status']): 'timeout' | 'unreachable' | 'refused' | 'malformed' {
  return status === 'timeout' || status === 'unreachable' || status === 'refused' ? status : 'malformed';
}
