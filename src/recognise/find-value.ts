import { Buffer } from 'node:buffer';
import { type Masked, Secret } from '../model/text.ts';
import { secretFingerprint } from './secrets/fingerprint.ts';

/** Most places at which the value may begin. */
const MOST_STARTS = 200_000;

/** Finds a value again in what it was found in before, by its fingerprint and its masked form (`sk-p…9f (56 characters)`); nothing when it is not there. */
export function findValue(bytes: Uint8Array, fingerprint: string, masked: Masked): Secret | undefined {
  const [, begins = '', digits = '0'] = /^([^…]*)…\S* \((\d+) characters\)$/.exec(masked) ?? [];
  const length = Number(digits);
  if (length < 8) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let tried = 0;
  for (let at = text.indexOf(begins); at >= 0 && at + length <= text.length && tried < MOST_STARTS; at = text.indexOf(begins, at + 1)) {
    // A value begins where a word does; without a known beginning every other place would have to be tried.
    if (begins === '' && at > 0 && /\w/.test(text[at - 1] ?? '')) continue;
    tried++;
    const value = text.slice(at, at + length);
    if (secretFingerprint(value) === fingerprint) return new Secret(value);
  }
  return undefined;
}
