/** Distinguished Encoding Rules (X.690): a writer, and a reader that never reads past what it was given. */

const UNIVERSAL = { boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31 } as const;
const TIME = { utc: 0x17, generalized: 0x18 } as const;
const STRING = { printable: 0x13, ia5: 0x16 } as const;

function tlv(tag: number, content: Uint8Array): Uint8Array {
  const length = content.length < 0x80 ? [content.length] : longLength(content.length);
  const out = new Uint8Array(1 + length.length + content.length);
  out[0] = tag;
  out.set(length, 1);
  out.set(content, 1 + length.length);
  return out;
}

function longLength(length: number): number[] {
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Content bytes of an object identifier in dotted form, e.g. `2.5.29.17`. */
function oidBytes(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) septets.unshift(0x80 | (left % 128));
    return septets;
  });
  return Uint8Array.from(bytes);
}

/** An instant as X.509 wants it: UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5); to the second. */
function time(epochMs: number): Uint8Array {
  const digits = new Date(epochMs).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return Number(digits.slice(0, 4)) < 2050 ? tlv(TIME.utc, text(`${digits.slice(2)}Z`)) : tlv(TIME.generalized, text(`${digits}Z`));
}

/** Each function returns a whole element: tag, length, content. */
export const der = {
  sequence: (...parts: readonly Uint8Array[]): Uint8Array => tlv(UNIVERSAL.sequence, join(parts)),
  set: (...parts: readonly Uint8Array[]): Uint8Array => tlv(UNIVERSAL.set, join(parts)),
  /** A non-negative integer, from its big-endian bytes or a small number. */
  integer(value: number | Uint8Array): Uint8Array {
    const bytes = typeof value === 'number' ? Uint8Array.from(value === 0 ? [0] : longLength(value).slice(1)) : value;
    const start = bytes.findIndex((byte) => byte !== 0);
    const least = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
    return tlv(UNIVERSAL.integer, (least[0] ?? 0) >= 0x80 ? join([Uint8Array.of(0), least]) : least);
  },
  boolean: (value: boolean): Uint8Array => tlv(UNIVERSAL.boolean, Uint8Array.of(value ? 0xff : 0)),
  null: (): Uint8Array => tlv(UNIVERSAL.null, new Uint8Array()),
  oid: (dotted: string): Uint8Array => tlv(UNIVERSAL.oid, oidBytes(dotted)),
  utf8: (value: string): Uint8Array => tlv(UNIVERSAL.utf8, text(value)),
  printable: (value: string): Uint8Array => tlv(STRING.printable, text(value)),
  ia5: (value: string): Uint8Array => tlv(STRING.ia5, text(value)),
  octetString: (content: Uint8Array): Uint8Array => tlv(UNIVERSAL.octetString, content),
  /** @param unusedBits bits of the last byte that do not count */
  bitString: (content: Uint8Array, unusedBits = 0): Uint8Array => tlv(UNIVERSAL.bitString, join([Uint8Array.of(unusedBits), content])),
  time,
  /** `[n]` around a whole element. */
  explicit: (n: number, ...parts: readonly Uint8Array[]): Uint8Array => tlv(0xa0 | n, join(parts)),
  /** `[n]` in place of a primitive element's own tag. */
  implicit: (n: number, content: Uint8Array): Uint8Array => tlv(0x80 | n, content),
};

export interface DerElement {
  /** The first byte: class, constructed bit and number. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content as they stand: what a signature covers. */
  readonly whole: Uint8Array;
}

/**
 * Reads the elements that stand one after another in `bytes`.
 * @throws RangeError on a truncated or indefinite length, a length above 2^31, or a tag number above 30
 */
export function readDer(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = byteAt(bytes, at);
    if ((tag & 0x1f) === 0x1f) throw new RangeError('DER: tag numbers above 30 are not used here');
    const first = byteAt(bytes, at + 1);
    let start = at + 2;
    let length = first;
    if (first >= 0x80) {
      const count = first & 0x7f;
      if (count === 0 || count > 4) throw new RangeError('DER: indefinite or absurd length');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + byteAt(bytes, start++);
    }
    const end = start + length;
    if (end > bytes.length) throw new RangeError('DER: truncated');
    elements.push({ tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return elements;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('DER: truncated');
  return byte;
}

/** Dotted form of an object identifier's content bytes. */
export function oidText(content: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}
