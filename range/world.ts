import { addressScope } from '../src/model/address.ts';
import type { Intent, NetworkIntent } from '../src/model/intent.ts';
import { localCa } from './ca.ts';
import { CLOUDFLARE_TOKEN, CLOUDFLARE_TOKEN_ENV, startCloudflare, type CloudflareAccount, type RunningCloudflare } from './cloudflare.ts';
import { startDns, type DnsQuery, type NameServerSpec, type ResolverSpec } from './dns.ts';
import { HTTPS_RESOLVER } from './over-https.ts';
import type { Zone } from '../src/formats/zone.ts';
import { startMail, type MailSpec, type ReceivedMessage } from './mail.ts';
import { buildRepository, type RepositorySpec } from './repository.ts';
import { NOBODY, startWeb, type HostSpec, type WebRequest } from './web.ts';

/** A small internet as data. Everything in it is known under documentation addresses and lives on loopback ports. */
export interface WorldSpec {
  readonly zones: readonly Zone[];
  readonly nameServers: readonly NameServerSpec[];
  readonly resolvers: readonly ResolverSpec[];
  /** There is a resolver over HTTPS as well, and it is in order. */
  readonly overHttps?: boolean;
  readonly hosts: readonly HostSpec[];
  readonly mail: readonly MailSpec[];
  readonly repository?: RepositorySpec;
  /** Reports of receivers and senders that the project has got by the time `nowS` (epoch seconds), and has read: file name → content. */
  readonly reports?: (nowS: number) => Readonly<Record<string, string>>;
  /** What Cloudflare's API tells; absent: nobody answers there. */
  readonly cloudflare?: CloudflareAccount;
  /** What the project that lives in this world would declare in its config. */
  readonly intent: IntentDefaults;
  /** PEM roots that clients trust; default: the local authority's. */
  readonly trust?: readonly string[];
}
export type IntentDefaults = Partial<Omit<Intent, 'network' | 'repository'>>;

export interface World {
  readonly network: NetworkIntent;
  /** The declared config, and the repository if the world has one; without `network`. */
  readonly intentDefaults: Partial<Omit<Intent, 'network'>>;
  readonly reports?: WorldSpec['reports'];
  /** Environment variables of somebody who runs the product here. */
  readonly env: Readonly<Record<string, string>>;
  readonly queries: () => readonly DnsQuery[];
  readonly requests: () => readonly WebRequest[];
  readonly messages: () => readonly ReceivedMessage[];
  /** Waits for the first message to an address. */
  readonly arrival: (to: string, signal: AbortSignal) => Promise<ReceivedMessage>;
  readonly stop: () => Promise<void>;
}

const PORTS = [25, 53, 80, 443, 465, 587, 853, 3000] as const;

/**
 * Routes for every public address that the zones name: to nowhere, unless a server stands there. Nothing of a run may leave this machine.
 * Private addresses get none: clients of the product must refuse them by themselves.
 */
export function closedRoutes({ zones, nameServers, hosts, mail }: WorldSpec): Record<string, string> {
  const inZones = [...zones, ...nameServers.flatMap(({ content }) => content ?? [])].flatMap(({ records }) =>
    records.flatMap(({ type, data }) => ((type === 'A' || type === 'AAAA') && typeof data === 'string' ? [data] : [])),
  );
  const all = new Set([...inZones, ...[...nameServers, ...hosts, ...mail].map(({ address }) => address)]);
  const open = [...all].filter((address) => addressScope(address) === 'public');
  return Object.fromEntries(open.flatMap((address) => PORTS.map((port) => [`${address.includes(':') ? `[${address}]` : address}:${port}`, NOBODY])));
}

const CLOUDFLARE_API = 'api.cloudflare.com';
export const CLOUDFLARE_API_ADDRESS = '203.0.113.7';

/** What a config of the range may name in `sessions`: a visitor that `apps/account.ts` knows. */
const RANGE_ENV = { RANGE_USER: 'visitor=ann' } as const;

/** Starts Cloudflare's API and puts it into the world, behind HTTPS like any host. Without one the world stays as it is. */
export async function withCloudflareApi(spec: WorldSpec): Promise<{ readonly spec: WorldSpec; readonly api?: RunningCloudflare; readonly env: World['env'] }> {
  if (!spec.cloudflare) return { spec, env: RANGE_ENV };
  const api = await startCloudflare(spec.cloudflare);
  const host: HostSpec = {
    name: CLOUDFLARE_API,
    address: CLOUDFLARE_API_ADDRESS,
    certificate: { names: [CLOUDFLARE_API] },
    https: { routes: { '*': { proxy: api.at } } },
    http: 'refused',
  };
  return { spec: { ...spec, hosts: [...spec.hosts, host] }, api, env: { ...RANGE_ENV, [CLOUDFLARE_TOKEN_ENV]: CLOUDFLARE_TOKEN } };
}

/** Where the walk from the root begins. */
export function rootHints({ nameServers }: WorldSpec): string[] {
  return nameServers.filter(({ zones }) => zones.includes('')).map(({ address }) => `${address}:53`);
}

/** Starts every server of a world. The caller stops it; nothing stays open then. */
export async function startWorld(wanted: WorldSpec): Promise<World> {
  const { spec, api, env } = await withCloudflareApi(wanted);
  const [dns, web, mail] = await Promise.all([startDns(spec), startWeb(spec.hosts), startMail(spec.mail)]);
  const repository = spec.repository ? await buildRepository(spec.repository) : undefined;
  return {
    network: {
      resolvers: dns.resolvers,
      routes: { ...closedRoutes(spec), ...dns.routes, ...web.routes, ...mail.routes },
      trust: spec.trust ?? [localCa().root],
      rootHints: rootHints(spec),
      ...(spec.overHttps && { overHttps: [HTTPS_RESOLVER] }),
    },
    intentDefaults: { ...spec.intent, ...(repository && { repository: { path: repository.path, trusted: true } }) },
    ...(spec.reports && { reports: spec.reports }),
    env,
    queries: dns.queries,
    requests: web.requests,
    messages: mail.messages,
    arrival: mail.arrival,
    stop: async () => void (await Promise.all([dns.stop(), web.stop(), mail.stop(), repository?.remove(), api?.stop()])),
  };
}
