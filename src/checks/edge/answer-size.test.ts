import { expect, test } from 'vitest';
import { hostSubject } from '../../../test/support/domain-facts.ts';
import { chatRun } from '../../../test/support/chat-run.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { ChatRun } from '../../evidence/edge/chat-stream.ts';
import { quote } from '../../model/text.ts';
import { answerSize } from './answer-size.ts';

const judge = (...runs: Partial<ChatRun>[]) =>
  judgeOne(
    answerSize,
    { seen: { chats: runs.length === 0 ? [] : [{ url: quote('https://app.acme.test/api/chat'), runs: runs.map((one) => ({ ...chatRun, ...one })) }] } },
    { subject: hostSubject('app.acme.test') },
  );

test.each<[string, Partial<ChatRun>[], object]>([
  ['frames around words', [{}], { problems: [], unknown: [] }],
  ['small, whatever it is made of', [{ bytes: 49_000, characters: 3 }], { problems: [], unknown: [] }],
  ['a long text', [{ bytes: 90_000, characters: 20_000 }], { problems: [], unknown: [] }],
  ['a history with each word', [{}, { bytes: 90_000, characters: 300 }], { problems: ['mostly-ballast'] }],
  ['cut off: nothing can be said', [{ bytes: 90_000, characters: 3, cut: 'time' }], { problems: [], unknown: ['no answer came whole'] }],
])('%s', (_, runs, expected) => expect(judge(...runs)).toMatchObject(expected));
