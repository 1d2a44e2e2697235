import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { decode, type DecodedPacket, RECURSION_DESIRED } from 'dns-packet';
import { replyPacket } from '../src/drivers/dns/reply-packet.ts';
import { answerFrom, resolveOver, type Zone, type ZoneAnswer } from '../src/formats/zone.ts';
import { HTTPS_RESOLVER, startOverHttps } from './over-https.ts';
import { canonicalName, type ZoneRecord } from '../src/formats/zone-record.ts';

/**
 * How a name server misbehaves. `slow` still answers, `ms` late; `lame` answers as if it had never heard of the zone. `refuses-edns` and `drops-edns` do not
 * know EDNS; `folds-case` answers in lower case; `resolves` looks up names for everybody; `gives-zone` hands out the whole zone.
 */
export type DnsFault =
  | 'silent'
  | 'servfail'
  | 'refused'
  | 'lame'
  | 'tcp-only'
  | 'udp-only'
  | 'wrong-id'
  | 'malformed'
  | 'wrong-question'
  | 'pointer-loop'
  | 'refuses-edns'
  | 'drops-edns'
  | 'folds-case'
  | 'resolves'
  | 'gives-zone'
  | { readonly slowMs: number };

/** One authoritative server. `content` replaces the zones of that name: a server that was not updated. */
export interface NameServerSpec {
  readonly name: string;
  /** Documentation address it is known under; port 53 of it leads here. A loopback address is taken as it is, port 53, for programs that know no other way. */
  readonly address: string;
  readonly zones: readonly string[];
  readonly fault?: DnsFault;
  readonly content?: readonly Zone[];
}
/** The recursive resolver. `faults` hit single names (and types), `fault` everything; `remembers` are zones as it still has them from before a change. */
export interface ResolverSpec {
  readonly remembers?: readonly Zone[];
  readonly fault?: DnsFault;
  readonly faults?: readonly { readonly name: string; readonly type?: string; readonly fault: DnsFault }[];
}
export interface DnsSpec {
  readonly zones: readonly Zone[];
  readonly nameServers: readonly NameServerSpec[];
  readonly resolvers: readonly ResolverSpec[];
  /** There is a resolver over HTTPS as well, and it is in order. */
  readonly overHttps?: boolean;
}
export interface DnsQuery {
  readonly name: string;
  readonly type: string;
  /** documentation address of the name server, or `resolver` */
  readonly server: string;
  readonly transport: 'udp' | 'tcp';
}
export interface RunningDns {
  /** `address:53` → loopback endpoint of each name server */
  readonly routes: Readonly<Record<string, string>>;
  /** loopback endpoints of the resolvers */
  readonly resolvers: readonly string[];
  readonly queries: () => readonly DnsQuery[];
  readonly stop: () => Promise<void>;
}

type Reply = ZoneAnswer & { readonly ra: boolean };
interface Role {
  readonly server: string;
  answer(question: { name: string; type: string }): Reply;
  faultFor(question: { name: string; type: string }): DnsFault | undefined;
}

/** Starts all name servers and resolvers of a world on free loopback ports. */
export async function startDns(spec: DnsSpec): Promise<RunningDns> {
  const log: DnsQuery[] = [];
  const seen = zonesSeen(spec);
  const authoritative = spec.nameServers.map((server): Role => {
    const zones = zonesOf(server, spec.zones);
    const answer = (question: { name: string; type: string }): Reply => {
      const own = { ...answerFrom(zones, question), ra: server.fault === 'resolves' };
      if (question.type === 'AXFR') return { ...wholeZone(zones, question.name, server.fault === 'gives-zone'), ra: false };
      return own.ra && own.rcode === 'REFUSED' ? { ...resolveOver(seen.zones, question, seen.dead), ra: true } : own;
    };
    return { server: server.address, answer, faultFor: () => server.fault };
  });
  const recursive = spec.resolvers.map(
    (resolver): Role => ({
      server: 'resolver',
      answer: (question) => ({ ...resolveOver(remembered(resolver, seen.zones), question, seen.dead), ra: true }),
      faultFor: ({ name, type }) =>
        resolver.fault ?? resolver.faults?.find((at) => at.name === canonicalName(name) && (at.type === undefined || at.type === type))?.fault,
    }),
  );
  const running = await Promise.all([...authoritative, ...recursive].map((role) => listen(role, log)));
  const endpoints = running.map(({ at }) => at);
  const https = spec.overHttps ? await startOverHttps((question) => resolveOver(seen.zones, question, seen.dead)) : undefined;
  return {
    routes: {
      ...Object.fromEntries(spec.nameServers.map((server, at) => [`${server.address}:53`, endpoints[at] ?? ''])),
      ...(https && { [`${HTTPS_RESOLVER.address}:443`]: https.endpoint }),
    },
    resolvers: endpoints.slice(authoritative.length),
    queries: () => [...log],
    stop: async () => void (await Promise.all([...running, ...(https ? [https] : [])].map((each) => each.stop()))),
  };
}

function remembered({ remembers = [] }: ResolverSpec, zones: readonly Zone[]): readonly Zone[] {
  return zones.map((zone) => remembers.find(({ name }) => name === zone.name) ?? zone);
}

/** A zone transfer (RFC 5936 §2.2): the SOA, everything, the SOA again. */
function wholeZone(zones: readonly Zone[], name: string, given: boolean): ZoneAnswer {
  const records = zones.find((zone) => zone.name === canonicalName(name))?.records ?? [];
  const soa = records.find(({ type }) => type === 'SOA');
  if (!given || !soa) return { ...NOTHING, rcode: 'REFUSED', aa: false };
  return { ...NOTHING, rcode: 'NOERROR', aa: true, answers: [soa, ...records.filter((record) => record !== soa), soa] };
}

/** The zones as one server has them. */
export function zonesOf(server: NameServerSpec, zones: readonly Zone[]): Zone[] {
  const own = server.content ?? [];
  return server.zones.flatMap((name) => own.find((zone) => zone.name === name) ?? zones.find((zone) => zone.name === name) ?? []);
}

/** What a resolver can see: each zone as its first working server has it; zones whose servers are all broken are dead. */
function zonesSeen({ zones, nameServers }: DnsSpec): { zones: Zone[]; readonly dead: (zone: string) => boolean } {
  const broken: readonly unknown[] = ['silent', 'servfail', 'refused', 'lame', 'wrong-id', 'malformed', 'wrong-question', 'pointer-loop'];
  const works = ({ fault }: NameServerSpec): boolean => !broken.includes(fault);
  const serving = (zone: string): NameServerSpec[] => nameServers.filter((server) => server.zones.includes(zone));
  const dead = new Set(zones.map(({ name }) => name).filter((name) => serving(name).length > 0 && !serving(name).some(works)));
  const seen = zones.map((zone) => {
    const first = serving(zone.name).find(works);
    return first ? (zonesOf(first, zones).find(({ name }) => name === zone.name) ?? zone) : zone;
  });
  return { zones: seen, dead: (name) => dead.has(name) };
}

/** UDP and TCP on the same loopback port: a free one of 127.0.0.1, or port 53 of the server's own loopback address. */
async function listen(role: Role, log: DnsQuery[]): Promise<{ at: string; stop(): Promise<void> }> {
  const own = role.server.startsWith('127.');
  const host = own ? role.server : '127.0.0.1';
  for (;;) {
    const tcp = createServer();
    tcp.listen(own ? 53 : 0, host);
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4');
    udp.bind(port, host);
    const bound = await once(udp, 'listening').then(
      () => true,
      () => false,
    );
    if (!bound) {
      tcp.close();
      if (own) throw new Error(`port 53 of ${host} is taken`);
      continue;
    }
    return { at: `${host}:${port}`, stop: serve(role, log, udp, tcp) };
  }
}

function serve(role: Role, log: DnsQuery[], udp: DatagramSocket, tcp: Server): () => Promise<void> {
  const ended = new AbortController();
  const open = new Set<Socket>();
  const respond = async (bytes: Buffer, transport: 'udp' | 'tcp', send: (reply: Buffer) => void): Promise<void> => {
    const query = decoded(bytes);
    const question = query?.questions?.[0];
    if (!query || !question) return;
    log.push({ name: canonicalName(question.name), type: question.type, server: role.server, transport });
    const fault = role.faultFor(question);
    const edns = (query.additionals ?? []).length > 0;
    if (fault === 'silent' || (fault === 'drops-edns' && edns && transport === 'udp')) return;
    if (typeof fault === 'object') await wait(fault.slowMs, undefined, { signal: ended.signal }).catch(() => undefined);
    if (!ended.signal.aborted) send(replyBytes(query, role.answer(question), fault, transport));
  };
  udp.on('message', (bytes, from) => void respond(bytes, 'udp', (reply) => udp.send(reply, from.port, from.address)));
  udp.on('error', () => undefined);
  tcp.on('connection', (socket) => {
    if (role.faultFor({ name: '', type: '' }) === 'udp-only') {
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0);
        const message = pending.subarray(2, end);
        pending = pending.subarray(end);
        void respond(message, 'tcp', (reply) => socket.write(Buffer.concat([lengthPrefix(reply.length), reply])));
      }
    });
  });
  return async () => {
    ended.abort();
    for (const socket of open) socket.destroy();
    udp.close();
    tcp.close();
    await once(tcp, 'close');
  };
}

function decoded(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function lengthPrefix(length: number): Buffer {
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16BE(length);
  return prefix;
}

const NOTHING = { answers: [], authority: [], additional: [] };
const ROOT_REFERRAL: ZoneRecord = { name: '', type: 'NS', ttl: 3600, data: 'a.root-servers.example' };

function replyBytes(query: DecodedPacket, answer: Reply, fault: DnsFault | undefined, transport: 'udp' | 'tcp'): Buffer {
  const edns = (query.additionals ?? []).find((record) => record.type === 'OPT');
  const said = fault === 'refuses-edns' && edns ? { ...answer, ...NOTHING, rcode: 'FORMERR' as const, aa: false } : faulty(answer, fault);
  const asked = (query.questions ?? []).map((question) => {
    if (fault === 'wrong-question') return { ...question, name: `not-${question.name}` };
    return fault === 'folds-case' ? { ...question, name: question.name.toLowerCase() } : question;
  });
  const knows = edns !== undefined && fault !== 'refuses-edns' && fault !== 'drops-edns';
  const wants = { id: query.id ?? 0, recursion: ((query.flags ?? 0) & RECURSION_DESIRED) !== 0, edns: knows, questions: asked };
  const full = replyPacket(wants, said);
  const most = edns && 'udpPayloadSize' in edns ? Math.max(512, edns.udpPayloadSize) : 512;
  const cut = transport === 'udp' && (fault === 'tcp-only' || full.length > most);
  const reply = cut ? replyPacket(wants, { ...said, ...NOTHING }) : full;
  if (cut) reply.writeUInt8(reply.readUInt8(2) | 0x02, 2);
  if (fault === 'wrong-id') reply.writeUInt16BE(wants.id ^ 1, 0);
  // The name of the first answer points to itself.
  if (fault === 'pointer-loop')
    return Buffer.concat([reply.subarray(0, questionEnd(reply)), Buffer.from([0xc0, questionEnd(reply)]), reply.subarray(questionEnd(reply) + 2)]);
  // One answer is announced and none follows.
  if (fault === 'malformed') return truncated(reply);
  return reply;
}

function faulty(answer: Reply, fault: DnsFault | undefined): Reply {
  if (fault === 'servfail') return { ...answer, ...NOTHING, rcode: 'SERVFAIL', aa: false };
  if (fault === 'refused') return { ...answer, ...NOTHING, rcode: 'REFUSED', aa: false };
  if (fault === 'lame') return { ...answer, ...NOTHING, rcode: 'NOERROR', aa: false, authority: [ROOT_REFERRAL] };
  return answer;
}

/** Where the one question of a message ends: behind its name, type and class. */
function questionEnd(message: Buffer): number {
  let at = 12;
  while ((message[at] ?? 0) !== 0) at += 1 + (message[at] ?? 0);
  return at + 5;
}

function truncated(reply: Buffer): Buffer {
  const bytes = Buffer.from(reply.subarray(0, Math.max(12, Math.min(reply.length, 20))));
  bytes.writeUInt16BE(1, 6);
  return bytes;
}
