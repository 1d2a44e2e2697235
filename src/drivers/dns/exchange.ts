import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import type { Endpoint, Io, Purpose } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { type Answered, type Query, readReply, type Sent, writeQuery } from './packet.ts';
import type { DnsReply, DnsStatus } from './record.ts';
import { type DnsRun, placeOf } from './run.ts';

/** A datagram may get lost: the first try is the shorter one, and the last asks over TCP as well. */
const FIRST_TRY_MS = 1200;
const TRY_MS = 1500;

interface Asking {
  readonly io: Io;
  readonly run: DnsRun;
  readonly query: Query;
  readonly signal: AbortSignal;
}
type Edns = DnsReply['edns'];
/** How one datagram is asked, and what a reply then says about EDNS. */
interface Manner {
  readonly edns: boolean;
  readonly timeoutMs: number;
  /** Why EDNS was left out. */
  readonly without?: Edns;
}
const FIRST: Manner = { edns: true, timeoutMs: FIRST_TRY_MS };
const WITH_EDNS: Manner = { edns: true, timeoutMs: TRY_MS };

/**
 * One try at one server: UDP with EDNS, over TCP when the answer is cut, without EDNS when the server does not know it.
 * The last try asks over TCP at the same time, for servers and networks where only that works; when the same server was silent before, it asks over UDP without
 * EDNS, for those that drop it.
 * @returns the reply, or what went wrong as a status; rejects only when the run ends or the Io does not allow it
 */
export async function exchange(asking: Asking, server: Endpoint, { last, again }: { last: boolean; again: boolean }): Promise<DnsReply> {
  if (!last) return overUdp(asking, server, FIRST);
  const loser = new AbortController();
  const both = { ...asking, signal: AbortSignal.any([asking.signal, loser.signal]) };
  const manner: Manner = asking.query.dnssec || !again ? WITH_EDNS : { edns: false, timeoutMs: TRY_MS, without: 'dropped' };
  try {
    const tries = [overUdp(both, server, manner), overTcp(both, server)];
    return await Promise.any(tries.map(async (reply) => answeredOrReject(await reply))).catch(async () => (await Promise.all(tries))[0] as DnsReply);
  } finally {
    loser.abort();
  }
}

/** Over TCP and nothing else; a second try when nothing came within the time. */
export async function onlyTcp(asking: Asking, server: Endpoint): Promise<DnsReply> {
  const reply = await overTcp(asking, server);
  return reply.status === 'timeout' ? overTcp(asking, server) : reply;
}

function answeredOrReject(reply: DnsReply): DnsReply {
  if (reply.rcode === 'NONE') throw new CouldNotLook('timeout', 'no answer on this transport');
  return reply;
}

async function overUdp(asking: Asking, server: Endpoint, manner: Manner): Promise<DnsReply> {
  const { io, run, query, signal } = asking;
  const started = io.clock.mono();
  const plain = run.foldsCase.has(placeOf(server));
  const sent = send(asking, manner.edns, plain);
  let junk = false;
  let answered: Answered | undefined;
  const accepts = (reply: Uint8Array): boolean => {
    answered = readReply(reply, query, sent);
    junk ||= answered === undefined;
    return answered !== undefined;
  };
  try {
    await io.udp(server, sent.bytes, { purpose: purposeOf(query), timeoutMs: manner.timeoutMs, accepts }, signal);
  } catch (error) {
    const status = statusOf(error, signal);
    return nothing(server, 'udp', status === 'timeout' && junk ? 'malformed' : status, io.clock.mono() - started);
  }
  if (!answered) return nothing(server, 'udp', 'malformed', io.clock.mono() - started);
  if (!answered.caseKept && !plain) return confirm(asking, server, manner);
  const refusesEdns = ['FORMERR', 'NOTIMP', 'RCODE16'].includes(answered.reply.rcode);
  if (manner.edns && !query.dnssec && refusesEdns) return overUdp(asking, server, { edns: false, timeoutMs: TRY_MS, without: 'refused' });
  if (answered.reply.flags.tc) return overTcp(asking, server);
  return finished(answered, { server, transport: 'udp', ms: io.clock.mono() - started }, manner);
}

/** The letter case was not kept: by an old server, or by somebody who guessed. Over TCP nobody can guess; a server without TCP is asked again in lower case. */
async function confirm(asking: Asking, server: Endpoint, manner: Manner): Promise<DnsReply> {
  const reply = await overTcp(asking, server);
  if (reply.rcode !== 'NONE') return reply;
  asking.run.foldsCase.add(placeOf(server));
  return overUdp(asking, server, manner);
}

async function overTcp(asking: Asking, server: Endpoint): Promise<DnsReply> {
  const { io, query, signal } = asking;
  const started = io.clock.mono();
  const sent = send(asking, true, false);
  const done = new AbortController();
  let socket: Duplex | undefined;
  try {
    socket = await io.connect(server, { purpose: purposeOf(query), timeoutMs: TRY_MS }, signal);
    const left = Math.max(1, TRY_MS - (io.clock.mono() - started));
    const bytes = await Promise.race([firstMessage(socket, sent.bytes), expire(io, left, AbortSignal.any([signal, done.signal]))]);
    const answered = readReply(bytes, query, sent);
    const ms = io.clock.mono() - started;
    return answered ? finished(answered, { server, transport: 'tcp', ms }, WITH_EDNS) : nothing(server, 'tcp', 'malformed', ms);
  } catch (error) {
    return nothing(server, 'tcp', statusOf(error, signal), io.clock.mono() - started);
  } finally {
    done.abort();
    socket?.destroy();
  }
}

function finished({ opt, reply }: Answered, how: Pick<DnsReply, 'server' | 'transport' | 'ms'>, manner: Manner): DnsReply {
  return { ...reply, ...how, edns: manner.without ?? (opt ? 'yes' : 'ignored') };
}

function send({ io, query }: Asking, edns: boolean, plain: boolean): Sent {
  return writeQuery(query, io.random(query.name.length + 2), { edns, plain });
}

function purposeOf(query: Query): Purpose {
  return { protocol: 'dns', host: query.name, type: query.type };
}

/** Network failures become a status; the end of the run and a refusal by the Io stay errors. */
function statusOf(error: unknown, signal: AbortSignal): DnsStatus {
  if (signal.aborted) throw signal.reason;
  if (!(error instanceof CouldNotLook)) return 'unreachable';
  if (error.code === 'timeout' || error.code === 'malformed') return error.code;
  if (error.code === 'refused' || error.code === 'unreachable') return 'unreachable';
  throw error;
}

/** A reply that says that nothing usable came. */
export function nothing(server: Endpoint, transport: DnsReply['transport'], status: DnsStatus, ms: number): DnsReply {
  const flags = { aa: false, tc: false, ad: false, ra: false };
  return { status, rcode: 'NONE', flags, answers: [], authority: [], additional: [], chain: [], server, transport, edns: 'unknown', ms, bytes: 0 };
}

async function expire(io: Io, ms: number, signal: AbortSignal): Promise<never> {
  await io.clock.sleep(ms, signal);
  signal.throwIfAborted();
  throw new CouldNotLook('timeout', `no answer over TCP within ${ms} ms`);
}

/** Sends one message and reads one, each with its two-byte length (RFC 1035 §4.2.2). Rejects when the peer closes before. */
export async function firstMessage(socket: Duplex, query: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2) return;
      const length = received.readUInt16BE(0);
      if (received.length >= length + 2) resolve(received.subarray(2, length + 2));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new CouldNotLook('malformed', 'the connection ended before an answer')));
    socket.on('end', () => reject(new CouldNotLook('malformed', 'the connection ended before an answer')));
    const prefix = Buffer.alloc(2);
    prefix.writeUInt16BE(query.byteLength);
    socket.write(Buffer.concat([prefix, query]));
  });
}
