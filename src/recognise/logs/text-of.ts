import { Buffer } from 'node:buffer';

/** A part of a log, one character for each byte. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  const buffer = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString('latin1', Math.max(0, from), Math.min(bytes.length, to));
}
