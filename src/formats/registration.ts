/** What a registry or registrar tells about a domain, from RDAP or WHOIS. All texts are raw outside text. */
export interface Registration {
  readonly registrar: string | null;
  /** ISO instants. */
  readonly expires: string | null;
  readonly registered: string | null;
  /** As RDAP writes them: `client transfer prohibited` (RFC 8056). */
  readonly statuses: readonly string[];
  /** Lower case, without the final dot, in code-unit order. */
  readonly nameServers: readonly string[];
}

const MOST_ITEMS = 64;

/** Reads an RDAP domain object (RFC 9083 §5.3); nothing when it is none. Never throws. */
export function readRdapDomain(text: string): Registration | undefined {
  const domain = parse(text);
  if (!isRecord(domain) || domain['objectClassName'] !== 'domain') return undefined;
  const events = items(domain['events']);
  const dateOf = (action: string): string | null => instant(events.find((event) => event['eventAction'] === action)?.['eventDate']);
  const registrar = items(domain['entities']).find((entity) => Array.isArray(entity['roles']) && entity['roles'].includes('registrar'));
  const statuses = Array.isArray(domain['status']) ? domain['status'].filter((status) => typeof status === 'string') : [];
  return {
    registrar: registrar ? cardName(registrar['vcardArray']) : null,
    expires: dateOf('expiration'),
    registered: dateOf('registration'),
    statuses: [...new Set(statuses.slice(0, MOST_ITEMS).map(statusText))].sort(),
    nameServers: hosts(items(domain['nameservers']).map((server) => server['ldhName'])),
  };
}

/** The RDAP servers of the IANA bootstrap file for a domain, the longest suffix that fits (RFC 9224 §4); empty when it has none. Never throws. */
export function rdapServersFor(bootstrap: string, domain: string): readonly string[] {
  const file = parse(bootstrap);
  const services = isRecord(file) && Array.isArray(file['services']) ? (file['services'] as unknown[]) : [];
  const fits = services.flatMap((service) => {
    const [suffixes, urls] = Array.isArray(service) ? (service as unknown[]) : [];
    if (!Array.isArray(suffixes) || !Array.isArray(urls)) return [];
    const suffix = suffixes.filter((one) => typeof one === 'string').filter((one) => domain.endsWith(`.${one.toLowerCase()}`));
    return suffix.map((one) => ({ length: one.length, urls: urls.filter((url) => typeof url === 'string' && url.startsWith('https://')) as string[] }));
  });
  return fits.sort((a, b) => b.length - a.length)[0]?.urls ?? [];
}

/** Names of the same field at different registries, lower case. */
const WHOIS_FIELDS = {
  registrar: ['registrar', 'registrar name', 'sponsoring registrar', 'registrar organization'],
  expires: [
    'registry expiry date',
    'registrar registration expiration date',
    'expiry date',
    'expiration date',
    'expires',
    'expires on',
    'expire date',
    'paid-till',
    'renewal date',
    'validity',
    'expire',
  ],
  registered: ['creation date', 'created', 'created on', 'registered on', 'registered', 'registration time', 'domain registration date'],
  status: ['domain status', 'status', 'state'],
  server: ['name server', 'nserver', 'nameserver', 'name servers', 'nameservers'],
} as const;

/** Reads a WHOIS answer; nothing when it says that there is no such domain, or nothing of use. Never throws. */
export function readWhois(text: string): Registration | undefined {
  const lines = text.slice(0, 65_536).split(/\r?\n/).slice(0, 2000);
  const fields = lines.flatMap((line) => {
    const match = /^\s*([A-Za-z][A-Za-z -]{1,50}?)[ .]*:\s*(\S.*?)\s*$/.exec(line);
    return match ? [{ name: (match[1] ?? '').toLowerCase(), value: match[2] ?? '' }] : [];
  });
  const all = (names: readonly string[]): string[] => fields.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  const first = (names: readonly string[]): string | undefined => all(names)[0];
  const found: Registration = {
    registrar: first(WHOIS_FIELDS.registrar) ?? null,
    expires: instant(first(WHOIS_FIELDS.expires)),
    registered: instant(first(WHOIS_FIELDS.registered)),
    statuses: [
      ...new Set(
        all(WHOIS_FIELDS.status)
          .slice(0, MOST_ITEMS)
          .map((value) => statusText(value.split(/\s/)[0] ?? '')),
      ),
    ]
      .filter((one) => one !== '')
      .sort(),
    nameServers: hosts(all(WHOIS_FIELDS.server).map((value) => value.split(/\s/)[0])),
  };
  return found.registrar === null && found.expires === null && found.nameServers.length === 0 ? undefined : found;
}

/** The WHOIS server that an answer of whois.iana.org names for a top-level domain. */
export function whoisReferral(text: string): string | undefined {
  return /^[ \t]*(?:refer|whois):[ \t]*([a-z0-9.-]{4,253})[ \t\r]*$/im.exec(text.slice(0, 65_536))?.[1]?.toLowerCase();
}

/** `clientTransferProhibited`, as WHOIS writes, and `client transfer prohibited`, as RDAP does, become the latter. */
function statusText(status: string): string {
  return status
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();
}

function hosts(names: readonly unknown[]): string[] {
  const texts = names.slice(0, MOST_ITEMS).flatMap((name) => (typeof name === 'string' ? [name.toLowerCase().replace(/\.$/, '')] : []));
  return [...new Set(texts.filter((name) => /^[a-z0-9_.-]{1,253}$/.test(name)))].sort();
}

/** The formatted name of a jCard (RFC 7095). */
function cardName(card: unknown): string | null {
  const [, properties] = Array.isArray(card) ? (card as unknown[]) : [];
  const name = (Array.isArray(properties) ? (properties as unknown[]) : []).find((one) => Array.isArray(one) && one[0] === 'fn') as unknown[] | undefined;
  return typeof name?.[3] === 'string' ? name[3] : null;
}

/** The usual date forms of registries as an ISO instant; those without a time mean midnight UTC. */
function instant(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .trim()
    .replace(/^(\d{4})[./](\d\d)[./](\d\d)/, '$1-$2-$3')
    .replace(/^(\d\d)-([A-Za-z]{3})-(\d{4})/, '$1 $2 $3');
  const isDateOnly = /^\d{4}-\d\d-\d\d$/.test(text);
  const hasZone = /(?:Z|[+-]\d\d:?\d\d|UTC|GMT)$/i.test(text);
  const ms = Date.parse(
    isDateOnly ? `${text}T00:00:00Z` : hasZone ? text : /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/.test(text) ? `${text.replace(' ', 'T')}Z` : `${text} UTC`,
  );
  const year = new Date(ms).getUTCFullYear();
  return Number.isNaN(ms) || year < 1980 || year > 2200 ? null : new Date(ms).toISOString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function items(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.slice(0, MOST_ITEMS).filter(isRecord) : [];
}
