import { Buffer } from 'node:buffer';
import { duplexPair } from 'node:stream';
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, RECURSION_AVAILABLE, TRUNCATED_RESPONSE } from 'dns-packet';
import type { Endpoint, Io } from '../../src/ports/io.ts';
import { CouldNotLook } from '../../src/ports/probe.ts';

export interface AskedQuestion {
  readonly server: string;
  readonly transport: 'udp' | 'tcp';
  readonly name: string;
  readonly type: string;
  readonly recursive: boolean;
  readonly edns: boolean;
}
export interface MadeReply {
  readonly answers?: readonly Answer[];
  readonly authorities?: readonly Answer[];
  readonly additionals?: readonly Answer[];
  readonly aa?: boolean;
  readonly ra?: boolean;
  readonly tc?: boolean;
  readonly rcode?: number;
  /** Last touch on the packet, for wrong ids and other faults. */
  readonly spoil?: (packet: Packet) => Packet;
}
/** What a server of the fake network says; bytes are sent as they are. */
export type Say = (question: AskedQuestion) => MadeReply | Uint8Array | 'silent' | 'refused';

/** Where the walk from the root begins in the fake network. */
export const ROOT: Endpoint = { address: '192.0.2.4', port: 53 };

/** An Io whose DNS is one function. Nothing waits: a time-out only moves the clock. `asked` is the log of all questions. */
export function inMemoryDns(say: Say, resolvers: readonly string[] = ['192.0.2.53']): Io & { readonly asked: AskedQuestion[] } {
  const asked: AskedQuestion[] = [];
  const memo = new Map<string, Promise<unknown>>();
  let now = Date.UTC(2026, 10, 25);
  let seed = 1;
  const answer = (to: Endpoint, transport: 'udp' | 'tcp', payload: Uint8Array): Uint8Array | 'silent' | 'refused' => {
    const query = decode(Buffer.from(payload));
    const [question] = query.questions ?? [];
    if (!question) throw new Error('a query without a question');
    const asking = {
      server: to.address,
      transport,
      name: question.name.toLowerCase(),
      type: question.type,
      recursive: query.flag_rd,
      edns: (query.additionals ?? []).length > 0,
    };
    asked.push(asking);
    const said = say(asking);
    if (said === 'silent' || said === 'refused' || said instanceof Uint8Array) return said;
    const flags = (said.aa ? AUTHORITATIVE_ANSWER : 0) | (said.ra ? RECURSION_AVAILABLE : 0) | (said.tc ? TRUNCATED_RESPONSE : 0) | (said.rcode ?? 0);
    const packet: Packet = {
      type: 'response',
      id: query.id,
      flags,
      questions: [question],
      answers: [...(said.answers ?? [])],
      authorities: [...(said.authorities ?? [])],
      additionals: [...(said.additionals ?? [])],
    };
    return encode(said.spoil?.(packet) ?? packet);
  };
  const fail = (to: Endpoint, how: 'silent' | 'refused', timeoutMs: number): never => {
    if (how === 'silent') now += timeoutMs;
    throw new CouldNotLook(how === 'silent' ? 'timeout' : 'refused', `${to.address} is ${how}`);
  };
  return {
    asked,
    clock: { now: () => now, mono: () => now, sleep: async () => new Promise(() => undefined) },
    random: (bytes) => Uint8Array.from({ length: bytes }, () => (seed = (seed * 48_271) % 2_147_483_647) & 0xff),
    async udp(to, payload, options) {
      const reply = answer(to, 'udp', payload);
      if (typeof reply === 'string') return fail(to, reply, options.timeoutMs);
      return options.accepts(reply) ? reply : fail(to, 'silent', options.timeoutMs);
    },
    async connect(to, options) {
      const [ours, theirs] = duplexPair();
      const payload = new Promise<Uint8Array>((resolve) => {
        theirs.once('data', (bytes: Buffer) => resolve(bytes.subarray(2)));
      });
      void payload.then((bytes) => {
        const reply = answer(to, 'tcp', bytes);
        if (typeof reply === 'string') return theirs.destroy();
        return theirs.end(Buffer.concat([Buffer.from([reply.byteLength >> 8, reply.byteLength & 0xff]), reply]));
      });
      void options;
      return ours;
    },
    network: { resolvers: resolvers.map((address) => ({ address, port: 53 })), roots: [ROOT], trust: [], ipv6: true },
    async shared<T>(key: string, make: () => Promise<T>): Promise<T> {
      const made = memo.get(key) ?? make();
      memo.set(key, made);
      return made as Promise<T>;
    },
    secret: () => undefined,
  };
}

export function soa(zone: string, serial = 2026112501): Answer {
  return {
    type: 'SOA',
    name: zone,
    ttl: 300,
    data: { mname: `ns1.${zone}`, rname: `hostmaster.${zone}`, serial, refresh: 7200, retry: 900, expire: 1_209_600, minimum: 300 },
  };
}
