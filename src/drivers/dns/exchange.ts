import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import type { Endpoint, Io, Purpose } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { type Answered, type Query, readReply, type Sent, writeQuery } from './packet.ts';
import type { DnsReply, DnsStatus } from './record.ts';

const TRY_MS = 1500;

/**
 * One try at one server: UDP with EDNS, over TCP when the answer is cut, without EDNS when the server does not know it.
 * @param alsoTcp asks over TCP at the same time, for servers (and networks) where only that works
 * @returns the reply, or what went wrong as a status; rejects only when the run ends or the Io does not allow it
 */
export async function exchange(io: Io, server: Endpoint, query: Query, alsoTcp: boolean, signal: AbortSignal): Promise<DnsReply> {
  if (!alsoTcp) return overUdp(io, server, query, true, signal);
  const loser = new AbortController();
  const both = AbortSignal.any([signal, loser.signal]);
  try {
    const tries = [overUdp(io, server, query, true, both), overTcp(io, server, query, both)];
    return await Promise.any(tries.map(async (reply) => answeredOrReject(await reply))).catch(async () => (await Promise.all(tries))[0] as DnsReply);
  } finally {
    loser.abort();
  }
}

function answeredOrReject(reply: DnsReply): DnsReply {
  if (reply.rcode === 'NONE') throw new CouldNotLook('timeout', 'no answer on this transport');
  return reply;
}

async function overUdp(io: Io, server: Endpoint, query: Query, edns: boolean, signal: AbortSignal): Promise<DnsReply> {
  const started = io.clock.mono();
  const sent = send(io, query, edns);
  let junk = false;
  let answered: Answered | undefined;
  const accepts = (reply: Uint8Array): boolean => {
    answered = readReply(reply, query, sent);
    junk ||= answered === undefined;
    return answered !== undefined;
  };
  try {
    await io.udp(server, sent.bytes, { purpose: purposeOf(query), timeoutMs: TRY_MS, accepts }, signal);
  } catch (error) {
    const status = statusOf(error, signal);
    return nothing(server, 'udp', status === 'timeout' && junk ? 'malformed' : status, io.clock.mono() - started);
  }
  if (!answered) return nothing(server, 'udp', 'malformed', io.clock.mono() - started);
  if (edns && !query.dnssec && (answered.rcode === 'FORMERR' || answered.rcode === 'NOTIMP')) return overUdp(io, server, query, false, signal);
  if (answered.flags.tc) return overTcp(io, server, query, signal);
  return { ...answered, server, transport: 'udp', ms: io.clock.mono() - started };
}

async function overTcp(io: Io, server: Endpoint, query: Query, signal: AbortSignal): Promise<DnsReply> {
  const started = io.clock.mono();
  const sent = send(io, query, true);
  const done = new AbortController();
  let socket: Duplex | undefined;
  try {
    socket = await io.connect(server, { purpose: purposeOf(query), timeoutMs: TRY_MS }, signal);
    const left = Math.max(1, TRY_MS - (io.clock.mono() - started));
    const bytes = await Promise.race([firstMessage(socket, sent.bytes), expire(io, left, AbortSignal.any([signal, done.signal]))]);
    const answered = readReply(bytes, query, sent);
    const ms = io.clock.mono() - started;
    return answered ? { ...answered, server, transport: 'tcp', ms } : nothing(server, 'tcp', 'malformed', ms);
  } catch (error) {
    return nothing(server, 'tcp', statusOf(error, signal), io.clock.mono() - started);
  } finally {
    done.abort();
    socket?.destroy();
  }
}

function send(io: Io, query: Query, edns: boolean): Sent {
  return writeQuery(query, io.random(query.name.length + 2), edns);
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
export function nothing(server: Endpoint, transport: 'udp' | 'tcp', status: DnsStatus, ms: number): DnsReply {
  const flags = { aa: false, tc: false, ad: false, ra: false };
  return { status, rcode: 'NONE', flags, answers: [], authority: [], chain: [], server, transport, ms, bytes: 0 };
}

async function expire(io: Io, ms: number, signal: AbortSignal): Promise<never> {
  await io.clock.sleep(ms, signal);
  signal.throwIfAborted();
  throw new CouldNotLook('timeout', `no answer over TCP within ${ms} ms`);
}

/** Sends one message and reads one, each with its two-byte length (RFC 1035 §4.2.2). Rejects when the peer closes before. */
async function firstMessage(socket: Duplex, query: Uint8Array): Promise<Uint8Array> {
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
