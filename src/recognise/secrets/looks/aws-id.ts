import type { Found } from '../found.ts';
import { isInventedText } from '../made-up.ts';

/** The id of an AWS key is no secret by itself; with forty characters of secret beside it the pair is. */
export function judgeAwsId(value: string, before: string, after: string): Pick<Found, 'class' | 'value' | 'sure' | 'bits' | 'hidden'> {
  if (/EXAMPLE/.test(value) || isInventedText(value.slice(4))) return { class: 'placeholder', value, sure: true };
  const pair = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/.exec(`${before}\n${after.slice(0, 280)}`)?.[0];
  // Real ids are base 32. The pair counts once, by its secret half.
  if (pair === undefined || !/^[A-Z2-7]+$/.test(value)) return { class: 'secret', value, sure: false };
  return { class: 'secret', value: pair, sure: true, hidden: true, bits: 200 };
}
