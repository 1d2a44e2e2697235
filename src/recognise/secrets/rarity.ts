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

/** Shannon's entropy of the characters, bits each. */
export function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
