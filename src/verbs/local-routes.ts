import { addressScope } from '../model/address.ts';
import type { Intent } from '../model/intent.ts';

/** What the config names on this machine or a private network may be reached; nothing else there. */
export function withLocalRoutes(intent: Intent, urls: readonly string[]): Intent {
  const local = urls.flatMap((url) => {
    const { hostname, port, protocol } = new URL(url);
    const address = hostname === 'localhost' ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, '');
    const isLocal = /^[0-9.]+$|:/.test(address) && ['loopback', 'private'].includes(addressScope(address));
    const place = `${address.includes(':') ? `[${address}]` : address}:${port || (protocol === 'https:' ? '443' : '80')}`;
    return isLocal ? [[place, place] as const] : [];
  });
  return { ...intent, network: { ...intent.network, routes: { ...Object.fromEntries(local), ...intent.network.routes } } };
}
