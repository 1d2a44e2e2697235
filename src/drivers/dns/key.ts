import type { Endpoint } from '../../ports/io.ts';
import type { Query } from './packet.ts';

/** The key under which an Io remembers one DNS question for the rest of its run. */
export function dnsKey(query: Query, server: Endpoint | undefined, again: number | undefined): string {
  const at = server ? `${server.address}:${server.port}` : 'resolvers';
  return `dns ${query.type} ${query.name} ${at} ${query.recursive ? 'rd' : ''}${query.dnssec ? 'do' : ''}${again ? `#${again}` : ''}`;
}

/** What a key asks; nothing when it is no DNS question. */
export function readDnsKey(key: string): { readonly type: string; readonly name: string } | undefined {
  const [protocol, type, name] = key.split(' ');
  return protocol === 'dns' && type !== undefined && name !== undefined ? { type, name } : undefined;
}
