import { isAtOrBelow } from '../../model/domain-name.ts';
import type { Intent } from '../../model/intent.ts';
import { addressScope, parseV4, parseV6 } from '../../model/address.ts';

/** Addresses that lead nowhere for a user: this machine, a private network, names that only exist at home. */
export function isThisMachine(host: string): boolean {
  if (parseV4(host) !== undefined || parseV6(host) !== undefined) return addressScope(host) !== 'public';
  return host === 'localhost' || /\.(localhost|local|internal|lan|home\.arpa|invalid)$/.test(host) || !host.includes('.');
}

/** A host of the project: named in the config, or below one of its domains. */
export function isOwnHost(host: string, intent: Pick<Intent, 'domains' | 'hosts'>): boolean {
  return intent.domains.some((domain) => isAtOrBelow(host, domain)) || intent.hosts.some(({ name }) => name === host);
}

/** Names that sending services use for counting clicks. */
export function mayTrackClicks(host: string): boolean {
  return /(^|\.)(click|clicks|track|tracking|trk|links?|url\d*|ct|go|email|em\d*|u\d{4,}|r)\./.test(host);
}
