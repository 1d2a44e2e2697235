import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { nodeIo } from '../adapters/io/node-io.ts';
import type { MailReceiving } from '../model/intent.ts';
import { caughtMail } from './mail-catcher.ts';

const RAW = 'From: a@acme.example\r\nTo: ann@inbox.example\r\n\r\nHi\r\n';
const AT = '2026-11-25T12:00:00.000Z';
const to = { Address: 'ann@inbox.example', email: 'ann@inbox.example' };
/** The answers of the three, in the form that their documentation shows. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/mailpit/api/v1/messages?limit=50': { total: 1, messages: [{ ID: 'a/1', Created: AT, To: [{ Name: '', ...to }] }] },
  '/mailpit/api/v1/message/a%2F1/raw': RAW,
  '/mailhog/api/v2/messages?limit=50': { total: 1, items: [{ ID: 'x@mailhog', Created: AT, Raw: { From: 'a@acme.example', To: [to.email], Data: RAW } }] },
  '/mailosaur/api/messages?server=abc123&itemsPerPage=50': { items: [{ id: 'm1', received: AT, to: [to] }] },
  '/mailosaur/api/files/email/m1': RAW,
  '/odd/api/v1/messages?limit=50': '<html>hello</html>',
};
const asked: { readonly url: string; readonly authorization: string | undefined }[] = [];
const server = createServer((request, response) => {
  asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
  if (request.url?.startsWith('/locked')) return response.writeHead(401).end();
  const answer = ANSWERS[request.url ?? ''];
  return response.writeHead(answer === undefined ? 404 : 200).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => server.close());

const { port } = server.address() as AddressInfo;
const place = `127.0.0.1:${port}`;
const io = nodeIo({ network: { resolvers: ['127.0.0.1:1'], routes: { [place]: place }, trust: [] }, env: { KEY: 'k-1', USER: 'u' } });
const look = (kind: 'mailpit' | 'mailhog' | 'mailosaur', path: string = kind, more: Partial<NonNullable<MailReceiving['api']>> = {}, since = 0) =>
  caughtMail(io, { kind, url: `http://${place}/${path}`, ...more }, { address: 'Ann@inbox.example', since }, AbortSignal.timeout(5000));

test('Mailpit, MailHog and Mailosaur hand out the mail as it came', async () => {
  const mailosaur = look('mailosaur', 'mailosaur', { server: 'abc123', passwordEnv: 'KEY' });
  for (const mail of await Promise.all([look('mailpit'), look('mailhog'), mailosaur])) {
    expect(Buffer.from(mail?.raw ?? []).toString()).toBe(RAW);
    expect(mail?.at).toBe(Date.parse(AT));
  }
  expect(asked.find(({ url }) => url.startsWith('/mailosaur'))?.authorization).toBe(`Basic ${Buffer.from('k-1:').toString('base64')}`);
  expect(asked.find(({ url }) => url.startsWith('/mailpit'))?.authorization).toBeUndefined();
});

test('a mail that was there before is passed over', async () => {
  const wanted = { address: 'ann@inbox.example', since: 0, except: new Set(['a/1']) };
  expect(await caughtMail(io, { kind: 'mailpit', url: `http://${place}/mailpit` }, wanted, AbortSignal.timeout(5000))).toBeUndefined();
});

test('an older mail is not the one that is waited for', async () => expect(await look('mailpit', 'mailpit', {}, Date.parse(AT) + 1)).toBeUndefined());

test('what is no such catcher, wants a password or lacks one is an error with its reason', async () => {
  await expect(look('mailpit', 'odd')).rejects.toThrow(/does not answer as mailpit does/);
  await expect(look('mailpit', 'nothing')).rejects.toThrow(/answered 404/);
  await expect(look('mailpit', 'locked')).rejects.toMatchObject({ code: 'no-credential' });
  await expect(look('mailpit', 'mailpit', { passwordEnv: 'UNSET' })).rejects.toThrow(/UNSET is not set/);
});
