import { expect, test } from 'vitest';
import { githubToken, openAi, stripeLive } from '../../test/repository/made-up-secrets.ts';
import { pieceScanner } from './scan-pieces.ts';
import { openScanner, type Hit } from './scanner.ts';

const scan = openScanner(0);

function inPieces(bytes: Uint8Array, size: number): readonly Hit[] {
  const pieces = pieceScanner(scan, 'app.log');
  const hits: Hit[] = [];
  for (let at = 0; at < bytes.length; at += size) hits.push(...pieces.next(bytes.subarray(at, at + size), at + size >= bytes.length));
  return hits;
}

test('whatever the size of the pieces, each value is seen once, in its line', () => {
  const filler = 'a line of a log that says nothing\n'.repeat(900);
  const text = `${filler}a ${stripeLive()}\n${filler}b ${openAi()} ${githubToken()}\n${filler}task-${openAi(2)}\n${filler}${githubToken(2)}`;
  const bytes = Buffer.from(text);
  const whole = scan(bytes, 'app.log');
  expect(whole.map(({ format, line }) => [format, line])).toEqual([
    ['stripe-live-key', 901],
    ['openai-key', 1802],
    ['github-token', 1802],
    ['github-token', 3604],
  ]);
  for (const size of [1000, 4096, 20_001, 30_777, bytes.length]) expect(inPieces(bytes, size)).toEqual(whole);
});

test('a reader may use the memory of a piece again', () => {
  const text = Buffer.from(`${'nothing to see\n'.repeat(6000)}a ${stripeLive()}\n${'nothing to see\n'.repeat(6000)}`);
  const border = text.indexOf(stripeLive()) + 10;
  const pieces = pieceScanner(scan, 'app.log');
  const memory = Buffer.alloc(text.length);
  const read = (from: number, to: number): Buffer => memory.subarray(0, text.copy(memory, 0, from, to));
  const first = pieces.next(read(0, border), false);
  const hits = [...first, ...pieces.next(read(border, text.length), true)];
  expect(hits.map(({ format, line }) => [format, line])).toEqual([['stripe-live-key', 6001]]);
});
