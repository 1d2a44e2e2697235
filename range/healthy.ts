import { zoneRecord } from '../src/formats/zone-record.ts';
import type { Zone } from '../src/formats/zone.ts';
import type { HostPurpose } from '../src/model/intent.ts';
import { certificateBytes, INTERMEDIATE_URL, localCa, publicKeyText, REVOCATION_LIST_URL } from './ca.ts';
import type { NameServerSpec } from './dns.ts';
import type { Site } from './site.ts';
import type { HostSpec } from './web.ts';
import type { IntentDefaults, WorldSpec } from './world.ts';

/** The registrable domain of the healthy world. */
export const DOMAIN = 'acme.example';
/** Where its web hosts live. */
export const WEB_ADDRESS = '203.0.113.10';
const AUTHORITY_ADDRESS = '203.0.113.5';
const REGISTRY_ADDRESS = '203.0.113.6';
export const NAME_SERVERS: readonly NameServerSpec[] = [
  { name: 'ada.ns.cloudflare.com', address: '203.0.113.1', zones: [DOMAIN] },
  { name: 'bob.ns.cloudflare.com', address: '203.0.113.2', zones: [DOMAIN] },
];
const PARENT_SERVER: NameServerSpec = { name: 'a.nic.example', address: '203.0.113.4', zones: ['example'] };
const ROOT_SERVER: NameServerSpec = { name: 'a.root-servers.example', address: '203.0.113.3', zones: [''] };

type Line = readonly [name: string, type: string, text: string];
/** A zone from lines; a name of `@` is the apex, other names are relative to it unless they end with a dot. */
export function zone(name: string, lines: readonly Line[]): Zone {
  const absolute = (label: string): string => (label === '@' ? name : label.endsWith('.') ? label.slice(0, -1) : name === '' ? label : `${label}.${name}`);
  return { name, records: lines.map(([label, type, text]) => zoneRecord(absolute(label), type, text)) };
}

const soa = (server: string): Line => ['@', 'SOA', `${server} hostmaster.${server} 2026110101 7200 3600 1209600 300`];

const OWN_HOSTS: readonly { readonly label: string; readonly purpose: HostPurpose }[] = [
  { label: 'www', purpose: 'www' },
  { label: 'app', purpose: 'app' },
  { label: 'api', purpose: 'api' },
  { label: 'admin', purpose: 'admin' },
  { label: 'docs', purpose: 'docs' },
  { label: 'status', purpose: 'status' },
];

function ownZone(): Zone {
  return zone(DOMAIN, [
    soa('ada.ns.cloudflare.com'),
    ...NAME_SERVERS.map(({ name }): Line => ['@', 'NS', name]),
    ['@', 'A', WEB_ADDRESS],
    ['www', 'CNAME', DOMAIN],
    ...OWN_HOSTS.filter(({ label }) => label !== 'www').map(({ label }): Line => [label, 'A', WEB_ADDRESS]),
    ['@', 'CAA', '0 issue "letsencrypt.org"'],
    ['@', 'MX', '1 smtp.google.com'],
    ['@', 'TXT', 'v=spf1 include:_spf.google.com ~all'],
    ['google._domainkey', 'TXT', `v=DKIM1; k=rsa; p=${publicKeyText(2048, 'google')}`],
    // Resend: its own return path under `send`, and a DKIM record that is nothing but the key.
    ['send', 'MX', '10 feedback-smtp.us-east-1.amazonses.com'],
    ['send', 'TXT', 'v=spf1 include:amazonses.com ~all'],
    ['resend._domainkey', 'TXT', `p=${publicKeyText(2048, 'resend')}`],
    ['_dmarc', 'TXT', `v=DMARC1; p=quarantine; rua=mailto:dmarc@${DOMAIN}`],
  ]);
}

/** What lies around the project: root, the parent zone, its DNS host and its mail providers. */
function surroundingZones(): Zone[] {
  return [
    zone('', [
      soa('a.root-servers.example'),
      ['@', 'NS', ROOT_SERVER.name],
      ['example.', 'NS', PARENT_SERVER.name],
      [`${PARENT_SERVER.name}.`, 'A', PARENT_SERVER.address],
    ]),
    zone('example', [
      soa('a.nic.example'),
      ['@', 'NS', 'a.nic.example'],
      ['a.nic', 'A', PARENT_SERVER.address],
      ['a.root-servers', 'A', ROOT_SERVER.address],
      ['rdap.nic', 'A', REGISTRY_ADDRESS],
      // Vendors that pages of scenarios load from.
      ['cdn', 'A', '203.0.113.250'],
      ['widget.chat', 'A', '203.0.113.250'],
      ...NAME_SERVERS.map(({ name }): Line => ['acme', 'NS', name]),
    ]),
    zone('cloudflare.com', [
      soa('ns3.cloudflare.com'),
      ...NAME_SERVERS.map(({ name, address }): Line => [`${name}.`, 'A', address]),
      ['api', 'A', '203.0.113.7'],
    ]),
    zone('google.com', [soa('ns1.google.com'), ['_spf', 'TXT', 'v=spf1 ip4:198.51.100.0/25 ~all'], ['smtp', 'A', '203.0.113.30']]),
    zone('iana.org', [soa('ns.icann.org'), ['data', 'A', REGISTRY_ADDRESS]]),
    zone('range.example', [soa('ns.range.example'), ['pki', 'A', AUTHORITY_ADDRESS]]),
    zone('amazonses.com', [soa('ns1.amazonses.com'), ['@', 'TXT', 'v=spf1 ip4:198.51.100.128/25 -all'], ['feedback-smtp.us-east-1', 'A', '203.0.113.31']]),
  ];
}

export const HSTS = ['strict-transport-security', 'max-age=31536000; includeSubDomains'] as const;
/** The headers that every healthy answer carries. The first one shows the edge network in front, where the zone is too. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ['cf-ray', '8f00000000000001-FRA'],
  HSTS,
  ['content-security-policy', "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
];

/** A small page; `inside` goes into the body as it is. */
export function page(title: string, inside = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/style.css"></head><body><h1>${title}</h1>${inside}</body></html>`;
}
const HTML = [['content-type', 'text/html; charset=utf-8']] as const;

const SIGN_IN = '<form method="post" action="/login"><input name="password" type="password"><button>Sign in</button></form>';

function siteOf(purpose: HostPurpose): Site {
  if (purpose === 'www') return { routes: { '*': { redirect: `https://${DOMAIN}` } }, headers: SECURITY_HEADERS };
  if (purpose === 'api') {
    const answer = {
      status: 200,
      headers: [
        ['content-type', 'application/json'],
        ['cache-control', 'no-store'],
      ] as const,
      body: '{"status":"ok"}',
    };
    return { routes: { '/': answer, '/health': answer }, headers: SECURITY_HEADERS };
  }
  return {
    routes: {
      '/': { status: 200, headers: HTML, body: page(`Acme ${purpose}`, purpose === 'admin' ? SIGN_IN : '') },
      '/style.css': { status: 200, headers: [['content-type', 'text/css']], body: 'h1{color:#123}' },
    },
    headers: SECURITY_HEADERS,
  };
}

/** Where the certificate authority hands out its intermediate certificate and its revocation list, as certificates say. */
function authorityHost(): HostSpec {
  const { hostname, pathname } = new URL(INTERMEDIATE_URL);
  const intermediate = { status: 200, headers: [['content-type', 'application/pkix-cert']] as const, body: certificateBytes(localCa().intermediate) };
  const list = { status: 200, headers: [['content-type', 'application/pkix-crl']] as const, body: Buffer.from(localCa().revocationList()) };
  const routes = { [pathname]: intermediate, [new URL(REVOCATION_LIST_URL).pathname]: list };
  return { name: hostname, address: AUTHORITY_ADDRESS, certificate: { names: [hostname] }, https: 'refused', http: { routes } };
}

/** The registry as RDAP tells it: which server is responsible (IANA), and what it says about the domain. */
export function registryHosts(domain: Readonly<Record<string, unknown>> = {}): HostSpec[] {
  const soon = new Date(Date.now() + 400 * 86_400_000).toISOString();
  const registered = {
    objectClassName: 'domain',
    ldhName: DOMAIN,
    status: ['client transfer prohibited'],
    events: [{ eventAction: 'expiration', eventDate: soon }],
    entities: [{ roles: ['registrar'], vcardArray: ['vcard', [['fn', {}, 'text', 'Example Names']]] }],
    nameservers: NAME_SERVERS.map(({ name }) => ({ ldhName: name })),
    ...domain,
  };
  const json = (value: unknown) => ({ status: 200, headers: [['content-type', 'application/rdap+json']] as const, body: JSON.stringify(value) });
  const host = (name: string, path: string, value: unknown): HostSpec => ({
    name,
    address: REGISTRY_ADDRESS,
    certificate: { names: [name] },
    https: { routes: { [path]: json(value) } },
    http: 'refused',
  });
  return [
    host('data.iana.org', '/rdap/dns.json', { services: [[['example'], ['https://rdap.nic.example/']]] }),
    host('rdap.nic.example', `/domain/${DOMAIN}`, registered),
  ];
}

/** One healthy HTTPS host; plain HTTP sends to the same address over HTTPS. */
export function healthyHost(name: string, purpose: HostPurpose, address = WEB_ADDRESS): HostSpec {
  return {
    name,
    address,
    certificate: { names: [name] },
    https: siteOf(purpose),
    http: { routes: { '*': { redirect: `https://${name}` } } },
  };
}

function intent(): IntentDefaults {
  return {
    project: 'acme',
    profile: 'internal-ops-launch',
    environment: 'production',
    domains: [DOMAIN],
    hosts: [
      { name: DOMAIN, purpose: 'apex', declared: true },
      ...OWN_HOSTS.map(({ label, purpose }) => ({ name: `${label}.${DOMAIN}`, purpose, declared: true })),
    ],
    canonicalHost: DOMAIN,
    sendsMail: true,
    senders: [
      { domain: DOMAIN, provider: 'resend', selectors: ['resend'], declared: true },
      { domain: DOMAIN, provider: 'google-workspace', selectors: ['google'], declared: true },
    ],
  };
}

/**
 * A world in which nothing is wrong: `acme.example` with apex (canonical), www, app, api, admin, docs and status on HTTPS, two name servers,
 * CAA that fits its authority, mail at Google and through Resend with SPF, DKIM and DMARC.
 * @param overrides replace whole parts of the spec
 */
export function healthy(overrides: Partial<WorldSpec> = {}): WorldSpec {
  return {
    zones: [ownZone(), ...surroundingZones()],
    nameServers: [...NAME_SERVERS, PARENT_SERVER, ROOT_SERVER],
    resolvers: [{}],
    hosts: [
      healthyHost(DOMAIN, 'apex'),
      ...OWN_HOSTS.map(({ label, purpose }) => healthyHost(`${label}.${DOMAIN}`, purpose)),
      authorityHost(),
      ...registryHosts(),
    ],
    mail: [],
    intent: intent(),
    ...overrides,
  };
}
