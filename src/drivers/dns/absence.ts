import type { Endpoint, Io } from '../../ports/io.ts';
import { ask } from './ask.ts';
import { absenceProven, type DnsReply, recordsOf, type RecordType } from './record.ts';

const DNS_PORT = 53;
const MOST_SERVERS = 2;

/**
 * Some resolvers (systemd-resolved, home routers) leave out the SOA that proves an absence. Then a name server of the zone is asked itself.
 * @returns the reply that proves the absence, or the given one when nothing proves it
 */
export async function proveAbsence(io: Io, question: { name: string; type: RecordType }, reply: DnsReply, signal: AbortSignal): Promise<DnsReply> {
  if ((reply.status !== 'nodata' && reply.status !== 'nxdomain') || absenceProven(reply)) return reply;
  const name = reply.chain.at(-1) ?? question.name;
  for (const server of await serversOf(io, name, signal)) {
    const direct = await ask(io, { name, type: question.type, server, recursive: false }, signal);
    if (direct.flags.aa && absenceProven(direct)) return { ...direct, chain: reply.chain };
    if (direct.status === 'ok') return reply;
  }
  return reply;
}

/** Two name servers of the zone that a name lies in, found from the name upwards. */
async function serversOf(io: Io, name: string, signal: AbortSignal): Promise<Endpoint[]> {
  const labels = name.split('.');
  for (let at = 0; at < labels.length; at++) {
    const reply = await ask(io, { name: labels.slice(at).join('.'), type: 'NS', recursive: true }, signal);
    const names = recordsOf(reply, 'NS').map((record) => record.data);
    if (names.length === 0) continue;
    const replies = await Promise.all(
      names
        .sort()
        .slice(0, MOST_SERVERS)
        .map(async (server) => ask(io, { name: server, type: 'A', recursive: true }, signal)),
    );
    return replies.flatMap((found) => recordsOf(found, 'A').slice(0, 1)).map((record) => ({ address: record.data, port: DNS_PORT }));
  }
  return [];
}
