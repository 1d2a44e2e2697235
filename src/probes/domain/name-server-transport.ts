import { Buffer } from 'node:buffer';
import { ask, type DnsReply } from '../../drivers/dns.ts';
import { nameServerTransport, type NameServerTransport } from '../../evidence/domain/name-server-transport.ts';
import { nameServers, type NameServers } from '../../evidence/domain/name-servers.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { DNS_PORT } from './ask-server.ts';
import { mustReachServers } from './must-see-dns.ts';

type Server = NameServers['servers'][number] & { readonly address: string };
type Seen = NameServerTransport['servers'][number];

export const nameServerTransportProbe = defineProbe({
  id: 'domain/name-server-transport',
  version: 1,
  title: 'asks every name server of each domain over TCP, and one that offers to look up names for a made-up one',
  about: 'domain',
  needs: { vantage: one(vantage), seen: one(nameServers) },
  fills: nameServerTransport,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ given, io, signal }) {
    mustReachServers(given.vantage);
    const { zone, servers } = given.seen;
    const working = servers.filter((server): server is Server => server.authoritative && server.answer === 'ok' && server.address !== null);
    if (working.length === 0) throw new CouldNotLook('needs-unseen', 'no name server answers, so there is nothing to ask over TCP');
    const madeUp = `launch-ready-${Buffer.from(io.random(8)).toString('hex')}.invalid`;
    const seen = await Promise.all(working.map(async (server) => askAgain(io, { server, zone, madeUp }, signal)));
    if (seen.some(({ tcp }) => tcp === 'ok') || (await letsTcpThrough(io, signal))) return { value: { servers: seen }, complete: true };
    return {
      value: { servers: seen.map((each) => ({ ...each, tcp: 'unseen' as const })) },
      complete: [{ part: 'tcp', says: quote('no name server at all answered over TCP from here, so that this network may be the reason') }],
    };
  },
});

async function askAgain(io: Io, { server, zone, madeUp }: { server: Server; zone: string; madeUp: string }, signal: AbortSignal): Promise<Seen> {
  const at = { server: { address: server.address, port: DNS_PORT }, recursive: false } as const;
  const [udp, tcp] = await Promise.all([ask(io, { ...at, name: zone, type: 'SOA' }, signal), ask(io, { ...at, name: zone, type: 'SOA', over: 'tcp' }, signal)]);
  // A lost packet looks like a server that drops EDNS; it is not lost twice.
  const edns = udp.edns === 'dropped' ? (await ask(io, { ...at, name: zone, type: 'SOA', again: 2 }, signal)).edns : udp.edns;
  const looked = server.recursive ? await ask(io, { ...at, name: madeUp, type: 'A', recursive: true }, signal) : undefined;
  return {
    name: server.name,
    address: server.address,
    tcp: tcp.rcode !== 'NONE' ? 'ok' : tcp.status === 'timeout' ? 'silent' : 'refused',
    edns,
    resolves: looked ? looked.flags.ra && (looked.status === 'nxdomain' || looked.status === 'ok') : null,
    lines: [
      `@${server.address} +tcp ${zone}. SOA: ${said(tcp)}`,
      `@${server.address} +edns ${zone}. SOA: ${edns}`,
      ...(looked ? [`@${server.address} +recurse ${madeUp}. A: ${said(looked)}`] : []),
    ].map((line) => quote(line)),
  };
}

function said(reply: DnsReply): string {
  return reply.rcode === 'NONE' ? reply.status : reply.rcode;
}

/** Whether a server that surely speaks TCP (of the root zone) can be reached so from here. */
async function letsTcpThrough(io: Io, signal: AbortSignal): Promise<boolean> {
  const [root] = io.network.roots ?? [];
  if (!root) return false;
  return (await ask(io, { name: '.', type: 'SOA', server: root, recursive: false, over: 'tcp' }, signal)).rcode !== 'NONE';
}
