import type { RedirectWalk } from '../../evidence/edge/http.ts';

type Hop = RedirectWalk['hops'][number];
const FOR_GOOD: ReadonlySet<number> = new Set([301, 308]);

/** A walk to the right address that takes more steps than needed. */
export interface Detour {
  readonly steps: number;
  readonly needed: number;
  /** The origins passed, in order. */
  readonly via: readonly string[];
}

/**
 * Permanent redirects from one origin to the next, from the first address of a walk on: what the hosting is set to, not a sign-in on its way (which is
 * temporary and may pass any number of hosts) nor a path that the application prefers. Needed is one step to HTTPS on the same host, which the preload list
 * asks for, and one to another host. Nothing when the walk takes no more than that.
 */
export function detourOf({ hops, end }: RedirectWalk): Detour | undefined {
  const forGood = hops.findIndex(({ status }) => !FOR_GOOD.has(status));
  const path = hops.slice(0, forGood < 0 ? hops.length : forGood + 1);
  const [first] = path;
  const last = path.at(-1);
  if (end !== 'answered' || !first || !last) return undefined;
  const via = path.map(originOf).filter((origin, at, all) => origin !== all[at - 1]);
  const steps = via.length - 1;
  const needed = Number(first.scheme !== last.scheme) + Number(first.host !== last.host);
  return steps > needed ? { steps, needed, via } : undefined;
}

const originOf = ({ scheme, host }: Hop): string => `${scheme}://${host}`;
