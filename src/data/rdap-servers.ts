/*
 * RDAP servers of the registries that most products are registered with, so that the usual case needs no look at the bootstrap file.
 * Source: IANA's RDAP bootstrap file for domain names (RFC 9224), https://data.iana.org/rdap/dns.json. Refresh: compare with that file; at most 12 months old.
 */
export const RDAP_SERVERS_AS_OF = '2026-11-25';

export const RDAP_BOOTSTRAP = 'https://data.iana.org/rdap/dns.json';
export const WHOIS_BOOTSTRAP = 'whois.iana.org';

/** By the last label of the domain. */
export const RDAP_SERVERS: Readonly<Record<string, string>> = {
  com: 'https://rdap.verisign.com/com/v1/',
  net: 'https://rdap.verisign.com/net/v1/',
  org: 'https://rdap.publicinterestregistry.org/rdap/',
};
