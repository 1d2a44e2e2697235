import type { EnvVariables } from '../../evidence/secrets/env-variables.ts';

type Use = EnvVariables['used'][number];
/** What only scripts and the compose file read is missed by whoever starts them, not by users. */
export const isNeeded = (use: Use): boolean => use.inApp && use.need !== 'optional';

/** A switch of a script or of the build that has a default is nobody's business but its author's. */
export const isTold = (use: Use): boolean => use.inApp || use.need !== 'optional';

/** A name that several example files hold is said once. */
export function distinct<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  return [...new Map([...entries].reverse().map((entry) => [entry.name, entry])).values()].reverse();
}
