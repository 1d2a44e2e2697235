import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { systemClock } from '../adapters/io/local-io.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { readLog } from './log-stream.ts';

const io = { clock: systemClock } as Io;
const live = new AbortController().signal;
const limits = { mostBytes: 1_000_000, mostMs: 20_000 };
async function* chunks(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield part;
}
const log = (parts: AsyncIterable<Uint8Array>, ended = Promise.resolve()) => ({ chunks: parts, skipped: 0, ended });
async function textOf(open: ReturnType<typeof log>, most = limits): Promise<[string, string]> {
  let text = '';
  const end = await readLog(io, open, most, (chunk) => void (text += Buffer.from(chunk).toString()), live);
  return [text, end];
}

test('reads to the end, plain and packed, in whatever pieces', async () => {
  expect(await textOf(log(chunks(Buffer.from('one\n'), Buffer.from('two\n'))))).toEqual(['one\ntwo\n', 'end']);
  const packed = gzipSync('one\ntwo\n');
  expect(await textOf(log(chunks(packed.subarray(0, 12), packed.subarray(12))))).toEqual(['one\ntwo\n', 'end']);
  expect(await textOf(log(chunks()))).toEqual(['', 'end']);
});

test('a stream that never ends is left at the limit of bytes, also when it unpacks to very much', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.from('line\n');
  }
  expect((await textOf(log(endless()), { ...limits, mostBytes: 1002 }))[1]).toBe('bytes');
  const [text, end] = await textOf(log(chunks(gzipSync(Buffer.alloc(50_000_000, 'x')))), { ...limits, mostBytes: 5000 });
  expect([text.length, end]).toEqual([5000, 'bytes']);
});

test('a stream that falls silent is left when its time is up', async () => {
  const silent: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined), return: () => Promise.resolve({ done: true, value: undefined }) }),
  };
  expect(await textOf(log(silent), { ...limits, mostMs: 20 })).toEqual(['', 'time']);
});

test('what is damaged, and what the program says', async () => {
  expect((await textOf(log(chunks(gzipSync('x'.repeat(200_000) + Math.random()).subarray(0, 200)))))[1]).toBe('damaged');
  await expect(textOf(log(chunks(), Promise.reject(new CouldNotLook('refused', 'docker ended with code 1'))))).rejects.toThrow('docker ended with code 1');
});

test('UTF-16 is read as what it says, with and without its mark, cut anywhere', async () => {
  const text = 'session=abc\u00e9\nzwei\n';
  const le = Buffer.from(text, 'utf16le');
  const be = Buffer.from(le).swap16();
  expect(await textOf(log(chunks(Buffer.from([0xff, 0xfe]), le)))).toEqual([text, 'end']);
  expect(await textOf(log(chunks(Buffer.concat([Buffer.from([0xfe, 0xff]), be]))))).toEqual([text, 'end']);
  expect(await textOf(log(chunks(le.subarray(0, 13), le.subarray(13))))).toEqual([text, 'end']);
  expect(await textOf(log(chunks(be)))).toEqual([text, 'end']);
  expect(await textOf(log(chunks(gzipSync(le))))).toEqual([text, 'end']);
});

test('what is no text is told, and no log', async () => {
  const bytes = Uint8Array.from({ length: 9000 }, (_, at) => (at * 7919 + (at >> 3)) % 256);
  await expect(textOf(log(chunks(bytes)))).rejects.toThrow('it is no text');
  expect(await textOf(log(chunks(Buffer.from('\u001b[32mgreen\u001b[0m\n'))))).toEqual(['\u001b[32mgreen\u001b[0m\n', 'end']);
});
