import { Buffer } from 'node:buffer';
import { bloom, FOLD, hashes, type Key, type KeyKind, KEYS, SLOTS } from './keys.ts';
import { DOMAIN, LOCAL } from './mail-in-line.ts';
import { WORD } from './numbers.ts';
import { ENDS_VALUE } from './values.ts';

/** Where things lie in the memory of line-pass.wat. */
export const LAYOUT = {
  folded: 0,
  classes: 0x100,
  bloom: 0x400,
  heads: 0x2400,
  entries: 0x6400,
  texts: 0x8400,
  known: 0xa000,
  out: 0x12000,
  text: 0x32400,
} as const;
/** Bytes of lines that have room, with what may be read behind them. */
export const TEXT_ROOM = 0xa0000 - LAYOUT.text - 256;

const ENTRY = 16;
/** What the pass does at a name; see there. */
const KIND: Readonly<Partial<Record<KeyKind, number>>> = {
  none: 0,
  card: 0,
  ip: 0,
  'request-id': 1,
  'maybe-request-id': 2,
  status: 3,
  level: 4,
  environment: 5,
  message: 6,
  'auth-header': 7,
};
const SOMEBODY_LOOKS = 8;

/** The name with this number, from 1. */
export const keyOf = (number: number): Key => KEYS[number - 1] as Key;

/** The tables of line-pass.wat as bytes, in its layout. */
export function passTables(): Uint8Array {
  const bytes = Buffer.alloc(LAYOUT.known);
  bytes.set(FOLD, LAYOUT.folded);
  for (let byte = 0; byte < 256; byte++) {
    const isId = /[\w:.+/=-]/.test(String.fromCharCode(byte)) ? 32 : 0;
    const isBase64 = byte === 43 || byte === 47 || byte === 61 ? 64 : 0;
    const [word = 0, local = 0, domain = 0] = [WORD[byte], LOCAL[byte], DOMAIN[byte]];
    bytes[LAYOUT.classes + byte] = word | (local * 2) | (domain * 4) | ((ENDS_VALUE[byte] ?? 0) << 3) | isId | isBase64;
  }
  bytes.set(bloom, LAYOUT.bloom);
  let text: number = LAYOUT.texts;
  const last = new Map<number, number>();
  for (const [index, { text: name, kind, whole }] of KEYS.entries()) {
    const [number, hash] = [index + 1, hashes[index] ?? 0];
    const entry = LAYOUT.entries + number * ENTRY;
    bytes.writeInt32LE(hash, entry);
    bytes.writeUInt16LE(text, entry + 4);
    bytes[entry + 6] = name.length;
    bytes[entry + 7] = whole ? 1 : 0;
    bytes[entry + 8] = KIND[kind] ?? SOMEBODY_LOOKS;
    // The names of one place hang together in their order.
    const slot = hash & (SLOTS - 1);
    const before = last.get(slot);
    bytes.writeUInt16LE(number, before === undefined ? LAYOUT.heads + slot * 2 : LAYOUT.entries + before * ENTRY + 10);
    last.set(slot, number);
    text += bytes.write(name, text, 'latin1');
  }
  if (text > LAYOUT.known || LAYOUT.entries + (KEYS.length + 1) * ENTRY > LAYOUT.texts) throw new RangeError('the names have no room');
  return bytes;
}
