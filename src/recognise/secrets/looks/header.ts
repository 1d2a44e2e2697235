import { Buffer } from 'node:buffer';
import type { SecretRule } from '../../../model/secret-rule.ts';
import { type Found, NOTHING, type Window } from '../found.ts';
import { isInventedText, namesExample } from '../made-up.ts';
import { bitsPerCharacter, chanceBits, surprise } from '../rarity.ts';
import { isInComment } from '../surroundings.ts';

const VALUE = /^(basic|bearer) {1,3}([A-Za-z0-9+/_.~-]{8,1000}={0,2})(?![A-Za-z0-9+/_.~=-])/i;

/** Bits for chance: nobody made it up. */
const FOR_SURE = 20;

/** `Basic` with a name and a password in base 64, or `Bearer` with something that is no word. */
export function lookAtHeader(window: Window, rule: SecretRule): readonly Found[] {
  const { text, at } = window;
  const match = VALUE.exec(text.slice(at));
  if (!match) return NOTHING;
  const value = match[2] ?? '';
  const from = at + match[0].length - value.length;
  const found = { rule, value, from, to: from + value.length };
  if (match[1]?.toLowerCase() === 'basic') return lookAtBasic(value).map((judged) => ({ ...found, ...judged, sure: judged.sure && !isInComment(window) }));
  // A JWT is judged by what it says.
  if (value.startsWith('eyJ') || value.length < 12 || !/\d/.test(value) || isInventedText(value)) return NOTHING;
  const isHex = /^[0-9a-f-]+$/i.test(value);
  const rare = isHex ? value.length >= 16 : (surprise(value) ?? 0) > 5;
  const sure = (isHex ? value.length >= 32 : value.length >= 24 && chanceBits(value) >= FOR_SURE) && !isInComment(window);
  return rare ? [{ ...found, class: 'secret', sure, bits: bitsPerCharacter(value) * value.length }] : NOTHING;
}

function lookAtBasic(value: string): readonly Pick<Found, 'class' | 'sure' | 'bits'>[] {
  const plain = Buffer.from(value, 'base64').toString('latin1');
  const colon = plain.indexOf(':');
  if (colon < 0) return isRandom(value) ? [{ class: 'secret', sure: false, bits: bitsPerCharacter(value) * value.length }] : [];
  if (colon === plain.length - 1) return [];
  const password = plain.slice(colon + 1);
  const isWord = namesExample(plain) || (surprise(password) ?? 4) < 5 || password.length < 5;
  const sure = password.length >= 10 && chanceBits(password) >= FOR_SURE;
  return isWord ? [] : [{ class: 'secret', sure, bits: bitsPerCharacter(password) * password.length }];
}

/** It holds no name and no password, and nobody would write it by hand. */
function isRandom(value: string): boolean {
  return value.length >= 16 && /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value) && !isInventedText(value) && (surprise(value) ?? 0) > 5.5;
}
