import { isAtOrBelow } from '../../model/domain-name.ts';
import { WEB_HOSTS } from '../../data/web-hosts.ts';
import type { Cloudflare, CloudflareRecord } from '../../evidence/edge/cloudflare.ts';
import type { EdgeHttp } from '../../evidence/edge/http.ts';
import type { About } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import { quote } from '../../model/text.ts';
import { protectingEdges } from './stack.ts';

/** One host as its answers and the zone at Cloudflare show it. */
export interface Fronted {
  readonly host: string;
  /** Names of what stands in front; empty: nothing shows. */
  readonly by: readonly string[];
  /** The records of the zone say that it goes past Cloudflare to a place that is not known to have an edge of its own. */
  readonly goesPast: readonly CloudflareRecord[];
  readonly http: EdgeHttp;
}

export function frontedBy({ subject, value }: About<EdgeHttp>, edge: Cloudflare | undefined): Fronted {
  const records = edge?.zone?.paused === true ? [] : recordsOf(subject.name, edge?.records ?? []);
  const seen = protectingEdges(value.platforms);
  const by = seen.length === 0 && records.some(({ proxied }) => proxied) ? ['Cloudflare (its record is proxied)'] : seen;
  const goesPast = by.length > 0 ? [] : records.filter(({ proxied, content }) => !proxied && !isKnownHost(content));
  return { host: subject.name, by, goesPast, http: value };
}

/** The records of a name, or else those of the wildcard above it. */
export function recordsOf(name: string, records: readonly CloudflareRecord[]): readonly CloudflareRecord[] {
  const own = records.filter((record) => record.name === name);
  return own.length > 0 ? own : records.filter((record) => record.name === `*.${name.slice(name.indexOf('.') + 1)}`);
}

/** Hosting companies bring an edge of their own, and many of them ask for a record that is not proxied. */
export function isKnownHost(content: string): boolean {
  return WEB_HOSTS.some(({ aliases, addresses }) => addresses.includes(content) || aliases.some((end) => isAtOrBelow(content.toLowerCase(), end)));
}

export function frontProof({ host, by, http }: Fronted): Proof {
  const lines = (http.root?.https.hops[0]?.headers ?? []).filter(({ name }) => /^(server|via|cf-ray|x-vercel-id)$/.test(name)).map(({ value }) => value);
  return { says: by.length > 0 ? `${host} answers through ${by.join(', ')}` : `${host} shows no sign of an edge network`, lines };
}

export const recordLine = ({ name, type, content, proxied }: CloudflareRecord) =>
  quote(`${name} ${type} ${content} ${proxied ? 'proxied (orange cloud)' : 'DNS only (grey cloud)'}`);

/** Where Cloudflare itself answers (Pages, Workers, R2, a tunnel) or nothing does (addresses that stand in for none): no way to a server that modes or firewalls could guard. */
export function isInside({ content }: CloudflareRecord): boolean {
  return ['100::', '192.0.2.1', '192.0.2.0'].includes(content) || /\.(pages\.dev|workers\.dev|r2\.dev|cfargotunnel\.com)$/i.test(content);
}
