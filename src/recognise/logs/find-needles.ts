import { Buffer } from 'node:buffer';
import { byteSearch } from '../byte-search.ts';
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

/** Looks for exact texts, for all of them at once. */
export function needleSearch(needles: readonly Needle[]): NeedleSearch {
  const found = new Map<number, { line: number; times: number }>();
  const search = byteSearch(needles.map(({ text }) => Buffer.from(text)));
  return {
    look(block, firstLine) {
      search(block, (index, at) => {
        const known = found.get(index);
        if (known) known.times++;
        else found.set(index, { line: firstLine + linesBefore(block, at), times: 1 });
      });
    },
    hits: () => needles.flatMap((needle, index) => (found.has(index) ? [{ needle, line: 0, times: 0, ...found.get(index) }] : [])),
  };
}

function linesBefore(block: Uint8Array, at: number): number {
  let lines = 0;
  for (let next = block.indexOf(10); next >= 0 && next < at; next = block.indexOf(10, next + 1)) lines++;
  return lines;
}
