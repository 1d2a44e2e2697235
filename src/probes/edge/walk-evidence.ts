import type { Exchange } from '../../drivers/http.ts';
import type { Walk } from '../../drivers/http/follow.ts';
import type { EdgeHttp, Hop, RedirectWalk } from '../../evidence/edge/http.ts';
import { showSetCookie } from '../../formats/set-cookie.ts';
import { showUrl } from '../../formats/url.ts';
import { type Quoted, quote } from '../../model/text.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { recogniseAnswer, recogniseWall } from '../../recognise/challenge.ts';
import { bodyText, headerOf } from './body-text.ts';

const MOST_HEADERS = 100;

/** What may be kept of a walk: credentials in addresses and cookie values are left out, everything else is quoted. */
export function walkEvidence(walk: Walk): RedirectWalk {
  const last = walk.hops.at(-1);
  const wall = walk.hops.map(({ url }) => recogniseWall(new URL(url))).find((found) => found !== undefined);
  const recognised =
    wall ?? (last && walk.end === 'answered' ? recogniseAnswer({ status: last.status, headers: last.headers, body: bodyText(last) }) : undefined);
  return {
    end: recognised?.kind === 'challenge' ? 'challenged' : walk.end,
    hops: walk.hops.map(hopEvidence),
    next: walk.next === undefined ? null : shown(walk.next),
    failure: walk.failure ? { code: walk.failure.code, reason: quote(walk.failure.reason, 200) } : null,
    recognised: recognised ?? null,
  };
}

function hopEvidence(exchange: Exchange): Hop {
  const url = new URL(exchange.url);
  const location = headerOf(exchange, 'location');
  return {
    url: shown(exchange.url),
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    host: url.hostname.slice(0, 255),
    address: exchange.address,
    status: exchange.status,
    statusText: quote(exchange.statusText, 60),
    location: location === undefined ? null : shown(location),
    headers: exchange.headers.slice(0, MOST_HEADERS).map(({ name, value }) => ({ name: quote(name, 100), value: quote(headerShown(name, value), 600) })),
    firstByteMs: Math.round(exchange.timings.firstByteMs),
  };
}

/** An address without credentials, quoted. */
export function shown(url: string): Quoted {
  return quote(showUrl(url), 500);
}

const ADDRESSES = new Set(['location', 'content-location', 'refresh', 'link']);
function headerShown(name: string, value: string): string {
  if (name === 'set-cookie') return showSetCookie(value);
  if (name === 'location' || name === 'content-location') return showUrl(value);
  // The rest of a Link or Refresh header is free text around addresses: its queries are left out.
  return ADDRESSES.has(name) ? value.replace(/\?[^>"'\s;,]*/g, '?…') : value;
}

/** Throws where a sign-in wall of the hosting or a maintenance page stands before the site: what lies behind was not seen. */
export function mustSeeSite({ root }: EdgeHttp): void {
  const found = root?.https.recognised;
  if (found?.kind === 'login-wall') throw new CouldNotLook('challenged', `a sign-in of the hosting (${found.by}) stands before the site: ${found.sign}`);
  if (found?.kind === 'maintenance') throw new CouldNotLook('challenged', `a maintenance page answers instead of the site: ${found.sign}`);
}
