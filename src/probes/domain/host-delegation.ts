import { ask, walk } from '../../drivers/dns.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { hostDelegation, type HostDelegation } from '../../evidence/domain/host-delegation.ts';
import { vantage } from '../../evidence/vantage.ts';
import { maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { defineProbe, type LookResult } from '../../ports/probe.ts';
import { DNS_PORT, placeOf } from './ask-server.ts';
import { mustReachServers } from './must-see-dns.ts';

type Server = HostDelegation['servers'][number];

export const hostDelegationProbe = defineProbe({
  id: 'domain/host-delegation',
  version: 1,
  title: 'for a host that DNS gives no answer about, asks who is responsible for it',
  about: 'host',
  needs: { vantage: one(vantage), host: maybe(hostAddresses) },
  fills: hostDelegation,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, io, signal }): Promise<LookResult<HostDelegation>> {
    if (given.host) return { value: { status: 'answers', servers: [] }, complete: true };
    mustReachServers(given.vantage);
    const { status, names } = await walk(io, subject.name, signal);
    if (status !== 'delegated') return { value: { status: 'inside', servers: [] }, complete: true };
    const servers = await Promise.all(names.slice(0, 8).map(async (name) => askAbout(io, subject.name, name, signal)));
    return { value: { status: 'delegated', servers }, complete: true };
  },
});

async function askAbout(io: Io, host: string, name: string, signal: AbortSignal): Promise<Server> {
  const { address, fault } = await placeOf(io, name, signal);
  if (fault === 'no-address') return { name, address: null, state: 'lost', line: quote(`${name} has no address`) };
  if (address === null) return { name, address, state: 'unknown', line: quote(`the address of ${name} could not be found out`) };
  const reply = await ask(io, { name: host, type: 'SOA', server: { address, port: DNS_PORT }, recursive: false }, signal);
  const serves = reply.flags.aa && (reply.status === 'ok' || reply.status === 'nodata' || reply.status === 'nxdomain');
  const state = serves ? 'serves' : reply.rcode === 'NONE' ? (reply.status === 'malformed' ? 'unknown' : 'silent') : 'lame';
  return { name, address, state, line: quote(`@${address} ${host}. SOA: ${reply.rcode === 'NONE' ? reply.status : reply.rcode}`) };
}
