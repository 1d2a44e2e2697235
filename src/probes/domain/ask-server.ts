import { addressesOf, ask, dataText, type DnsReply, linesOf, recordsOf } from '../../drivers/dns.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

const DNS_PORT = 53;
const APEX = ['A', 'AAAA', 'MX', 'TXT'] as const;

type Server = NameServers['servers'][number];
interface Asking {
  readonly name: string;
  readonly zone: string;
  /** The name whose records are compared. */
  readonly domain: string;
  readonly again: number;
}

/** Asks one name server itself: first the SOA, and only if it is responsible for the zone the rest. */
export async function askServer(io: Io, { name, zone, domain, again }: Asking, signal: AbortSignal): Promise<Server> {
  const address = await addressOf(io, name, signal);
  if (address === 'no-address' || address === 'address-unknown')
    return silent(name, address, address === 'no-address' ? `${name} has no address` : `the address of ${name} could not be found out`);
  const server = { address, port: DNS_PORT };
  const at = (question: { name: string; type: 'SOA' | 'NS' | (typeof APEX)[number] }) => ask(io, { ...question, server, recursive: false, again }, signal);
  const reply = await at({ name: zone, type: 'SOA' });
  const line = quote(`@${address} ${linesOf(zone, 'SOA', reply).join(' · ')}${reply.flags.aa ? '' : ' (not authoritative)'}`, 500);
  const seen = { ...silent(name, reply.status, line), address, authoritative: reply.flags.aa, recursive: reply.flags.ra };
  if (reply.status !== 'ok' || !reply.flags.aa) return seen;
  const [ns, ...apex] = await Promise.all([at({ name: zone, type: 'NS' }), ...APEX.map(async (type) => at({ name: domain, type }))]);
  const [A, AAAA, MX, TXT] = apex.map(textsOf);
  return {
    ...seen,
    serial: recordsOf(reply, 'SOA')[0]?.data.serial ?? null,
    names: ns.status === 'ok' ? [...new Set(recordsOf(ns, 'NS').map((record) => record.data))].sort().slice(0, 32) : null,
    records: { A: A ?? null, AAAA: AAAA ?? null, MX: MX ?? null, TXT: TXT ?? null },
  };
}

/** Record texts of an answer, sorted; the alias target where there is an alias; `null` when it was not answered. */
function textsOf(reply: DnsReply): Server['records']['A'] {
  if (reply.status !== 'ok' && reply.status !== 'nodata' && reply.status !== 'nxdomain') return null;
  return reply.answers
    .map((record) => quote(dataText(record), 500))
    .sort()
    .slice(0, 500);
}

function silent(name: string, answer: Server['answer'], line: string): Server {
  const records = { A: null, AAAA: null, MX: null, TXT: null };
  return { name, address: null, answer, authoritative: false, recursive: false, serial: null, names: null, records, line: quote(line, 500) };
}

async function addressOf(io: Io, name: string, signal: AbortSignal): Promise<string> {
  try {
    const { addresses } = await addressesOf(io, name, signal);
    const usable = addresses.find((found) => found.family === 4 || io.network.ipv6);
    return usable?.address ?? (addresses.length > 0 ? 'address-unknown' : 'no-address');
  } catch (error) {
    if (error instanceof CouldNotLook && !signal.aborted) return 'address-unknown';
    throw error;
  }
}
