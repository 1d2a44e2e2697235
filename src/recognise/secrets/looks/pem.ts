import { Buffer } from 'node:buffer';
import type { SecretRule } from '../../../model/secret-rule.ts';
import { type Found, NOTHING, type Window } from '../found.ts';

const BEGIN = /^-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;

/** Only what decodes to a real key structure counts; an encrypted one is not sure to be usable. */
export function lookAtPem({ text: window, at }: Window, rule: SecretRule): readonly Found[] {
  const text = window.slice(at);
  const begin = BEGIN.exec(text)?.[0].length;
  if (begin === undefined) return NOTHING;
  // No key holds five dashes: what begins again instead of ending is a list of beginnings.
  const end = text.indexOf('-----', begin);
  if (!text.startsWith('-----END ', end)) return NOTHING;
  const lines = text.slice(begin, end).replaceAll(/\\r|\\n|\\t/g, '\n');
  const encrypted = text.startsWith('-----BEGIN ENCRYPTED') || /Proc-Type: 4,ENCRYPTED/.test(lines);
  const base64 = lines
    .split('\n')
    .filter((line) => !line.includes(': '))
    .join('')
    .replaceAll(/[^A-Za-z0-9+/=]/g, '');
  const bytes = Buffer.from(base64, 'base64');
  const isKey =
    bytes.length >= 32 &&
    (bytes[0] === 0x30 || bytes.subarray(0, 14).toString('latin1') === 'openssh-key-v1' || text.includes('PGP PRIVATE KEY BLOCK') || encrypted);
  if (!isKey) return NOTHING;
  const isMadeUp = new Set(base64).size < 20;
  return [{ rule, value: base64, from: at, to: at + end, class: isMadeUp ? 'placeholder' : 'secret', sure: !encrypted }];
}
