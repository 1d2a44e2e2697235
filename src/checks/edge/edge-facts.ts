import type { EdgeHttp, Hop, RedirectWalk } from '../../evidence/edge/http.ts';
import type { HostPurpose, Intent } from '../../model/intent.ts';
import type { Subject } from '../../model/subject.ts';
import { type Quoted, quote } from '../../model/text.ts';

/** What the config says the host is for; `other` when it says nothing. */
export function purposeOf(intent: Intent, host: string): HostPurpose {
  return intent.hosts.find(({ name }) => name === host)?.purpose ?? 'other';
}

/** Why a host need not serve the web: nobody said that it should, or it is there for mail. Nothing for every other. */
export function notForVisitors({ name }: Subject, intent: Intent): string | undefined {
  const known = intent.hosts.find((host) => host.name === name);
  if (!known && intent.canonicalHost !== name) return 'nobody declared this host: domain/subdomain-purpose asks what it is for';
  return known?.purpose === 'mail' ? 'the config calls it a host for mail, which nobody opens in a browser' : undefined;
}

/** A host that customers are not meant to use, or that is an assumption beside declared ones: what is wrong there is milder. */
export function softened(intent: Intent, host: string): { soften?: { to: 'incident'; because: string } } {
  const known = intent.hosts.find(({ name }) => name === host);
  const purpose = purposeOf(intent, host);
  if (purpose === 'preview' || purpose === 'staging') return { soften: { to: 'incident', because: `${host} is a ${purpose} host, not one for customers` } };
  const isAssumed = known?.declared === false && intent.canonicalHost !== host && intent.hosts.some(({ declared }) => declared);
  return isAssumed ? { soften: { to: 'incident', because: `no line of the config names ${host}; people may type it all the same` } } : {};
}

/** The value of the first header of this name (lower case). */
export function headerOf(hop: Pick<Hop, 'headers'>, name: string): Quoted | undefined {
  return hop.headers.find((header) => header.name === name)?.value;
}

/** One answer in one line, as a proof. */
export function hopLine(hop: Hop): Quoted {
  return quote(`GET ${hop.url} -> ${hop.status}${hop.location === null ? '' : ` location: ${hop.location}`}`);
}

/** A whole walk as proof lines. */
export function walkLines(walk: RedirectWalk): Quoted[] {
  const end = walk.failure ? [quote(`then ${walk.next ?? ''}: ${walk.failure.reason}`)] : [];
  return [...walk.hops.map(hopLine), ...end];
}

/** A redirect from one answer to the next, with where it leads. */
export interface Step {
  readonly from: Hop;
  readonly to: URL;
}

/** The redirects of a walk that lead to an address of the web. */
export function stepsOf(walk: RedirectWalk): Step[] {
  return walk.hops.flatMap((from, index) => {
    const target = walk.hops[index + 1]?.url ?? (index === walk.hops.length - 1 ? walk.next : null);
    const to = target === null ? null : URL.parse(target);
    return to?.protocol === 'http:' || to?.protocol === 'https:' ? [{ from, to }] : [];
  });
}

export const NO_ADDRESS = 'DNS proves that the host has no address; whether it should is judged by domain/host-resolves';

/** What stood where the site was expected, in words; nothing when the site itself answered. */
export function standsBefore({ end, recognised }: RedirectWalk): string | undefined {
  if (end === 'challenged') return `a bot check (${recognised?.by ?? 'unknown'}) answered instead of the site`;
  if (recognised?.kind === 'login-wall') return `a sign-in of the hosting (${recognised.by}) stands before the site`;
  return recognised?.kind === 'maintenance' ? `a maintenance page answered instead of the site (${recognised.sign})` : undefined;
}

/** It ends on plain HTTP with content; an error or a refusal there shows nothing of the product. */
export function servedInClear(walk: RedirectWalk): boolean {
  const last = walk.hops.at(-1);
  return walk.end === 'answered' && last?.scheme === 'http' && last.status < 400;
}

/** A redirect from HTTPS to plain HTTP, even if it comes back later. */
export function wentBack(walk: RedirectWalk): boolean {
  return walk.hops.some((hop) => hop.scheme === 'http') || (walk.hops.length > 0 && walk.next?.startsWith('http:') === true);
}

/** Host names where the walks over HTTP and HTTPS end with a page of the product (or a bot check before it); the one over HTTPS last. */
export function endsOf({ root }: EdgeHttp): string[] {
  return [root?.http, root?.https].flatMap((walk) => {
    const last = walk?.hops.at(-1);
    if (!walk || !last) return [];
    const page = walk.end === 'answered' && walk.recognised === null && last.status < 400;
    return page || walk.end === 'challenged' ? [last.host] : [];
  });
}
