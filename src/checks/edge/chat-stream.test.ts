import { expect, test } from 'vitest';
import { declared, hostSubject } from '../../../test/support/domain-facts.ts';
import { chatRun } from '../../../test/support/chat-run.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { ChatRun } from '../../evidence/edge/chat-stream.ts';
import { quote } from '../../model/text.ts';
import { chatStreamCheck } from './chat-stream.ts';

const url = 'https://app.acme.test/api/chat';
const intent = {
  hosts: [declared('app.acme.test')],
  owned: ['acme.test'],
  active: true,
  endpoints: [{ url, is: 'chat', method: 'POST', headers: {} }],
} as const;
const judge = (changes: Partial<ChatRun>) =>
  judgeOne(chatStreamCheck, { seen: { chats: [{ url: quote(url), runs: [{ ...chatRun, ...changes }] }] } }, { intent, subject: hostSubject('app.acme.test') });

test('an answer that comes piece by piece is fine', () => {
  expect(judge({})).toMatchObject({ problems: [], unknown: [] });
});

test('a long silence within the answer is told', () => {
  expect(judge({ largestGapMs: 40_000, lastBytesMs: 44_000 }).problems).toEqual(['silent']);
});
