import { expect, test } from 'vitest';
import { hostSubject } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { ChatRun } from '../../evidence/edge/chat-stream.ts';
import { quote } from '../../model/text.ts';
import { answerSize } from './answer-size.ts';

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
const judge = (...runs: Partial<ChatRun>[]) =>
  judgeOne(
    answerSize,
    { seen: { chats: runs.length === 0 ? [] : [{ url: quote('https://app.acme.test/api/chat'), runs: runs.map((one) => ({ ...run, ...one })) }] } },
    { subject: hostSubject('app.acme.test') },
  );

test.each<[string, Partial<ChatRun>[], object]>([
  ['frames around words', [{}], { problems: [], unknown: [] }],
  ['small, whatever it is made of', [{ bytes: 49_000, characters: 3 }], { problems: [], unknown: [] }],
  ['a long text', [{ bytes: 90_000, characters: 20_000 }], { problems: [], unknown: [] }],
  ['a history with each word', [{}, { bytes: 90_000, characters: 300 }], { problems: ['mostly-ballast'] }],
  ['cut off: nothing can be said', [{ bytes: 90_000, characters: 3, cut: 'time' }], { problems: [], unknown: ['no answer came whole'] }],
])('%s', (_, runs, expected) => expect(judge(...runs)).toMatchObject(expected));
