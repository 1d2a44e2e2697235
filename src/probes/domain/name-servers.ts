import { absenceProven, ask, type DnsReply, recordsOf, secondWord, unanswered } from '../../drivers/dns.ts';
import { delegation as delegationSeen } from '../../evidence/domain/delegation.ts';
import { nameServers, type NameServers } from '../../evidence/domain/name-servers.ts';
import { vantage } from '../../evidence/vantage.ts';
import { maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { askServer } from './ask-server.ts';
import { mustReachServers } from './must-see-dns.ts';

const MOST_SERVERS = 8;
/** Copies of a zone often lag for a moment behind a change. */
const SETTLE_MS = 3000;

/** The NS set as a resolver sees it, then each name server by itself, also those that only the parent zone names. Differing serials are looked at twice, so that a change on its way is not taken for a stale server. */
export const nameServersProbe = defineProbe({
  id: 'domain/name-servers',
  version: 1,
  title: 'asks every name server of each domain for the same records',
  about: 'domain',
  needs: { vantage: one(vantage), delegation: maybe(delegationSeen) },
  fills: nameServers,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 20_000,
  async gather({ subject, given, io, signal }) {
    mustReachServers(given.vantage);
    const above = given.delegation?.status === 'delegated' ? given.delegation.names : [];
    const { status, zone, names } = await delegation(io, subject.name, above, signal);
    const all = [...new Set([...names, ...(zone === subject.name ? above : [])])].sort();
    const asked = all.slice(0, MOST_SERVERS);
    const look = async (again: number) =>
      Promise.all(asked.map(async (name) => askServer(io, { name, zone, domain: subject.name, again, ipv6: given.vantage.ipv6 }, signal)));
    let servers = await look(0);
    if (differ(servers)) {
      await io.clock.sleep(SETTLE_MS, signal);
      servers = await look(1);
    }
    const left = all.length - asked.length;
    const complete = left === 0 || [{ part: 'servers', says: quote(`${left} more name servers were not asked`) }];
    return { value: { status, zone, names: names.slice(0, 32), servers }, complete };
  },
});

function differ(servers: NameServers['servers']): boolean {
  const serials = servers.flatMap((server) => [server, ...(server.others ?? [])]).filter(({ authoritative }) => authoritative);
  return new Set(serials.flatMap(({ serial }) => serial ?? [])).size > 1;
}

/** @param above what the zone above names; where the resolver finds no server that answers, those are still to be asked */
async function delegation(io: Io, domain: string, above: readonly string[], signal: AbortSignal): Promise<Pick<NameServers, 'status' | 'zone' | 'names'>> {
  const reply = await ask(io, { name: domain, type: 'NS', recursive: true }, signal);
  if (reply.status === 'ok') return { status: 'delegated', zone: domain, names: namesIn(reply) };
  if (reply.status === 'servfail' && above.length > 0) return { status: 'delegated', zone: domain, names: [...above] };
  if (!absenceProven(reply)) throw unanswered(`${domain} NS`, reply);
  const zone = reply.authority.find((record) => record.type === 'SOA')?.name ?? domain;
  if (reply.status === 'nxdomain') {
    const word = await secondWord(io, domain, signal);
    if (word.says === 'lost') return { status: 'missing', zone, names: [] };
    const why = word.says === 'there' ? `${word.by} knows it` : 'nobody else could be asked';
    throw new CouldNotLook('blocked-here', `the DNS resolver of this network says that there is no ${domain}, but ${why}`);
  }
  const outer = await ask(io, { name: zone, type: 'NS', recursive: true }, signal);
  if (outer.status !== 'ok') throw unanswered(`${zone} NS`, outer);
  return { status: 'delegated', zone, names: namesIn(outer) };
}

function namesIn(reply: DnsReply): string[] {
  return [...new Set(recordsOf(reply, 'NS').map((record) => record.data))].sort();
}
