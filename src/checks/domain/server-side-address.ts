import { addressScope, parseV4, parseV6 } from '../../model/address.ts';
import type { RedirectWalk } from '../../evidence/edge/http.ts';

const INSIDE = /^localhost$|\.(localhost|local|internal|intranet|lan|corp|cluster\.local|svc|test|invalid)$/;

/** A host that only the server itself or its private network knows: `localhost`, `0.0.0.0`, 10.0.0.5, a bare container name. */
export function isInside(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (parseV4(bare) !== undefined || parseV6(bare) !== undefined) return addressScope(bare) !== 'public';
  return INSIDE.test(bare) || !bare.includes('.');
}

/** Where a walk leads to the server's own inner address: a name nobody outside knows, or its own port behind the proxy, where nothing answers. */
export function innerTargetOf(walk: RedirectWalk | null | undefined): URL | undefined {
  const last = walk?.hops.at(-1);
  if (!walk || !last || walk.next === null) return undefined;
  const target = URL.parse(walk.next);
  const from = URL.parse(last.url);
  if (!target || !/^https?:$/.test(target.protocol) || !from || isInside(from.hostname)) return undefined;
  const leaked = target.hostname === from.hostname && target.port !== '' && target.port !== from.port && walk.end === 'failed';
  return isInside(target.hostname) || leaked ? target : undefined;
}
