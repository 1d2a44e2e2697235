import { Buffer } from 'node:buffer';
import { RARITY_STEP, RARITY_TABLE } from './rarity-table.gen.ts';

const LETTERS = 27;
let table: Uint8Array | undefined;

/**
 * How unlike language a text is: bits of surprise a letter, given the two before it. Words and identifiers have 2 to 4, random letters 6 to 8.
 * Digits and signs part words. Nothing when there are fewer than three letters to tell by.
 */
export function surprise(text: string): number | undefined {
  table ??= Buffer.from(RARITY_TABLE, 'base64');
  let [a, b] = [0, 0];
  let [bits, letters] = [0, 0];
  let wasSmall = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isSmall = code >= 97 && code <= 122;
    const isCapital = code >= 65 && code <= 90;
    if (!isSmall && !isCapital) {
      [a, b] = [0, 0];
    } else {
      // A capital after a small letter begins a word, as in identifiers.
      if (isCapital && wasSmall) [a, b] = [0, 0];
      const c = (code | 0x20) - 96;
      const index = (a * LETTERS + b) * LETTERS + c;
      const pair = table[index >>> 1] ?? 0;
      bits += (index % 2 === 0 ? pair & 15 : pair >>> 4) * RARITY_STEP;
      letters++;
      [a, b] = [b, c];
    }
    wasSmall = isSmall;
  }
  return letters < 3 ? undefined : bits / letters;
}

/** Of a letter that chance picks. */
const CHANCE = Math.log2(26);
/** Words change between small letters, capitals and digits seldom; keys do at every second character. */
const CHANGE = 1.5;

/**
 * How many bits speak for chance and against language: what each letter tells, and each change between small letters, capitals and digits. Twelve random letters have
 * 25, twenty of any kind 40; words have less than none, and of the texts that people write into code one in fifty has 18: ids and keys.
 */
export function chanceBits(text: string): number {
  let letters = 0;
  let changes = 0;
  let before = '';
  for (const character of text) {
    const kind = /[a-z]/.test(character) ? 'a' : /[A-Z]/.test(character) ? 'A' : /\d/.test(character) ? '0' : '';
    if (kind === 'a' || kind === 'A') letters++;
    // A capital begins a word.
    if (kind !== before && kind !== '' && before !== '' && !(before === 'A' && kind === 'a')) changes++;
    before = kind;
  }
  return letters * ((surprise(text) ?? CHANCE) - CHANCE) + changes * CHANGE;
}

/** Shannon's entropy of the characters, bits each. */
export function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
