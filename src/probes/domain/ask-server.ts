import { ask, dataText, type DnsReply, linesOf, lookUpAddresses, recordsOf, secondWord } from '../../drivers/dns.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

export const DNS_PORT = 53;
const MOST_OTHERS = 7;
const APEX = ['A', 'AAAA', 'MX', 'TXT'] as const;

type Server = NameServers['servers'][number];
interface Asking {
  readonly name: string;
  readonly zone: string;
  /** The name whose records are compared. */
  readonly domain: string;
  readonly again: number;
  /** This machine has a way to IPv6. */
  readonly ipv6: boolean;
}
type Place = Pick<Server, 'address' | 'addresses' | 'lostIn'> & { readonly fault?: 'no-address' | 'address-unknown' };

/** Asks one name server itself: first the SOA, and only if it is responsible for the zone the rest; at its other addresses the SOA only. */
export async function askServer(io: Io, { name, zone, domain, again, ipv6 }: Asking, signal: AbortSignal): Promise<Server> {
  const { fault, ...place } = await placeOf(io, name, signal);
  if (fault === 'no-address') return { ...silent(name, fault, `${name} has no address`), ...place };
  if (place.address === null) return { ...silent(name, 'address-unknown', `the address of ${name} could not be found out`), ...place };
  const server = { address: place.address, port: DNS_PORT };
  const at = (question: { name: string; type: 'SOA' | 'NS' | (typeof APEX)[number] }) => ask(io, { ...question, server, recursive: false, again }, signal);
  const others = place.addresses.filter((address) => address !== place.address && (ipv6 || !address.includes(':'))).slice(0, MOST_OTHERS);
  const [reply, ...elsewhere] = await Promise.all([
    at({ name: zone, type: 'SOA' }),
    ...others.map(async (address) => ask(io, { name: zone, type: 'SOA', server: { address, port: DNS_PORT }, recursive: false, again }, signal)),
  ]);
  const seen = {
    ...silent(name, reply.status, soaLine(place.address, zone, reply)),
    ...place,
    authoritative: reply.flags.aa,
    recursive: reply.flags.ra,
    ...(others.length > 0 && { others: elsewhere.map((other, index) => otherOf(others[index] ?? '', zone, other)) }),
  };
  if (reply.status !== 'ok' || !reply.flags.aa) return seen;
  const [ns, ...apex] = await Promise.all([at({ name: zone, type: 'NS' }), ...APEX.map(async (type) => at({ name: domain, type }))]);
  const [A, AAAA, MX, TXT] = apex.map(textsOf);
  const soa = recordsOf(reply, 'SOA')[0]?.data;
  const alias = apex.flatMap((each) => recordsOf(each, 'CNAME').filter((record) => record.name === domain))[0]?.data;
  return {
    ...seen,
    serial: soa?.serial ?? null,
    primary: soa?.mname ?? null,
    alias: alias === undefined ? null : quote(alias, 255),
    names: ns.status === 'ok' ? [...new Set(recordsOf(ns, 'NS').map((record) => record.data))].sort().slice(0, 32) : null,
    records: { A: A ?? null, AAAA: AAAA ?? null, MX: MX ?? null, TXT: TXT ?? null },
  };
}

function soaLine(address: string, zone: string, reply: DnsReply) {
  return quote(`@${address} ${linesOf(zone, 'SOA', reply).join(' · ')}${reply.flags.aa ? '' : ' (not authoritative)'}`, 500);
}

function otherOf(address: string, zone: string, reply: DnsReply): NonNullable<Server['others']>[number] {
  const serial = recordsOf(reply, 'SOA')[0]?.data.serial ?? null;
  return { address, answer: reply.status, authoritative: reply.flags.aa, serial, line: soaLine(address, zone, reply) };
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
  const nowhere = { address: null, addresses: [], lostIn: null, alias: null, primary: null };
  return { name, ...nowhere, answer, authoritative: false, recursive: false, serial: null, names: null, records, line: quote(line, 500) };
}

/** Where a name server is. One that this machine has no way to (IPv6 only) is unknown, not lost. */
export async function placeOf(io: Io, name: string, signal: AbortSignal): Promise<Place> {
  try {
    const { value } = await lookUpAddresses(io, name, signal);
    const addresses = value.addresses.map(({ address }) => address).slice(0, 16);
    const usable = value.addresses.find((found) => found.family === 4 || io.network.ipv6);
    if (addresses.length === 0) return lostPlace(io, { name: value.chain.at(-1) ?? name, denied: value.status === 'nxdomain' }, signal);
    return { address: usable?.address ?? null, addresses, lostIn: null };
  } catch (error) {
    if (error instanceof CouldNotLook && !signal.aborted) return { address: null, addresses: [], lostIn: null };
    throw error;
  }
}

/** A name without an address; one that only the resolver of this network denies is unknown. */
async function lostPlace(io: Io, { name, denied }: { readonly name: string; readonly denied: boolean }, signal: AbortSignal): Promise<Place> {
  const none = { address: null, addresses: [], lostIn: null };
  if (!denied) return { ...none, fault: 'no-address' };
  const word = await secondWord(io, name, signal);
  return word.says === 'lost' ? { ...none, lostIn: word.deniedBy, fault: 'no-address' } : none;
}
