import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { addressScope } from '../../model/address.ts';
import type { Endpoint, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

type UdpOptions = Parameters<Io['udp']>[2];
type TcpOptions = Parameters<Io['connect']>[1];

export interface Reach {
  /** Where an endpoint is really reached; `routed` when the config said so. */
  route(to: Endpoint): { readonly to: Endpoint; readonly routed: boolean };
  readonly resolvers: readonly Endpoint[];
}

const MOST_AT_ONCE_PER_ADDRESS = 6;

export async function sendUdp(to: Endpoint, payload: Uint8Array, options: UdpOptions, reach: Reach, signal: AbortSignal): Promise<Uint8Array> {
  const target = permitted(to, reach);
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const socket = createSocket(target.address.includes(':') ? 'udp6' : 'udp4');
  const timer = setTimeout(() => reject(new CouldNotLook('timeout', `no answer from ${to.address} within ${options.timeoutMs} ms`)), options.timeoutMs);
  const abort = (): void => reject(abortError(signal));
  signal.addEventListener('abort', abort, { once: true });
  // A refused datagram (ICMP) arrives as an error event at any time: without this listener it would end the process.
  socket.on('error', (error) => reject(miss(error, to)));
  socket.on('message', (reply) => {
    if (options.accepts(reply)) resolve(reply);
  });
  socket.connect(target.port, target.address, () => {
    socket.send(payload, (error) => error && reject(miss(error, to)));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    socket.close();
  }
}

const turns = new Map<string, { active: number; readonly queue: (() => void)[] }>();

export async function openTcp(to: Endpoint, options: TcpOptions, reach: Reach, signal: AbortSignal): Promise<Duplex> {
  const target = permitted(to, reach);
  // Load was agreed to: it is not kept small.
  const isLoad = options.purpose.protocol === 'http' && options.purpose.load;
  const release = isLoad ? () => undefined : await takeTurn(`${target.address}:${target.port}`, signal);
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const socket = connect({ host: target.address, port: target.port });
  socket.once('close', release);
  const timer = setTimeout(
    () => reject(new CouldNotLook('timeout', `${to.address} port ${to.port} did not accept within ${options.timeoutMs} ms`)),
    options.timeoutMs,
  );
  const abort = (): void => {
    socket.destroy();
    reject(abortError(signal));
  };
  signal.addEventListener('abort', abort, { once: true });
  // The stop may have come while we waited for our turn.
  if (signal.aborted) abort();
  socket.once('close', () => signal.removeEventListener('abort', abort));
  socket.on('error', (error) => reject(miss(error, to)));
  socket.once('connect', () => resolve(socket));
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps connections to one address few, so that an audit is never a burden to a small server. */
async function takeTurn(key: string, signal: AbortSignal): Promise<() => void> {
  const turn = turns.get(key) ?? { active: 0, queue: [] };
  turns.set(key, turn);
  while (turn.active >= MOST_AT_ONCE_PER_ADDRESS) {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      turn.queue.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
  signal.throwIfAborted();
  turn.active++;
  let released = false;
  return () => {
    if (released) return;
    released = true;
    turn.active--;
    turn.queue.shift()?.();
    if (turn.active === 0 && turn.queue.length === 0) turns.delete(key);
  };
}

/**
 * Refuses addresses that a public name has no business to point at: a look that began in public space must not be led into the user's own network,
 * and never to link-local or cloud metadata addresses. What the config routes, and the resolvers, are allowed.
 */
function permitted(to: Endpoint, reach: Reach): Endpoint {
  const { to: target, routed } = reach.route(to);
  if (routed || reach.resolvers.some((one) => one.address === to.address && one.port === to.port)) return target;
  const scope = addressScope(to.address);
  if (scope !== 'public') throw new CouldNotLook('no-consent', `${to.address} is a ${scope} address; it is only contacted when the config routes to it`);
  return target;
}

function abortError(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('stopped', 'AbortError');
}

function miss(error: Error, to: Endpoint): CouldNotLook {
  const code = 'code' in error ? String(error.code) : '';
  const where = `${to.address} port ${to.port}`;
  if (code === 'ECONNREFUSED') return new CouldNotLook('refused', `${where} refused the connection`);
  if (code === 'ECONNRESET') return new CouldNotLook('refused', `${where} closed the connection`);
  if (code === 'ETIMEDOUT') return new CouldNotLook('timeout', `${where} did not answer`);
  return new CouldNotLook('unreachable', `${where} cannot be reached from here (${code || error.message})`);
}
