/** Told of each place where one of the texts stands: its number and its first byte. */
export type OnText = (text: number, at: number) => void;

/** So many bytes of each text are looked for together; the rest is compared where they stand. */
const ANCHOR = 12;

/**
 * Looks for many texts at once: one pass over what is searched, however many there are (Aho–Corasick over bytes). While nothing has begun, three bytes tell how far
 * ahead the next beginning can be at the earliest (as Wu and Manber do), so that most bytes are never read. Overlapping places are all told.
 * @param texts none of them empty
 */
export function byteSearch(texts: readonly Uint8Array[]): (bytes: Uint8Array, onText: OnText) => void {
  if (texts.length === 0) return () => undefined;
  const anchors = texts.map((text) => text.subarray(0, ANCHOR));
  const { classes, next, found, width } = automaton(anchors);
  const least = anchors.reduce((most, { length }) => Math.min(most, length), ANCHOR);
  const shifts = least < BLOCK ? undefined : shiftTable(anchors, least);
  return (bytes, onText) => {
    let row = 0;
    for (let at = 0; at < bytes.length; at++) {
      if (row === 0 && shifts) {
        const last = bytes.length - least;
        while (at <= last) {
          const shift = shifts[blockAt(bytes, at + least - BLOCK)] ?? 0;
          if (shift === 0) break;
          at += shift;
        }
        if (at > last) return;
      }
      row = next[row + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
      if (row >= 0) continue;
      row = ~row;
      for (const index of found[row / width] ?? []) {
        const text = texts[index] ?? bytes;
        const start = at + 1 - Math.min(ANCHOR, text.length);
        if (stands(bytes, start, text)) onText(index, start);
      }
    }
  };
}

const BLOCK = 3;

function blockAt(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 10) ^ ((bytes[at + 1] ?? 0) << 5) ^ (bytes[at + 2] ?? 0)) & 0xffff;
}

/** Three bytes that end `least` bytes after here → how many places ahead a text can begin at the earliest. */
function shiftTable(anchors: readonly Uint8Array[], least: number): Uint8Array {
  const shifts = new Uint8Array(65_536).fill(least - BLOCK + 1);
  for (const anchor of anchors) {
    for (let at = 0; at <= least - BLOCK; at++) {
      const block = blockAt(anchor, at);
      shifts[block] = Math.min(shifts[block] ?? 0, least - BLOCK - at);
    }
  }
  return shifts;
}

function stands(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  if (start + text.length > bytes.length) return false;
  for (let at = ANCHOR; at < text.length; at++) if (bytes[start + at] !== text[at]) return false;
  return true;
}

interface Automaton {
  /** Byte → column; 0 for bytes that stand in no anchor. */
  readonly classes: Uint16Array;
  readonly width: number;
  /** Rows of the table begin at state × width; a row at whose state something ends is written as its complement. */
  readonly next: Int32Array;
  /** State → numbers of the anchors that end there. */
  readonly found: readonly (readonly number[])[];
}

function automaton(anchors: readonly Uint8Array[]): Automaton {
  const classes = new Uint16Array(256);
  let width = 1;
  for (const anchor of anchors) for (const byte of anchor) if (classes[byte] === 0) classes[byte] = width++;
  const next = new Int32Array((anchors.reduce((sum, { length }) => sum + length, 0) + 1) * width);
  const found: number[][] = [[]];
  for (const [index, anchor] of anchors.entries()) {
    let row = 0;
    for (const byte of anchor) {
      const cell = row + (classes[byte] ?? 0);
      if (next[cell] === 0) next[cell] = (found.push([]) - 1) * width;
      row = next[cell] ?? 0;
    }
    found[row / width]?.push(index);
  }
  complete(next, found, width);
  return { classes, width, next, found };
}

/** Every state learns where to go on when its own text does not: to the longest end of it that begins another one. */
function complete(next: Int32Array, found: number[][], width: number): void {
  const fallback = new Int32Array(found.length);
  const queue: number[] = [];
  for (let column = 1; column < width; column++) if (next[column] !== 0) queue.push(next[column] ?? 0);
  for (const row of queue) {
    const other = fallback[row / width] ?? 0;
    found[row / width]?.push(...(found[other / width] ?? []));
    for (let column = 1; column < width; column++) {
      const child = next[row + column] ?? 0;
      if (child === 0) {
        next[row + column] = next[other + column] ?? 0;
        continue;
      }
      fallback[child / width] = next[other + column] ?? 0;
      queue.push(child);
    }
  }
  for (let cell = 0; cell < next.length; cell++) {
    const row = next[cell] ?? 0;
    if ((found[row / width]?.length ?? 0) > 0) next[cell] = ~row;
  }
}
