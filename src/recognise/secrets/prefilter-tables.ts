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
  /** Where its rarest three bytes stand, at an even and at an odd place, when that is known. */
  readonly anchors?: Anchors;
}
export type Anchors = readonly [even: number, odd: number];

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

/**
 * The tables of both prefilters, as bytes in the layout of prefilter.wat. Each word has an anchor at an even and one at an odd place, because only every second place
 * is looked at. Every process that scans begins with this, cold: bytes only, nothing is made on the way.
 */
export function prefilterTables(words: readonly Word[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LAYOUT.tables);
  bytes.set(BYTE_CLASSES, LAYOUT.classes);
  for (let byte = 0; byte < 256; byte++) bytes[LAYOUT.small + byte] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte;
  const letters = Buffer.from(words.map((word) => word.text).join(''), 'latin1');
  if (LAYOUT.texts + letters.length > LAYOUT.out) throw new RangeError('the words have no room');
  bytes.set(letters, LAYOUT.texts);
  let text: number = LAYOUT.texts;
  let entries = 0;
  // A mark, and a chain of entries with the last one first.
  const add = (hash: number, anchor: number, word: Word, index: number): void => {
    if (++entries > MOST_ENTRIES) throw new RangeError('the words have no room');
    const { length } = word.text;
    // Where four bytes are compared first: the anchor's and one beside them.
    const key = Math.max(0, Math.min(anchor, length - 4));
    const place = hash >>> 3;
    const head = LAYOUT.heads + place * 2;
    const entry = LAYOUT.entries + entries * ENTRY;
    bytes[LAYOUT.marks + place] = (bytes[LAYOUT.marks + place] ?? 0) | (1 << (hash & 7));
    bytes[entry] = text;
    bytes[entry + 1] = text >>> 8;
    bytes[entry + 2] = text >>> 16;
    bytes[entry + 3] = key;
    bytes[entry + 4] = length;
    bytes[entry + 5] = anchor;
    bytes[entry + 6] = word.kind;
    bytes[entry + 7] = word.begins ? 1 : 0;
    bytes[entry + 8] = bytes[head] ?? 0;
    bytes[entry + 9] = bytes[head + 1] ?? 0;
    bytes[entry + 10] = index;
    bytes[entry + 11] = index >>> 8;
    for (let n = 0; n < 4 && n < length; n++) bytes[entry + 12 + n] = (bytes[text + key + n] ?? 0) | 0x20;
    bytes[head] = entries;
    bytes[head + 1] = entries >>> 8;
  };
  for (const [index, word] of words.entries()) {
    const { length } = word.text;
    if (length < 3 || length > 60) throw new RangeError(`a word must have 3 to 60 bytes: ${word.text}`);
    const [even, odd] = word.anchors ?? anchorsOf(word.text);
    add(hashAt(bytes, text + even), even, word, index);
    if (length > 3) add(hashAt(bytes, text + odd), odd, word, index);
    else for (const hash of endings(bytes[text + 1] ?? 0, bytes[text + 2] ?? 0)) add(hash, odd, word, index);
    text += length;
  }
  return bytes;
}

/**
 * Of three bytes, capitals and small letters alike: 15 bits of place in the tables, 3 bits of which of its marks. The factor was tried out: under it the threes of the
 * words meet few of those that code is full of.
 */
export function hashOf(a: number, b: number, c: number): number {
  return Math.imul(a | (b << 8) | (c << 16) | 0x202020, 0x15d852a1) >>> 14;
}

function hashAt(bytes: Uint8Array, at: number): number {
  return hashOf(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
}

/** A word of three bytes has no three at an odd place: its last two and whatever follows. */
function endings(a: number, b: number): ReadonlySet<number> {
  const hashes = new Set<number>();
  for (let third = 0; third < 256; third++) hashes.add(hashOf(a, b, third));
  return hashes;
}

/** Where the rarest three bytes of a word stand: at an even and at an odd place. A word of three bytes has none at an odd one but its end. */
export function anchorsOf(word: string): Anchors {
  return [rarest(word, 0), word.length === 3 ? 1 : rarest(word, 1)];
}

function rarest(word: string, first: 0 | 1): number {
  let [best, most] = [first as number, -1];
  for (let at: number = first; at + 3 <= word.length; at += 2) {
    const rare = rarityOf(word[at]) + rarityOf(word[at + 1]) + rarityOf(word[at + 2]);
    if (rare > most) [best, most] = [at, rare];
  }
  return best;
}

/** Place of a character among those of code and prose, the most frequent first. */
function rarityOf(character = ''): number {
  const place = FREQUENT.indexOf(character);
  return place < 0 ? FREQUENT.length : place;
}
