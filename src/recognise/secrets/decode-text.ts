import { Buffer } from 'node:buffer';

/** Bytes to look through, and how their offsets become those of the file: `at * width + offset`. */
export interface DecodedText {
  readonly bytes: Uint8Array;
  readonly kind: 'text' | 'utf16' | 'binary';
  readonly width: 1 | 2;
  readonly offset: number;
}

const SAMPLE = 4096;

/** Tells text from programs and databases, and brings UTF-16 (with and without its mark) to one byte a character. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const mark = bytes.length >= 2 ? (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) : 0;
  if (mark === 0xfeff || mark === 0xfffe) return utf16(bytes, 2, mark === 0xfeff);
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  for (let at = sample.indexOf(0); at >= 0; at = sample.indexOf(0, at + 1)) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return { bytes, kind: 'text', width: 1, offset: 0 };
  // Of ASCII in UTF-16 every second byte is zero.
  const half = sample.length / 2;
  if (odd > half * 0.7 && even < half * 0.05) return utf16(bytes, 0, true);
  if (even > half * 0.7 && odd < half * 0.05) return utf16(bytes, 0, false);
  return { bytes, kind: 'binary', width: 1, offset: 0 };
}

function utf16(given: Uint8Array, offset: number, little: boolean): DecodedText {
  const length = (given.length - offset) >>> 1;
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) {
    const low = given[offset + at * 2 + (little ? 0 : 1)] ?? 0;
    const high = given[offset + at * 2 + (little ? 1 : 0)] ?? 0;
    // What is beyond Latin-1 is in no key.
    bytes[at] = high === 0 ? low : 0x3f;
  }
  return { bytes, kind: 'utf16', width: 2, offset };
}
