/** How an origin that nobody approved may slip through a careless comparison. */
export type HostileKind = 'foreign' | 'null' | 'prefix' | 'suffix' | 'dot' | 'special' | 'http' | 'subdomain';

export interface HostileOrigin {
  readonly kind: HostileKind;
  readonly origin: string;
}

/** RFC 2606: nobody can have a site below it. */
const NOBODY = 'lr-check.example';

/**
 * Origins that a server must not let in although its comparison may: any (`foreign`, `null`), those that begin or end like the approved one, those that a
 * dot of an unescaped pattern lets through, one with a character that ends host names for some patterns, the approved one in clear, and a sibling.
 * @param host the host name of an approved origin
 * @param domain its registrable domain
 */
export function hostileOrigins(host: string, domain: string): readonly HostileOrigin[] {
  // An unescaped dot only matters where what comes out is a name that somebody else can register.
  const dotted = host === domain ? `www.${domain}` : host;
  return [
    { kind: 'foreign', origin: `https://${NOBODY}` },
    { kind: 'null', origin: 'null' },
    { kind: 'prefix', origin: `https://${host}.${NOBODY}` },
    { kind: 'suffix', origin: `https://lr-check${domain}` },
    { kind: 'dot', origin: `https://${dotted.slice(0, -domain.length - 1)}x${domain}` },
    { kind: 'special', origin: `https://${host}_.${NOBODY}` },
    { kind: 'http', origin: `http://${host}` },
    { kind: 'subdomain', origin: `https://lr-check.${domain}` },
  ];
}
