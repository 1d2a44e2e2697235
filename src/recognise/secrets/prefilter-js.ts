import { ByteClass } from './byte-class.ts';
import { hashOf, LAYOUT, WordKind, type Candidate } from './prefilter-tables.ts';

/** The prefilter in plain JavaScript, for machines that forbid WebAssembly: slower, and finds exactly what prefilter.wat finds. */
export class JsPrefilter {
  readonly #tables: Uint8Array;
  readonly #view: DataView;
  stopped = 0;

  constructor(tables: Uint8Array) {
    this.#tables = tables;
    this.#view = new DataView(tables.buffer, tables.byteOffset, tables.byteLength);
  }

  /** @param start first byte that may be read, @param end one past the last */
  find(bytes: Uint8Array, from: number, to: number, start: number, end: number): Candidate[] {
    const found: Candidate[] = [];
    const tables = this.#tables;
    for (let p = from; p < to; p += 2) {
      const hash = hashOf(bytes[p] ?? 0, bytes[p + 1] ?? 0, bytes[p + 2] ?? 0);
      if ((((tables[hash >>> 3] ?? 0) >>> (hash & 7)) & 1) === 0) continue;
      for (let entry = this.#view.getUint16(LAYOUT.heads + (hash >>> 3) * 2, true); entry !== 0; ) {
        const e = LAYOUT.entries + entry * 16;
        const candidate = this.#candidate(bytes, p, e, start, end);
        if (candidate) found.push(candidate);
        entry = this.#view.getUint16(e + 8, true);
      }
    }
    this.stopped = from + Math.ceil((to - from) / 2) * 2;
    return found;
  }

  #candidate(bytes: Uint8Array, p: number, e: number, start: number, end: number): Candidate | undefined {
    const at = p - (this.#tables[e + 5] ?? 0);
    const length = this.#tables[e + 4] ?? 0;
    const kind = this.#tables[e + 6] as WordKind;
    const word = this.#view.getUint16(e + 10, true);
    if (at < start || at + length > end || !this.#stands(bytes, at, e, length)) return undefined;
    if (this.#tables[e + 7] === 1 && !this.#begins(bytes, at, start)) return undefined;
    const after = at + length;
    if (kind === WordKind.assigned && !this.#assigned(bytes, after, end)) return undefined;
    if (kind === WordKind.address && !this.#addressed(bytes, after, end)) return undefined;
    if (kind === WordKind.own) return { at, word, from: at, to: after };
    return { at, word, from: lineStart(bytes, at, Math.max(start, at - 160)), to: lineEnd(bytes, after, Math.min(at + 640, end)) };
  }

  #is(byte: number | undefined, bits: number): boolean {
    return ((this.#tables[LAYOUT.classes + (byte ?? 0)] ?? 0) & bits) !== 0;
  }

  #stands(bytes: Uint8Array, at: number, e: number, length: number): boolean {
    const text = this.#view.getUint32(e, true) & 0xffffff;
    for (let i = 0; i < length; i++) if (this.#tables[LAYOUT.small + (bytes[at + i] ?? 0)] !== this.#tables[text + i]) return false;
    return true;
  }

  #begins(bytes: Uint8Array, p: number, start: number): boolean {
    if (p <= start || !this.#is(bytes[p - 1], ByteClass.word)) return true;
    if (p - 1 <= start) return false;
    const c = bytes[p - 1];
    return bytes[p - 2] === 92 && (c === 110 || c === 114 || c === 116);
  }

  #skip(bytes: Uint8Array, p: number, to: number, bits: number): number {
    while (p < to && this.#is(bytes[p], bits)) p++;
    return p;
  }

  #assigned(bytes: Uint8Array, after: number, end: number): boolean {
    let p = this.#skip(bytes, after, Math.min(after + 48, end), ByteClass.name);
    p = this.#skip(bytes, p, Math.min(p + 12, end), ByteClass.afterName);
    if (p + 1 >= end) return false;
    const sign = bytes[p];
    // A call or the next argument gives a value only when it is quoted; so does the next line.
    let needsQuote = sign === 40 || sign === 44;
    if (!needsQuote && sign !== 61 && sign !== 58 && sign !== 62) return false;
    p++;
    let quoted = false;
    for (const to = Math.min(p + 40, end); p < to && this.#is(bytes[p], ByteClass.beforeValue); p++) {
      if (bytes[p] === 10) needsQuote = true;
      if (this.#is(bytes[p], ByteClass.quote)) quoted = true;
    }
    if (needsQuote && !quoted) return false;
    if (!quoted && isExpression(bytes, p, end)) return false;
    return p + 5 <= end && this.#skip(bytes, p, p + 5, ByteClass.value) === p + 5;
  }

  #addressed(bytes: Uint8Array, after: number, end: number): boolean {
    let colon = false;
    for (let p = after; p < Math.min(after + 300, end); p++) {
      const c = bytes[p];
      if (this.#is(c, ByteClass.endsAddress)) return false;
      if (c === 64 && colon) return true;
      if (c === 58) colon = true;
    }
    return false;
  }

  known(): boolean {
    return false;
  }
  remember(): void {
    // Nothing is kept: every window is looked at again, which finds the same.
  }
}

/** Whether what stands there without quotes is a name, followed by what follows names in code. */
function isExpression(bytes: Uint8Array, from: number, end: number): boolean {
  for (let p = from; p < Math.min(from + 64, end); p++) {
    const c = bytes[p] ?? 0;
    const small = c | 0x20;
    if ((small >= 97 && small <= 122) || c === 46 || c === 95 || c === 36) continue;
    return c === 40 || c === 41 || c === 44 || c === 59 || c === 91 || c === 63 || c === 124 || c === 125;
  }
  return false;
}

function lineStart(bytes: Uint8Array, p: number, least: number): number {
  while (p > least && bytes[p - 1] !== 10) p--;
  return p;
}

/** End of the line; of the next one too when this one ends with what begins a value. */
function lineEnd(bytes: Uint8Array, p: number, most: number): number {
  let last = 0;
  for (; p < most; p++) {
    const c = bytes[p] ?? 0;
    if (c === 10) {
      if (last !== 61 && last !== 58 && last !== 40 && last !== 44) break;
      last = 0;
    } else if (c > 32) last = c;
  }
  return p;
}
