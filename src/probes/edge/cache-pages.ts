import type { HandedOn } from '../../evidence/edge/cache.ts';
import { showUrl } from '../../formats/url.ts';
import { quote } from '../../model/text.ts';
import { bodyText, headerOf } from './body-text.ts';
import { type CacheVisit, namesOf, visit, type Visiting } from './cache-visits.ts';
import { nonce } from './nonce.ts';

/** What one address gives to somebody who is logged in, to somebody who is not right after, and to somebody who never met the first one's answer. */
export interface PageTrial {
  readonly visits: readonly CacheVisit[];
  readonly handedOn: readonly HandedOn[];
  /** It differs for the one who is logged in, by more than chance. */
  readonly isPersonal: boolean;
  /** It differs on every visit, so that nothing can be told. */
  readonly isRestless: boolean;
}

export function ownUrl({ io }: Visiting, url: string): string {
  const at = new URL(url);
  at.searchParams.set('lr-check', nonce(io));
  return at.href;
}

export async function tryPage(visiting: Visiting, url: string, login: Readonly<Record<string, string>> | undefined): Promise<PageTrial> {
  const shared = ownUrl(visiting, url);
  const first = await visit(visiting, shared, login && { credentials: login }, login ? 'logged in' : 'first visitor');
  // Some caches only keep what is asked for twice.
  const again = await visit(visiting, shared, login && { credentials: login }, login ? 'logged in again' : 'second visitor');
  const stranger = login ? await visit(visiting, shared, {}, 'logged out') : again;
  const apart = await visit(visiting, ownUrl(visiting, url), {}, 'logged out, another address');
  // A page that is new on every visit differs for everybody: that makes it nobody's.
  const mayBePersonal = login !== undefined && first.exchange.status === 200 && first.gist !== apart.gist;
  const isRestless = mayBePersonal && (await visit(visiting, ownUrl(visiting, url))).gist !== apart.gist;
  const isPersonal = mayBePersonal && !isRestless;
  const handed = (how: HandedOn['how'], by: string, visits: readonly CacheVisit[]): HandedOn => ({
    how,
    url: quote(showUrl(url), 300),
    by: quote(by, 200),
    lines: visits.map(({ line }) => line).slice(0, 4),
  });
  const isLeak = isPersonal && [first, again].some(({ digest }) => digest === stranger.digest) && stranger.digest !== apart.digest;
  const same = sharedCookies(first, [again, stranger], apart);
  return {
    visits: [first, apart],
    isPersonal,
    isRestless,
    handedOn: [
      ...(isLeak ? [handed('private', '', [first, stranger, apart])] : []),
      ...(same.length > 0 ? [handed('cookie', namesOf(same).join(', '), [first, stranger, apart])] : []),
    ],
  };
}

/** A value made for one visitor that a second one got, while a third, at another address, got one of their own. */
function sharedCookies(first: CacheVisit, others: readonly CacheVisit[], apart: CacheVisit): string[] {
  return first.cookies.filter(
    (cookie) => others.some(({ cookies }) => cookies.includes(cookie)) && !apart.cookies.includes(cookie) && apart.cookies.length > 0,
  );
}

/** Endings with which a page looks like a file to a cache, while a lax application still serves the page. */
const ENDINGS = ['/', ';', '%2f', '%3f', '%23', '%0a', '/..%2f', '%5c'] as const;

/** Web cache deception: stops at the first ending by which the page of somebody who is logged in reaches somebody who is not. */
export async function tryDeception(visiting: Visiting, url: string, login: Readonly<Record<string, string>>): Promise<HandedOn | undefined> {
  const page = new URL(url);
  const like = (ending: string): string => `${page.origin}${page.pathname.replace(/\/$/, '')}${ending}${nonce(visiting.io)}.css`;
  for (const ending of ENDINGS) {
    const trap = like(ending);
    const victim = await visit(visiting, trap, { credentials: login }, 'logged in');
    if (victim.exchange.status !== 200 || victim.exchange.body.length === 0) continue;
    const stranger = await visit(visiting, trap, {}, 'logged out');
    if (stranger.exchange.status !== 200 || stranger.digest !== victim.digest) continue;
    const apart = await visit(visiting, like(ending), {}, 'logged out, another address');
    // The same for all (a catch-all page), but for what is made by chance.
    if (apart.gist === stranger.gist) continue;
    return { how: 'deception', url: quote(showUrl(url), 300), by: quote(`${ending}….css`), lines: [victim.line, stranger.line, apart.line] };
  }
  return undefined;
}

/** RFC 2606: nobody can have a site there. */
const STRANGE_HOST = 'lr-check.example';
const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['x-forwarded-host', STRANGE_HOST],
  ['x-host', STRANGE_HOST],
  ['x-forwarded-server', STRANGE_HOST],
  ['forwarded', `host=${STRANGE_HOST}`],
  ['x-original-url', `/${STRANGE_HOST}`],
];

/** Headers that change a page although caches do not look at them. Each is tried at an address of our own. */
export async function tryHeaders(visiting: Visiting, url: string): Promise<{ readonly handedOn: readonly HandedOn[]; readonly reflected: readonly string[] }> {
  const handedOn: HandedOn[] = [];
  const reflected: string[] = [];
  for (const [name, value] of HEADERS) {
    const shared = ownUrl(visiting, url);
    const sent = await visit(visiting, shared, { headers: { [name]: value } }, `with ${name}: ${value}`);
    if (!mentions(sent)) continue;
    reflected.push(name);
    const next = await visit(visiting, shared, {}, 'the next visitor');
    if (mentions(next)) handedOn.push({ how: 'header', url: quote(showUrl(url), 300), by: quote(name), lines: [sent.line, next.line] });
  }
  const shared = ownUrl(visiting, url);
  const sent = await visit(visiting, shared, { headers: { 'x-forwarded-proto': 'http' } }, 'with x-forwarded-proto: http');
  if (sent.exchange.status >= 301 && sent.exchange.status <= 308) {
    const next = await visit(visiting, shared, {}, 'the next visitor');
    const apart = await visit(visiting, ownUrl(visiting, url), {}, 'at another address');
    const isCaught = next.exchange.status === sent.exchange.status && apart.exchange.status !== sent.exchange.status;
    if (isCaught) handedOn.push({ how: 'scheme', url: quote(showUrl(url), 300), by: quote('x-forwarded-proto'), lines: [sent.line, next.line, apart.line] });
  }
  return { handedOn, reflected };
}

function mentions({ exchange }: CacheVisit): boolean {
  return bodyText(exchange).includes(STRANGE_HOST) || (headerOf(exchange, 'location') ?? '').includes(STRANGE_HOST);
}

/** Next.js and others send an inner format where a header asks for it; a cache that does not look at that header then serves it as the page. */
export async function tryPayload(visiting: Visiting, url: string): Promise<HandedOn | undefined> {
  const isPayload = ({ exchange }: CacheVisit): boolean => /x-component|turbo-stream|x-remix/i.test(headerOf(exchange, 'content-type') ?? '');
  const shared = ownUrl(visiting, url);
  const sent = await visit(visiting, shared, { headers: { rsc: '1', accept: '*/*' } }, 'with RSC: 1');
  if (!isPayload(sent)) return undefined;
  const next = await visit(visiting, shared, { headers: { accept: 'text/html' } }, 'the next visitor');
  return isPayload(next) ? { how: 'payload', url: quote(showUrl(url), 300), by: quote('RSC'), lines: [sent.line, next.line] } : undefined;
}
