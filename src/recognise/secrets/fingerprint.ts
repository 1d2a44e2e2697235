import { createHash } from 'node:crypto';

/** The same value gives the same fingerprint in every place and run. Only for values of 80 bits or more: a weaker one could be guessed from it. */
export function secretFingerprint(value: string): string {
  return createHash('sha256').update('launch-ready/secret/1\0').update(value, 'latin1').digest('hex').slice(0, 24);
}
