import type { HttpsResolver } from '../../ports/io.ts';

/** IPv4 addresses of the root name servers a to m. Source: IANA, "Root Hints" (named.root), as of 2026-11-25; they change about once in ten years. */
export const ROOT_SERVERS: readonly string[] = [
  '198.41.0.4',
  '170.247.170.2',
  '192.33.4.12',
  '199.7.91.13',
  '192.203.230.10',
  '192.5.5.241',
  '192.112.36.4',
  '198.97.190.53',
  '192.36.148.17',
  '192.58.128.30',
  '193.0.14.129',
  '199.7.83.42',
  '202.12.27.33',
];

/** Public resolvers over HTTPS, used where the machine's own do not answer, and as second eyes after a change. Sources: their operators' documentation. */
export const HTTPS_RESOLVERS: readonly HttpsResolver[] = [
  { url: 'https://cloudflare-dns.com/dns-query', address: '1.1.1.1' },
  { url: 'https://dns.google/dns-query', address: '8.8.8.8' },
];
