import type { Io } from '../../ports/io.ts';

/** `lr-` and eight digits by chance: keeps our requests apart from every real entry of a cache. */
export function nonce(io: Io): string {
  return `lr-${[...io.random(4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
