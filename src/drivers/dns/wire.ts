import { Buffer } from 'node:buffer';

/** A DNS message taken apart (RFC 1035 §4.1), record data still as bytes. Everything in it was checked to lie inside the message. */
export interface WireMessage {
  readonly id: number;
  /** The two bytes of flags, RFC 1035 §4.1.1. */
  readonly flags: number;
  readonly questions: readonly { readonly name: string; readonly type: number; readonly class: number }[];
  readonly answers: readonly WireRecord[];
  readonly authority: readonly WireRecord[];
  readonly additional: readonly WireRecord[];
}
export interface WireRecord {
  /** As sent, without the final dot; the root is `.`. Bytes that are not printable, and dots and backslashes inside a label, are written `\DDD`. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly start: number;
  readonly end: number;
}

const HEADER_BYTES = 12;
const MOST_NAME_BYTES = 255;
/** A name, a type, a class, a TTL and a length: no record is shorter, so that a lying count cannot make us loop for long. */
const LEAST_RECORD_BYTES = 11;

/**
 * Takes a message apart.
 * @throws RangeError when it is not one: cut off, counts that lie, names that loop, point forwards or are too long, data that ends outside
 */
export function readMessage(bytes: Uint8Array): WireMessage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER_BYTES) throw new RangeError('shorter than a header');
  const [questionCount = 0, ...counts] = [4, 6, 8, 10].map((at) => buffer.readUInt16BE(at));
  if (counts.reduce((sum, count) => sum + count, 0) * LEAST_RECORD_BYTES > buffer.length) throw new RangeError('announces more records than can be in it');
  let at = HEADER_BYTES;
  const questions = Array.from({ length: questionCount }, () => {
    const { name, next } = readName(buffer, at);
    at = next + 4;
    return { name, type: buffer.readUInt16BE(next), class: buffer.readUInt16BE(next + 2) };
  });
  const section = (count: number): WireRecord[] =>
    Array.from({ length: count }, () => {
      const record = readRecord(buffer, at);
      at = record.end;
      return record;
    });
  const [answers = [], authority = [], additional = []] = counts.map(section);
  return { id: buffer.readUInt16BE(0), flags: buffer.readUInt16BE(2), questions, answers, authority, additional };
}

function readRecord(buffer: Buffer, at: number): WireRecord {
  const { name, next } = readName(buffer, at);
  const length = buffer.readUInt16BE(next + 8);
  const start = next + 10;
  if (start + length > buffer.length) throw new RangeError('record data ends outside of the message');
  return { name, type: buffer.readUInt16BE(next), class: buffer.readUInt16BE(next + 2), ttl: buffer.readUInt32BE(next + 4), start, end: start + length };
}

/**
 * Reads a name that may be compressed (RFC 1035 §4.1.4). A pointer must lead to an earlier place than the one before, so that there is no loop.
 * @returns the name and the offset after it
 * @throws RangeError
 */
export function readName(buffer: Buffer, offset: number): { readonly name: string; readonly next: number } {
  const labels: string[] = [];
  let at = offset;
  let before = offset;
  let next: number | undefined;
  let total = 1;
  for (;;) {
    const length = buffer.readUInt8(at);
    if (length === 0) return { name: labels.length === 0 ? '.' : labels.join('.'), next: next ?? at + 1 };
    if (length >= 0xc0) {
      const target = buffer.readUInt16BE(at) & 0x3fff;
      if (target >= before) throw new RangeError('a name that points forwards or in a circle');
      next ??= at + 2;
      at = target;
      before = target;
      continue;
    }
    if (length > 63) throw new RangeError('a label of a kind that does not exist');
    total += length + 1;
    if (total > MOST_NAME_BYTES || at + 1 + length > buffer.length) throw new RangeError('a name that is too long');
    labels.push(labelText(buffer.subarray(at + 1, at + 1 + length)));
    at += length + 1;
  }
}

function labelText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c;
    text += plain ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}

/** A name as labels with their lengths, not compressed. Names come from us or from `readName`. */
export function writeName(name: string): Buffer {
  if (name === '.' || name === '') return Buffer.from([0]);
  const labels = name.split('.').map((label) =>
    Buffer.from(
      label.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code) & 0xff)),
      'latin1',
    ),
  );
  return Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])]);
}
