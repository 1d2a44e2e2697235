/** What the product reads of a zone at Cloudflare, and the permission a token needs for it. */
export interface CloudflareRead {
  /** Name of the part of the evidence that it fills, and of its limit when it could not be read. */
  readonly part: string;
  /** Below `/zones/{id}`. */
  readonly path: string;
  /** As Cloudflare names it when a token is made; all are zone permissions. */
  readonly permission: string;
}

/** Paths: the resources of Cloudflare's TypeScript client of 2026-08-18. Permissions: developers.cloudflare.com/fundamentals/api/reference/permissions. Both read on this day. */
export const CLOUDFLARE_READS_AS_OF = '2026-11-25';

/** Zone settings that checks judge, one request each: the list of all of them is no longer in Cloudflare's client. */
export const CLOUDFLARE_SETTINGS = [
  'ssl',
  'always_use_https',
  'min_tls_version',
  'tls_1_3',
  'development_mode',
  'security_level',
  'websockets',
  'rocket_loader',
  'email_obfuscation',
  'automatic_https_rewrites',
  'cache_level',
] as const;
export type CloudflareSetting = (typeof CLOUDFLARE_SETTINGS)[number];

export const ZONE_PERMISSION = 'Zone Read';
export const SETTINGS_PERMISSION = 'Zone Settings Read';

/** Phases of the ruleset engine whose rules are read, each at `/rulesets/phases/{phase}/entrypoint`. */
export const CLOUDFLARE_PHASES = [
  { part: 'rate-limits', phase: 'http_ratelimit', permission: 'Zone WAF Read' },
  { part: 'firewall-rules', phase: 'http_request_firewall_custom', permission: 'Zone WAF Read' },
  { part: 'managed-rules', phase: 'http_request_firewall_managed', permission: 'Zone WAF Read' },
  { part: 'bot-rules', phase: 'http_request_sbfm', permission: 'Zone WAF Read' },
  { part: 'cache-rules', phase: 'http_request_cache_settings', permission: 'Cache Rules Read' },
  { part: 'redirect-rules', phase: 'http_request_dynamic_redirect', permission: 'Single Redirect Read' },
  { part: 'header-rules', phase: 'http_response_headers_transform', permission: 'Transform Rules Read' },
  { part: 'settings-rules', phase: 'http_config_settings', permission: 'Config Rules Read' },
  { part: 'ddos-rules', phase: 'ddos_l7', permission: 'HTTP DDoS Managed Ruleset Read' },
] as const;
export type CloudflarePhase = (typeof CLOUDFLARE_PHASES)[number]['phase'];

export const CLOUDFLARE_READS = {
  records: { part: 'records', path: '/dns_records', permission: 'DNS Read' },
  dnssec: { part: 'dnssec', path: '/dnssec', permission: 'DNS Read' },
  universal: { part: 'certificates', path: '/ssl/universal/settings', permission: 'SSL and Certificates Read' },
  packs: { part: 'certificates', path: '/ssl/certificate_packs', permission: 'SSL and Certificates Read' },
  originPulls: { part: 'origin-pulls', path: '/origin_tls_client_auth/settings', permission: 'SSL and Certificates Read' },
  bots: { part: 'bots', path: '/bot_management', permission: 'Bot Management Read' },
  pageRules: { part: 'page-rules', path: '/pagerules', permission: 'Page Rules Read' },
} as const satisfies Readonly<Record<string, CloudflareRead>>;
