import { appendFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import { compose } from '../../compose.ts';
import type { AppEndpoint, Intent, LogSource } from '../../model/intent.ts';
import { CANARIES, type Canary } from '../../model/log-terms.ts';
import { lookAtLogs } from '../logs.ts';
import { plantCanaries } from './plant.ts';

/** The id that the app gives each request, and tells. */
const OWN_ID = 'acme-req-000017';
/** What an app writes about a request, by log. */
const WRITERS: Readonly<Record<string, (request: IncomingMessage, body: string) => unknown>> = {
  'good.log': ({ method, url }) => ({ method, path: url?.replace(/\?.*/, ''), status: 401 }),
  'url.log': ({ url }) => ({ url }),
  'base64.log': ({ url }, body) => ({ path: url?.replace(/\?.*/, ''), body: Buffer.from(`{"x":1,${body}`).toString('base64') }),
  'json.log': ({ url, headers }, body) => ({ path: url?.replace(/\?.*/, ''), cookie: headers.cookie, message: JSON.stringify({ body }) }),
  'hex.log': ({ url, headers }) => ({ path: url?.replace(/\?.*/, ''), auth: Buffer.from(headers.authorization ?? '').toString('hex') }),
  'blind.log': () => ({ msg: 'something happened' }),
  'traced.log': ({ url, headers }) => ({ path: url?.replace(/\?.*/, ''), reqId: headers['x-request-id'] }),
  'own-ids.log': ({ url }) => ({ path: url?.replace(/\?.*/, ''), reqId: OWN_ID }),
};
let folder = '';
let server: Server;
let intent: Intent;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plant-'));
  for (const name of Object.keys(WRITERS)) await writeFile(join(folder, name), '');
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      for (const [name, write] of Object.entries(WRITERS)) appendFileSync(join(folder, name), `${JSON.stringify(write(request, body))}\n`);
      response.writeHead(request.url === '/login' ? 401 : 404, { 'x-request-id': OWN_ID }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint = (path: string, is: AppEndpoint['is'], text: string): AppEndpoint => ({
    url: origin + path,
    is,
    method: 'POST',
    headers: {},
    body: { type: 'application/json', text },
  });
  const endpoints = [endpoint('/login', 'login', '{"email":"{address}","password":"{token}"}'), endpoint('/chat', 'chat', '{"message":"{message}"}')];
  intent = { ...PLAIN_INTENT, endpoints, owned: ['127.0.0.1'], active: true };
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const deps = () => compose({ folder, env: process.env });
const signal = AbortSignal.timeout(30_000);
const found = async (name: string, check = 'logs/canaries') => {
  const logs: LogSource[] = [{ name, kind: 'app', from: { type: 'file', path: join(folder, name) } }];
  const { assessment } = await lookAtLogs({ intent: { ...intent, logs }, files: [], kind: 'app', only: [check], signal }, deps());
  const [verdict] = assessment.verdicts;
  return { outcome: verdict?.outcome, reason: verdict?.reason, proof: assessment.findings.flatMap(({ proof }) => proof.map(({ says }) => says)) };
};

test('planted values are found in every form, in logs that show them; where the marker is missing it is unknown', async () => {
  const result = await plantCanaries({ intent, send: true, signal }, deps());
  expect(result.sent.map(({ method, status }) => [method, status])).toEqual([
    ['GET', 404],
    ['POST', 401],
    ['POST', 404],
  ]);
  expect(await found('good.log')).toMatchObject({ outcome: 'pass', proof: [] });
  expect((await found('url.log')).proof).toEqual([
    expect.stringMatching(/^The token of a reset link, raw/),
    expect.stringMatching(/^The mail address, url-encoded/),
  ]);
  expect((await found('base64.log')).proof).toEqual(
    expect.arrayContaining(
      ['message to the bot', 'mail address', 'phone number', 'card number'].map((what) => expect.stringMatching(new RegExp(`^The ${what}, base64`))),
    ),
  );
  expect((await found('json.log')).proof).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^The session cookie, raw/),
      expect.stringMatching(/^The password, json-escaped/),
      expect.stringMatching(/^The message to the bot, json-escaped/),
    ]),
  );
  expect((await found('hex.log')).proof).toEqual([expect.stringMatching(/^The bearer token, hex/)]);
  expect(await found('blind.log')).toMatchObject({ outcome: 'unknown', reason: expect.stringMatching(/not even the harmless marker/) });
});

test('a request that was sent is found in the log by its id, ours or the one that the app answers with', async () => {
  const { requestId } = await plantCanaries({ intent, send: true, signal }, deps());
  expect(await readFile(join(folder, 'traced.log'), 'utf8')).toContain(requestId);
  for (const name of ['traced.log', 'own-ids.log']) expect(await found(name, 'logs/request-ids')).toMatchObject({ outcome: 'pass' });
  expect(await found('good.log', 'logs/request-ids')).toMatchObject({ outcome: 'fail', proof: [expect.stringContaining('What marks their address')] });
});

test('kept is the seed alone: no value lies in the state folder', async () => {
  const { values } = await plantCanaries({ intent, send: false, signal }, deps());
  const kept = await readFile(join(folder, '.launch-ready', 'kept', 'log-canaries.json'), 'utf8');
  for (const canary of CANARIES) expect(kept).not.toContain(values[canary satisfies Canary]);
  expect(JSON.parse(kept)).toEqual({
    planted: [{ environment: 'production', seed: expect.stringMatching(/^[0-9a-f]{32}$/), at: expect.any(String), wasSent: false }],
  });
});

test('nothing is sent without consent, or to a host that is not owned', async () => {
  for (const changes of [{ active: false }, { owned: ['example.com'] }]) {
    const { sent } = await plantCanaries({ intent: { ...intent, ...changes }, send: true, signal }, deps());
    expect(sent.every(({ status, why }) => status === null && /consent|not confirmed as yours/.test(why ?? ''))).toBe(true);
  }
});

test('fresh values each time, and somewhere to send them to', async () => {
  const [one, two] = [await plantCanaries({ intent, send: false, signal }, deps()), await plantCanaries({ intent, send: false, signal }, deps())];
  expect(Object.values(one.values).filter((value) => Object.values(two.values).includes(value))).toEqual([]);
  await expect(plantCanaries({ intent: { ...intent, endpoints: [] }, send: true, signal }, deps())).rejects.toThrow(/names no endpoints/);
});
