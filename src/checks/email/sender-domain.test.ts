import { expect, it } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { senderDomainCheck } from './sender-domain.ts';

const from = (domain: string, declared = true) => ({ senders: [{ domain, selectors: [], declared }] });

it('email/sender-domain: a domain of their own, a free mailbox, nobody said, no mail', () => {
  expect(judgeOne(senderDomainCheck, {}, { intent: from('acme.test') })).toMatchObject({ problems: [], unknown: [] });
  expect(judgeOne(senderDomainCheck, {}, { intent: from('gmail.com') }).problems).toEqual(['free-mailbox']);
  expect(judgeOne(senderDomainCheck, {}, { intent: from('acme.test', false) }).unknown).toHaveLength(1);
  expect(judgeOne(senderDomainCheck, {}, { intent: { sendsMail: false } }).notApplicable).toHaveLength(1);
});
