import { expect, test } from 'vitest';
import { readBytes } from './byte-reader.ts';

/** Each chunk in memory of its own, as a pipe gives them. */
async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield new TextEncoder().encode(text.slice(at, at + size));
}

test.each([1, 2, 3, 7, 64])('lines and counted bytes, in chunks of %i', async (size) => {
  const reader = readBytes(chunksOf('head 12\nabc\ndef\nghij\n\nlast', size));
  expect(await reader.line()).toBe('head 12');
  expect(Buffer.from(await reader.bytes(12)).toString()).toBe('abc\ndef\nghij');
  expect([await reader.line(), await reader.line(), await reader.line()]).toEqual(['', '', 'last']);
  expect(await reader.line()).toBeUndefined();
});

test('a line is cut where the caller wants it, the stream may end early', async () => {
  const reader = readBytes(chunksOf('a long line\nrest', 4));
  expect(await reader.line(6)).toBe('a long');
  expect(Buffer.from(await reader.bytes(100)).toString()).toBe('rest');
});

test('a chunk that was read gives its memory back at once; a part of a larger buffer is left alone', async () => {
  const own = new TextEncoder().encode('one\n');
  const shared = new TextEncoder().encode('two\nthree\n');
  async function* both(): AsyncGenerator<Uint8Array> {
    yield own;
    yield shared.subarray(0, 4);
    yield shared.subarray(4);
  }
  const reader = readBytes(both());
  expect([await reader.line(), await reader.line(), await reader.line(), await reader.line()]).toEqual(['one', 'two', 'three', undefined]);
  expect([own.byteLength, shared.byteLength]).toEqual([0, 10]);
});
