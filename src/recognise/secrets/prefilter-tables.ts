import { Buffer } from 'node:buffer';

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
  bitmap: 0,
  heads: 0x2000,
  classes: 0x22000,
  small: 0x22100,
  entries: 0x22200,
  texts: 0x38000,
  out: 0x40000,
  known: 0xa0000,
  text: 0x1a0000,
  tables: 0x40000,
} as const;
const ENTRY = 16;
const MOST_WORDS = (LAYOUT.texts - LAYOUT.entries) / ENTRY - 1;
/** Looked through at once, and what may be read beside it. */
export const CHUNK = 262_144;
export const MARGIN = 4096;

export const ByteClass = { word: 1, name: 2, afterName: 4, beforeValue: 8, value: 16, quote: 32, endsAddress: 64 } as const;

/** Letter pairs and trios that are everywhere: a word is looked up by its rarest three bytes, and these are not. */
const COMMON = /[etaoinsrl _]{3}|key|tok|con|ing|ent|the|ion|est|cli|_id|aut/;

/** The tables of both prefilters, as bytes in the layout of prefilter.wat. Entry n+1 is word n. */
export function prefilterTables(words: readonly Word[]): Uint8Array<ArrayBuffer> {
  if (words.length > MOST_WORDS) throw new RangeError(`${words.length} words, at most ${MOST_WORDS} have room`);
  const bytes = new Uint8Array(LAYOUT.tables);
  const view = new DataView(bytes.buffer);
  for (let byte = 0; byte < 256; byte++) {
    bytes[LAYOUT.classes + byte] = classOf(byte);
    bytes[LAYOUT.small + byte] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte;
  }
  let text = LAYOUT.texts;
  for (const [index, word] of words.entries()) {
    const letters = Buffer.from(word.text, 'latin1');
    if (letters.length < 3 || letters.length > 60) throw new RangeError(`a word must have 3 to 60 bytes: ${word.text}`);
    if (text + letters.length > LAYOUT.out) throw new RangeError('the words have no room');
    bytes.set(letters, text);
    const anchor = anchorIn(word.text);
    const hash = hashOf(letters[anchor] ?? 0, letters[anchor + 1] ?? 0, letters[anchor + 2] ?? 0);
    bytes[LAYOUT.bitmap + (hash >>> 3)] = (bytes[LAYOUT.bitmap + (hash >>> 3)] ?? 0) | (1 << (hash & 7));
    const head = LAYOUT.heads + hash * 2;
    const entry = LAYOUT.entries + (index + 1) * ENTRY;
    view.setUint32(entry, text, true);
    bytes.set([letters.length, anchor, word.kind, word.begins ? 1 : 0], entry + 4);
    view.setUint16(entry + 8, view.getUint16(head, true), true);
    view.setUint16(head, index + 1, true);
    text += letters.length;
  }
  return bytes;
}

/** Of three bytes; capitals and small letters alike. */
export function hashOf(a: number, b: number, c: number): number {
  return Math.imul(a | (b << 8) | (c << 16) | 0x202020, 0x9e3779b1) >>> 16;
}

function anchorIn(word: string): number {
  for (let at = 0; at + 3 <= word.length; at++) if (!COMMON.test(word.slice(at, at + 3))) return at;
  return 0;
}

function classOf(byte: number): number {
  const one = String.fromCharCode(byte);
  const is = (set: RegExp, bit: number): number => (set.test(one) ? bit : 0);
  return (
    is(/[A-Za-z0-9_-]/, ByteClass.word) |
    is(/[A-Za-z0-9_.$-]/, ByteClass.name) |
    is(/["'`\\\][ \t)!?]/, ByteClass.afterName) |
    is(/["'`\\ \t\r\n:=>~([@]/, ByteClass.beforeValue) |
    (byte > 32 && !/["'`<>(){}[\],;]/.test(one) ? ByteClass.value : 0) |
    is(/["'`]/, ByteClass.quote) |
    (byte <= 32 || /["'`<>\\/]/.test(one) ? ByteClass.endsAddress : 0)
  );
}
