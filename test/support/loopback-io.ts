import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from '../../src/ports/io.ts';
import { CouldNotLook } from '../../src/ports/probe.ts';
import { inMemoryDns, soa } from './in-memory-dns.ts';

export interface LoopbackWorld {
  /** Host name → IPv4 addresses; a host that is not here does not exist. */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  /** `address:port` → port on 127.0.0.1; `silent` takes the connection request and never answers; what is not here refuses. */
  readonly routes: Readonly<Record<string, number | 'silent'>>;
  readonly trust?: readonly string[];
  readonly now?: number;
}

/** An Io with made-up DNS and real sockets to this machine; the log holds every connection asked for. */
export function loopbackIo(world: LoopbackWorld): Io & { readonly connections: string[] } {
  const connections: string[] = [];
  const dns = inMemoryDns(({ name, type }) => {
    const addresses = world.hosts[name];
    if (!addresses) return { ra: true, rcode: 3, authorities: [soa('example')] };
    if (type !== 'A') return { ra: true, authorities: [soa('example')] };
    return { ra: true, answers: addresses.map((data) => ({ type: 'A', name, ttl: 300, data })) };
  });
  return {
    ...dns,
    connections,
    clock: {
      now: () => world.now ?? Date.now(),
      mono: () => performance.now(),
      sleep: async (ms, signal) => {
        await sleep(ms, undefined, { signal });
      },
    },
    network: { ...dns.network, trust: world.trust ?? [], ipv6: false },
    async connect(to, options, signal) {
      if (options.purpose.protocol === 'dns') return dns.connect(to, options, signal);
      connections.push(`${to.address}:${to.port} ${options.purpose.protocol} ${options.purpose.host}`);
      const port = world.routes[`${to.address}:${to.port}`];
      if (port === undefined) throw new CouldNotLook('refused', `${to.address}:${to.port} refuses connections`);
      if (port === 'silent') {
        await sleep(options.timeoutMs, undefined, { signal });
        throw new CouldNotLook('timeout', `${to.address}:${to.port} does not answer`);
      }
      const socket = connect({ host: '127.0.0.1', port });
      signal.addEventListener('abort', () => socket.destroy(), { once: true });
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('error', () => reject(new CouldNotLook('refused', `${to.address}:${to.port} refuses connections`)));
      });
      socket.on('error', () => undefined);
      return socket;
    },
  };
}
