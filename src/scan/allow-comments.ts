import { Buffer } from 'node:buffer';
import { hitId } from './hit-id.ts';
import type { Hit } from './scanner.ts';

/** A comment in a file that takes one value as accepted: `launch-ready:allow` and the first characters of its fingerprint. */
export interface Allow {
  /** From 1. It counts for this line and the next one. */
  readonly line: number;
  readonly ids: readonly string[];
}

const WORD = 'launch-ready:allow';
const MOST = 500;

/** The allow comments of a text. One without a fingerprint has no ids: it allows nothing, and is reported as unused. */
export function allowsIn(bytes: Uint8Array): readonly Allow[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const allows: Allow[] = [];
  let line = 1;
  let counted = 0;
  for (let at = buffer.indexOf(WORD); at >= 0 && allows.length < MOST; at = buffer.indexOf(WORD, at + WORD.length)) {
    for (let end = buffer.indexOf(10, counted); end >= 0 && end < at; end = buffer.indexOf(10, counted)) {
      line++;
      counted = end + 1;
    }
    const rest = buffer.toString('latin1', at + WORD.length, at + WORD.length + 200);
    const ids = /^(?:[ \t,]+[0-9a-z]{12,24}\b)*/.exec(rest)?.[0].match(/[0-9a-z]+/g) ?? [];
    allows.push({ line, ids });
  }
  return allows;
}

/** The comment that accepts this value where it stands, on its line or the line before. What lies inside an archive or a cell has no line of the file. */
export function allowFor(allows: readonly Allow[], hit: { readonly line: number; readonly inside?: string | undefined }, id: string): Allow | undefined {
  if (hit.inside !== undefined) return undefined;
  return allows.find(({ line, ids }) => (line === hit.line || line === hit.line - 1) && ids.some((one) => one.startsWith(id)));
}

/** Lines of a file on which comments accept every value. */
export function acceptedLines(hits: readonly Hit[], allows: readonly Allow[], path: string): ReadonlySet<number> {
  const real = hits.filter((hit) => hit.class !== 'placeholder' && hit.class !== 'public');
  const open = new Set(real.filter((hit) => !allowFor(allows, hit, hitId(hit, path))).map(({ line }) => line));
  return new Set(real.map(({ line }) => line).filter((line) => !open.has(line)));
}
