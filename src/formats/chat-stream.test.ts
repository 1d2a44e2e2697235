import { expect, test } from 'vitest';
import { readChatAnswer } from './chat-stream.ts';

const texts = (body: string, type = ''): readonly [string, string[]] => {
  const { form, pieces } = readChatAnswer(body, type);
  return [form, pieces.map(({ text }) => text)];
};

test.each([
  ['event: token\ndata: {"text":"Hi"}\n\nevent: done\ndata: {"characters":2}\n\n', 'text/event-stream', ['events', ['Hi', '']]],
  [
    'data: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\ndata: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n',
    '',
    ['events', ['', 'Hi', '']],
  ],
  ['data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}\r\n\r\n', '', ['events', ['Hi']]],
  ['data: {"type":"text-delta","id":"1","delta":"Hi"}\n\n', '', ['events', ['Hi']]],
  ['data: plain words\n\ndata: cut of', '', ['events', ['plain words', 'cut of']]],
  ['{"response":"a"}\n{"response":"b"}\n', 'application/x-ndjson', ['lines', ['a', 'b']]],
  ['0:"a"\n0:"b"\nd:{"finishReason":"stop"}\n', 'text/plain', ['lines', ['a', 'b', '']]],
  ['{"answer":"all at once"}', 'application/json', ['document', ['all at once']]],
  ['Just text.\nSecond line.', 'text/plain', ['text', ['Just text.\nSecond line.']]],
  ['<!doctype html><title>x</title>', 'text/html', ['page', ['<!doctype html><title>x</title>']]],
  ['', 'text/event-stream', ['empty', []]],
] as const)('%j as %s', (body, type, expected) => {
  expect(texts(body, type)).toEqual(expected);
});

test('comments are heartbeats; errors are told', () => {
  const read = readChatAnswer(': ping\n\n: ping\n\ndata: {"error":{"message":"quota"}}\n\n', 'text/event-stream');
  expect(read).toMatchObject({ heartbeats: 2, failed: true });
  expect(readChatAnswer('event: failed\ndata: {}\n\n', '').failed).toBe(true);
});

test('each piece knows where it ends', () => {
  const body = 'data: a\n\ndata: b\n\n';
  expect(readChatAnswer(body, '').pieces.map(({ end }) => end)).toEqual([9, 18]);
});
