import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, type SecureContextOptions, type SecureVersion } from 'node:tls';
import { localCa, type CertificateSpec } from './ca.ts';
import { answerHello, type SpokenHello } from './hello-server.ts';
import { faultyPort, type PortFault } from './port-faults.ts';
import { answer, type Site } from './site.ts';
import { staples, type StapleKind } from './staple.ts';

/** Which certificates follow the leaf. */
export type ChainSent = 'full' | 'incomplete' | 'wrong-order' | 'with-root' | 'with-unneeded';

/** One web host. Hosts with the same address share its ports; of a group, the first one's protocols and port faults hold. */
export interface HostSpec {
  readonly name: string;
  /** documentation address; its ports 80 and 443 lead here */
  readonly address: string;
  readonly certificate: CertificateSpec;
  readonly chain?: ChainSent;
  /** What it staples: an OCSP answer about its certificate, or about another one. */
  readonly staple?: StapleKind;
  /** oldest and newest protocol spoken; default TLS 1.2 and 1.3 */
  readonly protocols?: readonly [SecureVersion, SecureVersion];
  /** What it answers beside that to hellos that no library of today can answer. */
  readonly alsoSpeaks?: readonly SpokenHello[];
  readonly https: Site | PortFault;
  readonly http: Site | PortFault;
}
type Scheme = 'http' | 'https';
export interface WebRequest {
  readonly scheme: Scheme;
  readonly host: string;
  readonly method: string;
  readonly path: string;
}
export interface RunningWeb {
  /** `address:80` and `address:443` → loopback endpoint */
  readonly routes: Readonly<Record<string, string>>;
  readonly requests: () => readonly WebRequest[];
  /** TCP connections accepted, by documentation `address:port` */
  readonly connections: () => Readonly<Record<string, number>>;
  readonly stop: () => Promise<void>;
}

/** Port 1 of loopback: nothing listens there, so a connection is refused at once. */
export const NOBODY = '127.0.0.1:1';

/** Starts the web servers of a world: one pair of ports per address, virtual hosts by SNI and by Host header. */
export async function startWeb(hosts: readonly HostSpec[]): Promise<RunningWeb> {
  const log: WebRequest[] = [];
  const ports = [...Map.groupBy(hosts, ({ address }) => address)].flatMap(([address, group]) => [
    { place: `${address}:443`, server: serverFor('https', group, log) },
    { place: `${address}:80`, server: serverFor('http', group, log) },
  ]);
  const listening = await Promise.all(ports.map(({ place, server }) => listen(place, server)));
  return {
    routes: Object.fromEntries(listening.map(({ place, at }) => [place, at])),
    requests: () => [...log],
    connections: () => Object.fromEntries(listening.map(({ place, accepted }) => [place, accepted()])),
    stop: async () => void (await Promise.all(listening.map((each) => each.stop()))),
  };
}

interface Listening {
  readonly place: string;
  readonly at: string;
  readonly accepted: () => number;
  readonly stop: () => Promise<void>;
}

async function listen(place: string, server: Server | undefined): Promise<Listening> {
  if (!server) return { place, at: NOBODY, accepted: () => 0, stop: () => Promise.resolve() };
  const open = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted++;
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { place, at, accepted: () => accepted, stop };
}

function serverFor(scheme: Scheme, group: readonly HostSpec[], log: WebRequest[]): Server | undefined {
  const fault = group[0]?.[scheme];
  if (typeof fault === 'string') return faultyPort(fault);
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    const site = group.find((host) => host.name === name)?.[scheme];
    log.push({ scheme, host: name, method: request.method ?? '', path: request.url ?? '' });
    if (typeof site === 'object') answer(site, request, response);
    else response.writeHead(421, { 'content-type': 'text/plain' }).end('No such host here');
  };
  if (scheme === 'http') return createHttpServer(serve);
  const server = tlsServer(group, serve);
  const spoken = group[0]?.alsoSpeaks;
  return spoken ? createTcpServer((socket) => answerHello(socket, spoken, (rest) => void server.emit('connection', rest))) : server;
}

function tlsServer(group: readonly HostSpec[], serve: (request: IncomingMessage, response: ServerResponse) => void): Server {
  const [first] = group;
  const options = first ? secureOptions(first) : {};
  const server = createHttpsServer(
    {
      ...options,
      ALPNProtocols: ['http/1.1'],
      SNICallback: (name, done) => done(null, contextFor(group.find((host) => host.name === name.toLowerCase()) ?? first)),
    },
    serve,
  );
  if (first?.staple) staples(server, first.staple);
  server.on('tlsClientError', () => undefined);
  return server;
}

/** The private key of a host and the PEM certificates it sends, in order. */
export function chainOf(host: HostSpec): { readonly key: string; readonly chain: string } {
  const { key, leaf, intermediate = '', root = '' } = localCa().issue(host.certificate);
  const foreign = localCa().issue({ names: [], issuer: 'unknown' }).root ?? '';
  const after = {
    full: intermediate,
    incomplete: '',
    'wrong-order': root + intermediate,
    'with-root': intermediate + root,
    'with-unneeded': intermediate + foreign,
  }[host.chain ?? 'full'];
  return { key, chain: leaf + after };
}

function secureOptions(host: HostSpec): SecureContextOptions {
  const { key, chain } = chainOf(host);
  const [minVersion, maxVersion] = host.protocols ?? ['TLSv1.2', 'TLSv1.3'];
  // Old protocols and short keys are only spoken when OpenSSL's security level allows them.
  const weak = minVersion === 'TLSv1' || minVersion === 'TLSv1.1' || host.certificate.key === 'rsa1024';
  return { key, cert: chain, minVersion, maxVersion, ...(weak && { ciphers: 'ALL:@SECLEVEL=0' }) };
}

const contexts = new Map<string, SecureContext>();
/** Making a context costs more than a handshake; worlds of one process share them. */
function contextFor(host: HostSpec | undefined): SecureContext | undefined {
  if (!host) return undefined;
  const key = JSON.stringify([host.certificate, host.chain, host.protocols]);
  const context = contexts.get(key) ?? createSecureContext(secureOptions(host));
  contexts.set(key, context);
  return context;
}
