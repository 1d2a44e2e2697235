import { expect, test } from 'vitest';
import { type ChatApp, chatApp } from '../../../range/apps/chat.ts';
import { appBut, declaring } from '../../../range/faults/change.ts';
import { path } from '../../../range/faults/web.ts';
import { DOMAIN } from '../../../range/healthy.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { ChatStream } from '../../evidence/edge/chat-stream.ts';
import type { Intent } from '../../model/intent.ts';
import { chatStreamProbe } from './chat-stream.ts';

const HOST = `app.${DOMAIN}`;
const endpoint = { url: `https://${HOST}/api/chat`, is: 'chat' as const, method: 'POST' as const, headers: {} };
const look = (how: ChatApp, declared: Partial<Intent> = {}) =>
  lookAtHost<ChatStream>(chatStreamProbe, HOST, appBut(path('app', '/api/chat', { app: chatApp(how) }), declaring({ endpoints: [endpoint], ...declared })));

test('what comes when is noted in each coding', async () => {
  const { value } = await look({ pieces: 6, firstMs: 20, everyMs: 30 });
  expect(value.chats[0]?.runs.map(({ coding, form, pieces, cut }) => [coding, form, pieces, cut])).toEqual([
    ['identity', 'events', 6, null],
    ['gzip', 'events', 6, null],
    ['br', 'events', 6, null],
  ]);
  for (const run of value.chats[0]?.runs ?? []) {
    expect(run.bursts).toBeGreaterThan(2);
    expect(run.firstTextMs).toBeLessThan(run.lastBytesMs ?? 0);
  }
});

test.each([
  ['a login', { refuses: 401 }, 'no-credential'],
  ['a body of another shape', { refuses: 422 }, 'malformed'],
  ['too many requests', { refuses: 429 }, 'challenged'],
])('cannot look: the chat wants %s', async (_, how, code) => {
  await expect(look(how)).rejects.toMatchObject({ code });
});

test('cannot look: the session that the config names is not there', async () => {
  const sessions = [{ name: 'user', role: 'user' as const, host: HOST, header: 'cookie', valueEnv: 'LR_NO_SUCH_VARIABLE' }];
  await expect(look({}, { sessions })).rejects.toMatchObject({ code: 'no-credential' });
});
