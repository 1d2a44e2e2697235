import { expect, it } from 'vitest';
import { quote } from '../../model/text.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { receivedPlacementCheck } from './received-placement.ts';

const mail = (seed: string | undefined, placement: string | null) => ({
  flow: seed === undefined ? 'thanks' : `thanks@${seed}`,
  ...(seed !== undefined && { seed }),
  arrival: placement === null ? null : { placement, folder: placement === 'not-known' ? null : quote(placement) },
});

it.each([
  ['nothing came', [mail('gmail', null)], [], 1],
  ['only a test server', [mail(undefined, 'not-known')], [], 1],
  ['one mailbox', [mail(undefined, 'inbox')], ['one-mailbox'], 0],
  ['one mailbox, and spam, which has a finding of its own', [mail(undefined, 'spam')], [], 0],
  ['two of three in the inbox', [mail('gmail', 'inbox'), mail('outlook', 'spam'), mail('yahoo', 'inbox')], ['part-in-spam'], 0],
  ['all in the inbox', [mail('gmail', 'inbox'), mail('outlook', 'inbox')], [], 0],
] as const)('email/received-placement: %s', (_, messages, problems, unknown) => {
  const judged = judgeOne(receivedPlacementCheck, { received: { messages } });
  expect([judged.problems, judged.unknown.length]).toEqual([problems, unknown]);
});

it('email/received-placement: says where', () => {
  const messages = [mail('gmail', 'inbox'), mail('outlook', 'spam')];
  expect(judgeOne(receivedPlacementCheck, { received: { messages } }).fails[0]?.says).toBe(
    'Of 2 mails of the app that were looked for in real mailboxes, 1 landed in spam: thanks@outlook',
  );
  expect(judgeOne(receivedPlacementCheck, { received: { messages: [mail('gmail', 'inbox'), mail('yahoo', 'inbox')] } }).passes).toEqual([
    'in the inbox at gmail, yahoo',
  ]);
});
