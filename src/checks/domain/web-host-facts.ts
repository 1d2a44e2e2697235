import { WEB_HOSTS, type WebHost } from '../../data/web-hosts.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';

/** The platform that an alias target belongs to. */
export function webHostOfAlias(target: string): WebHost | undefined {
  return WEB_HOSTS.find(({ aliases }) => aliases.some((suffix) => target === suffix || target.endsWith(`.${suffix}`)));
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
