import { createHash } from 'node:crypto';
import type { Hit } from './scanner.ts';

/** Digits that name a value. */
const DIGITS = 12;

/**
 * Names a value: the beginning of its fingerprint. One that is too weak for a fingerprint is named by its kind, its file and what may be shown of it, so that
 * nothing can be guessed from the name.
 */
export function hitId({ fingerprint, format, masked }: Pick<Hit, 'fingerprint' | 'format' | 'masked'>, path: string): string {
  if (fingerprint !== null) return fingerprint.slice(0, DIGITS);
  const digest = createHash('sha256').update(`launch-ready/weak/1\0${format}\0${path}\0${masked}`).digest('hex');
  return `w${digest.slice(0, DIGITS - 1)}`;
}
