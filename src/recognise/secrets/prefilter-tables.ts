import { Buffer } from 'node:buffer';
import { BYTE_CLASSES } from './byte-class.ts';

/** How what follows a word decides whether it is worth a look: nothing asked · a value must follow · an address with a password must follow · the rule looks itself. */
export const WordKind = { plain: 0, assigned: 1, address: 2, own: 3 } as const;
export type WordKind = (typeof WordKind)[keyof typeof WordKind];

/** A word that rules are looked for by. */
export interface Word {
  /** In small letters. */
  readonly text: string;
  readonly kind: WordKind;
  /** It must not stand in the middle of a longer word. */
  readonly begins: boolean;
}

/** A place where a word stands, and the text around it that decides; all offsets into the bytes that were given. */
export interface Candidate {
  readonly at: number;
  /** Index of the word. */
  readonly word: number;
  readonly from: number;
  readonly to: number;
}

/** Where things lie in the memory of prefilter.wat. */
export const LAYOUT = {
  marks: 0,
  heads: 0x8000,
  classes: 0x18000,
  small: 0x18100,
  entries: 0x18200,
  texts: 0x38000,
  out: 0x40000,
  known: 0xa0000,
  text: 0x1a0000,
  tables: 0x40000,
} as const;
const ENTRY = 16;
const MOST_ENTRIES = (LAYOUT.texts - LAYOUT.entries) / ENTRY - 1;
/** Looked through at once, and what may be read beside it. */
export const CHUNK = 262_144;
export const MARGIN = 4096;

/** Characters by how often they are met: a word is looked up by its rarest three bytes. */
const FREQUENT = ' etaoinsrlcdpmuh"\'-.g/f,(:;)ybv=w_0{}k1x2[]zj';

/** The tables of both prefilters, as bytes in the layout of prefilter.wat. Each word has an anchor at an even and one at an odd place, because only every second place is looked at. */
export function prefilterTables(words: readonly Word[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LAYOUT.tables);
  const view = new DataView(bytes.buffer);
  bytes.set(BYTE_CLASSES, LAYOUT.classes);
  for (let byte = 0; byte < 256; byte++) bytes[LAYOUT.small + byte] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte;
  let text: number = LAYOUT.texts;
  let entries = 0;
  for (const [index, word] of words.entries()) {
    const letters = Buffer.from(word.text, 'latin1');
    if (letters.length < 3 || letters.length > 60) throw new RangeError(`a word must have 3 to 60 bytes: ${word.text}`);
    if (text + letters.length > LAYOUT.out) throw new RangeError('the words have no room');
    bytes.set(letters, text);
    for (const { anchor, hash } of anchorsIn(letters)) {
      if (++entries > MOST_ENTRIES) throw new RangeError('the words have no room');
      const place = hash >>> 3;
      bytes[LAYOUT.marks + place] = (bytes[LAYOUT.marks + place] ?? 0) | (1 << (hash & 7));
      const head = LAYOUT.heads + place * 2;
      const entry = LAYOUT.entries + entries * ENTRY;
      view.setUint32(entry, text, true);
      bytes.set([letters.length, anchor, word.kind, word.begins ? 1 : 0], entry + 4);
      view.setUint16(entry + 8, view.getUint16(head, true), true);
      view.setUint16(entry + 10, index, true);
      view.setUint16(head, entries, true);
    }
    text += letters.length;
  }
  return bytes;
}

/** Of three bytes, capitals and small letters alike: 15 bits of place in the tables, 3 bits of which of its marks. */
export function hashOf(a: number, b: number, c: number): number {
  return Math.imul(a | (b << 8) | (c << 16) | 0x202020, 0x9e3779b1) >>> 14;
}

/** The rarest three bytes at an even and at an odd place. A word of three bytes has no odd one: its last two and whatever follows. */
function anchorsIn(letters: Uint8Array): { readonly anchor: number; readonly hash: number }[] {
  const at = (anchor: number, third = letters[anchor + 2] ?? 0) => ({ anchor, hash: hashOf(letters[anchor] ?? 0, letters[anchor + 1] ?? 0, third) });
  const even = at(anchorIn(letters, 0));
  if (letters.length > 3) return [even, at(anchorIn(letters, 1))];
  const hashes = new Map(Array.from({ length: 256 }, (_, third) => at(1, third)).map((one) => [one.hash, one]));
  return [even, ...hashes.values()];
}

function anchorIn(letters: Uint8Array, first: 0 | 1): number {
  const word = Buffer.from(letters).toString('latin1');
  let [best, most] = [first as number, -1];
  for (let at: number = first; at + 3 <= word.length; at += 2) {
    const rare = rarityOf(word[at]) + rarityOf(word[at + 1]) + rarityOf(word[at + 2]);
    if (rare > most) [best, most] = [at, rare];
  }
  return best;
}

/** Place of a character among those of code and prose, the most frequent first; capitals count as small letters. */
function rarityOf(character = ''): number {
  const place = FREQUENT.indexOf(character);
  return place < 0 ? FREQUENT.length : place;
}
