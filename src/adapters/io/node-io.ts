import { randomBytes } from 'node:crypto';
import { getServers } from 'node:dns';
import { networkInterfaces } from 'node:os';
import { parseV4, parseV6 } from '../../model/address.ts';
import type { NetworkIntent } from '../../model/intent.ts';
import { Secret } from '../../model/text.ts';
import { UsageError } from '../../model/errors.ts';
import type { Apps, Cache, Endpoint, Files, Io, Logs, Pool, Processes } from '../../ports/io.ts';
import { HTTPS_RESOLVERS, ROOT_SERVERS } from './root-servers.ts';
import { listenTcp } from './listen.ts';
import { openTcp, sendUdp } from './sockets.ts';
import { askedOnce, systemClock } from './local-io.ts';

export interface NodeIoOptions {
  readonly network: NetworkIntent;
  readonly files?: Files;
  readonly processes?: Processes;
  readonly pool?: Pool;
  readonly cache?: Cache;
  readonly logs?: Logs;
  readonly apps?: Apps;
  readonly kept?: NonNullable<Io['kept']>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The real world: sockets, clock, randomness. One Io serves one run, because `shared` remembers what was asked. */
export function nodeIo(options: NodeIoOptions): Io {
  const resolvers = (options.network.resolvers.length > 0 ? options.network.resolvers : getServers()).map(parseEndpoint);
  const routes = new Map(Object.entries(options.network.routes).map(([from, to]) => [from, parseEndpoint(to)]));
  let trust: readonly string[] | undefined;
  const reach = { route: (to: Endpoint) => route(to, routes), resolvers };
  return {
    clock: systemClock,
    random: (bytes) => randomBytes(bytes),
    udp: (to, payload, udpOptions, signal) => sendUdp(to, payload, udpOptions, reach, signal),
    listen: listenTcp,
    connect: (to, tcpOptions, signal) => openTcp(to, tcpOptions, reach, signal),
    network: {
      resolvers,
      ...beyond(options.network),
      // Loaded when somebody looks at certificates: a run that asks the DNS only starts without.
      get trust() {
        return (trust ??= [...process.getBuiltinModule('node:tls').rootCertificates, ...options.network.trust]);
      },
      ipv6: hasIpv6(),
    },
    ...(options.files && { files: options.files }),
    ...(options.processes && { processes: options.processes }),
    ...(options.pool && { pool: options.pool }),
    ...(options.cache && { cache: options.cache }),
    ...(options.logs && { logs: options.logs }),
    ...(options.apps && { apps: options.apps }),
    ...(options.kept && { kept: options.kept }),
    shared: askedOnce(),
    secret(name) {
      const value = options.env?.[name];
      return value === undefined ? undefined : new Secret(value);
    },
  };
}

/** In a network of its own, which names its resolvers, nobody outside is asked unless the config says whom. */
function beyond({ resolvers, rootHints, overHttps }: NetworkIntent): Pick<Io['network'], 'roots' | 'overHttps'> {
  const own = resolvers.length > 0;
  return { roots: (rootHints ?? (own ? [] : ROOT_SERVERS)).map(parseEndpoint), overHttps: overHttps ?? (own ? [] : HTTPS_RESOLVERS) };
}

/** `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53` or a bare IPv6 address; port 53 when none is given. */
export function parseEndpoint(text: string): Endpoint {
  const bare = text.split('%')[0] ?? text;
  if (isAddress(bare)) return { address: bare, port: 53 };
  const match = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text);
  const [address, port] = [match?.[1] ?? '', Number(match?.[2])];
  if (!isAddress(address) || port < 1 || port > 65_535)
    throw new UsageError(`network: "${text}" is not an address with a port; expected e.g. 192.0.2.1:53 or [2001:db8::1]:53`);
  return { address, port };
}

/** Like `net.isIP`, which compiles an expression of its own for IPv6: 20 ms of a short run. */
const isAddress = (text: string): boolean => parseV4(text) !== undefined || parseV6(text) !== undefined;

function route(to: Endpoint, routes: ReadonlyMap<string, Endpoint>): { readonly to: Endpoint; readonly routed: boolean } {
  const target = routes.get(`${to.address.includes(':') ? `[${to.address}]` : to.address}:${to.port}`) ?? routes.get(`*:${to.port}`);
  return target === undefined ? { to, routed: false } : { to: target, routed: true };
}

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((one) => one.family === 'IPv6' && !one.internal && !one.address.startsWith('fe80')));
}
