import { isAtOrBelow } from '../../model/domain-name.ts';
import { EDGE_FINGERPRINTS } from '../../data/edge-fingerprints.ts';
import { WEB_HOSTS } from '../../data/web-hosts.ts';
import type { Header } from '../../drivers/http.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import { isWithin } from '../../model/address.ts';

type Where = Pick<HostAddresses, 'chain' | 'addresses'>;

/** Ids of the fingerprints that fit the headers of a host's answers, the alias it stands behind or one of its addresses, in the order of the table. */
export function platformsIn(headers: readonly Header[], where: Where): string[] {
  const shows = (lines: readonly (readonly [string, string])[]): boolean =>
    lines.some(([name, start]) => headers.some((header) => header.name === name && header.value.toLowerCase().startsWith(start)));
  return EDGE_FINGERPRINTS.filter(
    ({ id, headers: lines, places }) => shows(lines) || (places !== undefined && standsAt(places, where)) || isEnteredAs(id, where),
  ).map(({ id }) => id);
}

function standsAt({ aliases, ranges }: { readonly aliases: readonly string[]; readonly ranges: readonly string[] }, { chain, addresses }: Where): boolean {
  return endsIn(chain, aliases) || addresses.some(({ address }) => ranges.some((range) => isWithin(address, range)));
}

/** Platforms: the names and addresses that they tell their customers to enter. */
function isEnteredAs(id: string, { chain, addresses }: Where): boolean {
  return WEB_HOSTS.some((host) => host.id === id && (endsIn(chain, host.aliases) || addresses.some(({ address }) => host.addresses.includes(address))));
}

function endsIn(chain: readonly string[], ends: readonly string[]): boolean {
  return chain.some((target) => ends.some((end) => isAtOrBelow(target, end)));
}
