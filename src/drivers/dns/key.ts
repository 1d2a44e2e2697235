import type { Endpoint } from '../../ports/io.ts';
import type { Query } from './packet.ts';
import { placeOf } from './run.ts';

/** The key under which an Io remembers one DNS question for the rest of its run. */
export function dnsKey(
  query: Query,
  how: { readonly server: Endpoint | undefined; readonly over: 'tcp' | undefined; readonly again: number | undefined },
): string {
  const { server, over = '', again } = how;
  const at = server ? placeOf(server) : 'resolvers';
  const bits = `${query.recursive ? 'rd' : ''}${query.dnssec ? 'do' : ''}${query.unchecked ? 'cd' : ''}`;
  return `dns ${query.type} ${query.name} ${at} ${bits}${over}${again ? `#${again}` : ''}`;
}

/** What a key asks; nothing when it is no DNS question. */
export function readDnsKey(key: string): { readonly type: string; readonly name: string } | undefined {
  const [protocol, type, name] = key.split(' ');
  return protocol === 'dns' && type !== undefined && name !== undefined ? { type, name } : undefined;
}
