import { Buffer } from 'node:buffer';
import type { Needle } from './canaries.ts';

export interface NeedleHit {
  readonly needle: Needle;
  /** From 1, where it was first seen. */
  readonly line: number;
  readonly times: number;
}
export interface NeedleSearch {
  /** Whole lines; `firstLine` is the number of the first. */
  look(block: Uint8Array, firstLine: number): void;
  /** In the order of the needles. */
  hits(): NeedleHit[];
}

/** Looks for exact texts. Each is tried only where its first two bytes stand. */
export function needleSearch(needles: readonly Needle[]): NeedleSearch {
  const found = new Map<Needle, { line: number; times: number }>();
  const slots = new Uint8Array(65_536);
  const buckets: { readonly needle: Needle; readonly bytes: Buffer }[][] = [[]];
  for (const needle of needles) {
    const bytes = Buffer.from(needle.text);
    const pair = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
    if (slots[pair] === 0) slots[pair] = buckets.push([]) - 1;
    buckets[slots[pair] ?? 0]?.push({ needle, bytes });
  }
  return {
    look(block, firstLine) {
      const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
      let line = firstLine;
      let counted = 0;
      for (let at = 0, last = block.length - 2; at < last; at++) {
        const slot = slots[(block[at] as number) | ((block[at + 1] as number) << 8)] as number;
        if (slot === 0) continue;
        for (const { needle, bytes } of buckets[slot] ?? []) {
          if (buffer.compare(bytes, 0, bytes.length, at, Math.min(block.length, at + bytes.length)) !== 0) continue;
          for (; counted < at; counted++) if (block[counted] === 10) line++;
          const known = found.get(needle);
          if (known) known.times++;
          else found.set(needle, { line, times: 1 });
        }
      }
    },
    hits: () => needles.flatMap((needle) => (found.has(needle) ? [{ needle, line: 0, times: 0, ...found.get(needle) }] : [])),
  };
}
