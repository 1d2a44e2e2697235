import { type AddressScope, addressScope, parseV4, parseV6 } from '../model/address.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { addressesOf } from './dns.ts';

export interface Located {
  readonly address: string;
  readonly scope: AddressScope;
}

/**
 * Addresses to try for a host, IPv4 first and IPv6 only where this machine has it; an IP literal (IPv6 with or without brackets) stands for itself.
 * Rejects with `CouldNotLook`: code `not-found` when the host has no address, and as `addressesOf` does.
 */
export async function locate(io: Io, host: string, signal: AbortSignal): Promise<readonly Located[]> {
  const literal = host.replace(/^\[|\]$/g, '');
  if (parseV4(literal) !== undefined || parseV6(literal) !== undefined) return [{ address: literal, scope: addressScope(literal) }];
  const found = await addressesOf(io, host, signal);
  if (found.addresses.length === 0) throw new CouldNotLook('not-found', `${host} has no address`);
  return reachable(io, found.addresses);
}

/** The addresses this machine can try, IPv4 first. Rejects `unreachable` when there are only IPv6 ones and no IPv6 here. */
export function reachable<T extends { readonly address: string; readonly family: 4 | 6 }>(io: Io, addresses: readonly T[]): readonly T[] {
  const usable = [...addresses.filter((one) => one.family === 4), ...(io.network.ipv6 ? addresses.filter((one) => one.family === 6) : [])];
  if (usable.length === 0) throw new CouldNotLook('blocked-here', 'the host has only IPv6 addresses and this machine has no IPv6');
  return usable;
}
