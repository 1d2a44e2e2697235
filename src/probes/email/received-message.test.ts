import { expect, test } from 'vitest';
import { inMemoryDns, soa } from '../../../test/support/in-memory-dns.ts';
import { PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import type { KeptFlow } from '../../evidence/email/kept-received-messages.ts';
import { arrivalOf, withFlow } from '../../verbs/mail/keep-message.ts';
import { receivedMessageProbe } from './received-message.ts';

/* The clock of the fake network stands at the beginning of 2026-11-25. */
const AT = Date.parse('2026-11-24T12:00:00Z');
const RAW = Buffer.from('From: a@acme.test\r\nTo: b@inbox.example\r\n\r\nHi\r\n');
const arrival = arrivalOf(
  { raw: RAW, at: AT + 400, via: 'smtp', placement: 'not-known', session: { ip: '198.51.100.7', helo: 'x', mailFrom: 'b@send.acme.test' } },
  AT,
);
const flow = (changes: Partial<KeptFlow> = {}): KeptFlow => ({
  flow: 'password-reset',
  purpose: 'reset',
  environment: 'production',
  askedAt: new Date(AT).toISOString(),
  asked: 'request',
  withinMs: 1000,
  arrival,
  ...changes,
});

/** Runs the probe over a kept document; DNS proves that nothing is there, or fails. */
async function gather(kept: unknown, { servfail = false, sendsMail = true } = {}) {
  const dns = inMemoryDns(({ name }) =>
    servfail ? { rcode: 2 } : { rcode: 3, ra: true, authorities: [soa(name.endsWith('acme.test') ? 'acme.test' : 'test')] },
  );
  const io = { ...dns, kept: () => Promise.resolve(kept) };
  const subject = { kind: 'project', name: 'project' } as const;
  return receivedMessageProbe.gather({ subject, given: {}, intent: { ...PLAIN_INTENT, sendsMail }, io, signal: new AbortController().signal });
}

test.each([
  ['nothing was received yet', undefined, /no mail of the app was received yet: run launch-ready mail/],
  ['only in another environment', withFlow(undefined, flow({ environment: 'staging' })), /no mail of the app was received yet/],
  ['too long ago', withFlow(undefined, flow({ askedAt: '2026-10-01T00:00:00.000Z' })), /more than 30 days ago/],
  ['a damaged document', { schema: 'launch-ready/received-messages@1', flows: [{ flow: 1 }] }, /cannot be used: .*receive them again/],
])('could not look: %s', async (_, kept, says) => {
  await expect(gather(kept)).rejects.toThrow(says);
});

test('what DNS does not say is no absence', async () => {
  const { value } = await gather(withFlow(undefined, flow()), { servfail: true });
  expect(value).toMatchObject({ messages: [{ arrival: { spf: { result: 'temperror' }, dmarc: { result: 'temperror' } } }] });
});

test('what DNS proves absent, and a project without mail', async () => {
  const { value } = await gather(withFlow(undefined, flow()));
  expect(value).toMatchObject({ messages: [{ arrival: { spf: { result: 'none', record: null }, dmarc: { result: 'none' }, signatures: [] } }] });
  expect((await gather(undefined, { sendsMail: false })).value).toEqual({ messages: [] });
});

test('the newest result of a flow takes the place of the older one, per environment', () => {
  const kept = [flow(), flow({ environment: 'staging' }), flow({ arrival: null })].reduce<unknown>(withFlow, { schema: 'of somebody else' });
  expect(kept).toMatchObject({ flows: [{ environment: 'staging' }, { environment: 'production', arrival: null }] });
  // That a person did not ask proves nothing against the mail of before.
  expect(withFlow(withFlow(undefined, flow()), flow({ asked: 'person', arrival: null }))).toEqual(withFlow(undefined, flow()));
});
