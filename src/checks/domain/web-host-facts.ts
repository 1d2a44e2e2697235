import { isAtOrBelow } from '../../model/domain-name.ts';
import { WEB_HOSTS, type WebHost } from '../../data/web-hosts.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';

/** The platform that an alias target belongs to. */
export function webHostOfAlias(target: string): WebHost | undefined {
  return WEB_HOSTS.find(({ aliases }) => aliases.some((suffix) => isAtOrBelow(target, suffix)));
}

export function webHostOfAddress(address: string): WebHost | undefined {
  return WEB_HOSTS.find(({ addresses }) => addresses.includes(address));
}

/** The platform a host leads to, by its aliases or, without any, by its addresses; none where several are involved. */
export function webHostOf({ chain, addresses }: Pick<HostAddresses, 'chain' | 'addresses'>): WebHost | undefined {
  const known = chain.length > 0 ? chain.map(webHostOfAlias) : addresses.map(({ address }) => webHostOfAddress(address));
  const hosts = new Set(known.filter((host) => host !== undefined));
  return hosts.size === 1 ? [...hosts][0] : undefined;
}

type Addresses = HostAddresses['addresses'];
export interface Split {
  readonly platform: WebHost;
  /** IPv4 addresses of other platforms. One that is in no list may be a new one of the same platform. */
  readonly strays: Addresses;
  /** IPv6 addresses beside a platform that has none. */
  readonly leftBehind: Addresses;
}

/** How the own addresses of a host go to several places, as far as platforms are known; none when no platform is. */
export function splitOf({ addresses }: Pick<HostAddresses, 'addresses'>): Split | undefined {
  const v4 = addresses.filter(({ family }) => family === 4);
  const platform = v4.map(({ address }) => webHostOfAddress(address)).find((found) => found !== undefined);
  if (!platform) return undefined;
  const strays = v4.filter(({ address }) => (webHostOfAddress(address) ?? platform) !== platform);
  return { platform, strays, leftBehind: platform.ipv6 ? [] : addresses.filter(({ family }) => family === 6) };
}
