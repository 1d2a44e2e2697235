import { expect, test } from 'vitest';
import { declared, hostSubject } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { ChatRun } from '../../evidence/edge/chat-stream.ts';
import { quote } from '../../model/text.ts';
import { chatStreamCheck } from './chat-stream.ts';

const url = 'https://app.acme.test/api/chat';
const run: ChatRun = {
  coding: 'identity',
  status: 200,
  contentType: quote('text/event-stream'),
  contentEncoding: null,
  cacheControl: null,
  accelBuffering: null,
  form: 'events',
  pieces: 12,
  bytes: 900,
  wireBytes: 900,
  characters: 300,
  firstBytesMs: 200,
  firstTextMs: 300,
  lastBytesMs: 3000,
  bursts: 12,
  largestGapMs: 400,
  heartbeats: 0,
  failed: false,
  cut: null,
};
const intent = {
  hosts: [declared('app.acme.test')],
  owned: ['acme.test'],
  active: true,
  endpoints: [{ url, is: 'chat', method: 'POST', headers: {} }],
} as const;
const judge = (changes: Partial<ChatRun>) =>
  judgeOne(chatStreamCheck, { seen: { chats: [{ url: quote(url), runs: [{ ...run, ...changes }] }] } }, { intent, subject: hostSubject('app.acme.test') });

test('an answer that comes piece by piece is fine', () => {
  expect(judge({})).toMatchObject({ problems: [], unknown: [] });
});

test('a long silence within the answer is told', () => {
  expect(judge({ largestGapMs: 40_000, lastBytesMs: 44_000 }).problems).toEqual(['silent']);
});
