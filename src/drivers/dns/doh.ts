import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import type { HttpsResolver, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { withDeadline } from '../deadline.ts';
import { nothing } from './exchange.ts';
import { type Query, readReply, writeQuery } from './packet.ts';
import { dnsKey } from './key.ts';
import { canonicalName } from './rdata.ts';
import type { DnsReply, RecordType } from './record.ts';
import { runOf } from './run.ts';

const TRY_MS = 4000;
const MOST_BYTES = 65_535;
const HTTPS_PORT = 443;

/**
 * Asks the resolvers over HTTPS (RFC 8484) in turn: the way round where port 53 is blocked or somebody answers in the place of others. The certificate is
 * checked, because an answer that anybody on the way could give would prove nothing.
 * @returns nothing when none is known; otherwise the first answer, or why the last one gave none
 */
export async function overHttps(io: Io, query: Query, signal: AbortSignal): Promise<DnsReply | undefined> {
  let last: DnsReply | undefined;
  for (const resolver of io.network.overHttps ?? []) {
    last = await askOverHttps(io, resolver, query, signal);
    if (last.rcode !== 'NONE') return last;
  }
  return last;
}

/**
 * Sets the machine's own resolvers aside for the rest of the run, if one over HTTPS knows that `madeUp`, a name that cannot exist, does not.
 * @returns whether it did
 */
export async function turnToHttps(io: Io, madeUp: string, signal: AbortSignal): Promise<boolean> {
  const reply = await overHttps(io, { name: madeUp, type: 'A', recursive: true, dnssec: false, unchecked: false }, signal);
  if (reply?.status !== 'nxdomain') return false;
  (await runOf(io)).overHttps = true;
  return true;
}

/** Asks one question of one resolver over HTTPS, once per run. Never rejects for what happens on the network: that is the status. */
export async function askResolverOverHttps(
  io: Io,
  resolver: HttpsResolver,
  { name, type }: { readonly name: string; readonly type: RecordType },
  signal: AbortSignal,
): Promise<DnsReply> {
  const query: Query = { name: canonicalName(name), type, recursive: true, dnssec: false, unchecked: false };
  const server = { address: resolver.address, port: HTTPS_PORT };
  return io.shared(dnsKey(query, { server, over: undefined, again: undefined }), async () => askOverHttps(io, resolver, query, signal));
}

/** Asks one resolver over HTTPS. Never rejects for what happens on the network: that is the status. */
async function askOverHttps(io: Io, resolver: HttpsResolver, query: Query, signal: AbortSignal): Promise<DnsReply> {
  const server = { address: resolver.address, port: HTTPS_PORT };
  const started = io.clock.mono();
  // The id is zero so that caches can help (§4.1); the letter case need not protect what TLS protects.
  const sent = writeQuery(query, new Uint8Array(2), { edns: true, plain: true });
  try {
    const says = `no answer over HTTPS from ${resolver.address}`;
    const bytes = await withDeadline(io, { timeoutMs: TRY_MS, says }, signal, async (within) => fetchMessage(io, resolver, sent.bytes, within));
    const answered = readReply(bytes, query, sent);
    const ms = io.clock.mono() - started;
    if (!answered) return nothing(server, 'doh', 'malformed', ms);
    return { ...answered.reply, edns: answered.opt ? 'yes' : 'ignored', server, transport: 'doh', ms };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof CouldNotLook && !['timeout', 'refused', 'unreachable', 'malformed'].includes(error.code)) throw error;
    const status = error instanceof CouldNotLook && (error.code === 'timeout' || error.code === 'malformed') ? error.code : 'unreachable';
    return nothing(server, 'doh', status, io.clock.mono() - started);
  }
}

async function fetchMessage(io: Io, { url, address }: HttpsResolver, question: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
  const { hostname, pathname } = new URL(url);
  const purpose = { protocol: 'http', host: hostname, method: 'GET', path: pathname } as const;
  const socket = await io.connect({ address, port: HTTPS_PORT }, { purpose, timeoutMs: TRY_MS }, signal);
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  try {
    const channel = await verified(socket, hostname, io.network.trust);
    return await answerOf(channel, { host: hostname, path: `${pathname}?dns=${Buffer.from(question).toString('base64url')}` });
  } finally {
    socket.destroy();
  }
}

async function verified(socket: Duplex, servername: string, trust: readonly string[]): Promise<Duplex> {
  const { connect } = await import('node:tls');
  return new Promise((resolve, reject) => {
    const tls = connect({ socket, servername, ca: [...trust], ALPNProtocols: ['http/1.1'] });
    tls.once('secureConnect', () => resolve(tls));
    tls.on('error', (error) => reject(new CouldNotLook('malformed', `the resolver's TLS could not be trusted: ${error.message}`)));
    tls.once('close', () => reject(new CouldNotLook('malformed', 'the resolver closed the connection')));
  });
}

async function answerOf(channel: Duplex, { host, path }: { host: string; path: string }): Promise<Uint8Array> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const broken = (why: string): void => reject(new CouldNotLook('malformed', `the resolver's answer over HTTPS: ${why}`));
    const headers = { host, accept: 'application/dns-message', connection: 'close' };
    const asked = request({ createConnection: () => channel, host, path, setHost: false, headers });
    asked.on('error', (error) => broken(error.message));
    asked.on('response', (answer) => {
      const parts: Buffer[] = [];
      let total = 0;
      answer.on('data', (part: Buffer) => {
        total += part.length;
        parts.push(part);
        if (total > MOST_BYTES) broken('too large');
      });
      answer.on('error', (error) => broken(error.message));
      answer.on('end', () => {
        if (answer.statusCode !== 200 || answer.headers['content-type'] !== 'application/dns-message') broken(`HTTP ${answer.statusCode}`);
        else resolve(Buffer.concat(parts));
      });
    });
    asked.end();
  });
}
