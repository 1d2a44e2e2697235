import { WORD } from './numbers.ts';

/* Where in a log it is worth looking. Most bytes of a log begin and end nothing; whether one does follows from itself and the byte before. */

/** By the byte before and the byte itself, 1: here something may begin. */
const BEGINS = new Uint8Array(65_536);
for (let before = 0; before < 256; before++) {
  const isCapital = before >= 65 && before <= 90;
  // Inside a name, an id or a hash nothing begins; only after capitals it may be the beginning of a number of a bank or a state.
  if (WORD[before] === 0 || isCapital) for (let digit = 48; digit <= 57; digit++) BEGINS[before * 256 + digit] = 1;
  // 04:41:04, and "::".
  const isTime = (before >= 48 && before <= 58) || before === 32;
  for (const character of '\n@%') BEGINS[before * 256 + character.charCodeAt(0)] = 1;
  if (!isTime) for (const character of ':=') BEGINS[before * 256 + character.charCodeAt(0)] = 1;
  if (WORD[before] === 0 && !'+/='.includes(String.fromCharCode(before))) BEGINS[before * 256 + 43] = 1;
}
// `eyJ`, as tokens begin.
BEGINS[0x79 * 256 + 0x4a] = 1;

let places = new Uint32Array(1 << 18);

/**
 * The places in a block of lines at which a line ends, or a number, a mail address, a value or a token may stand; valid until the next call.
 * Without a branch in the loop: what a log is made of cannot be guessed.
 */
export function anchorsIn(bytes: Uint8Array): Uint32Array {
  const { length } = bytes;
  if (places.length <= length) places = new Uint32Array(length + 1);
  const out = places;
  let count = 0;
  // Nothing before the block is like a space.
  let before = 32;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] as number;
    out[count] = at;
    count += BEGINS[(before << 8) | byte] as number;
    before = byte;
  }
  return out.subarray(0, count);
}
