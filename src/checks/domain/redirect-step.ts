import type { RedirectWalk } from '../../evidence/edge/http.ts';
import { type Step, stepsOf } from '../edge/edge-facts.ts';

/** It changes the scheme or the host just as the front page's redirect does; what an application does with an unknown path is its own affair. */
export function isGeneral({ from, to }: Step, root: RedirectWalk): boolean {
  const change = `${from.scheme}://${from.host} -> ${to.protocol}//${to.hostname}`;
  if (`${from.scheme}:` === to.protocol && from.host === to.hostname) return false;
  return stepsOf(root).some((step) => `${step.from.scheme}://${step.from.host} -> ${step.to.protocol}//${step.to.hostname}` === change);
}

/** In the address itself, or handed on inside a parameter ("next=…"). */
export function keeps(to: URL, part: string): boolean {
  return to.href.includes(part) || to.href.includes(encodeURIComponent(part));
}
