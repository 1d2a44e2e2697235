/* What Acme Assist writes into its log: the good version nothing that should not stand there, the faulty one passwords, sessions and messages. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compose } from '../../src/compose.ts';
import { lookAtLogs } from '../../src/verbs/logs.ts';
import { PLAIN_INTENT } from '../../test/support/judge-one.ts';
import { startAcme } from './app.ts';
import { type AcmeSettings, acmeSettings } from './settings.ts';

/** A visitor looks at the page, signs in, asks the bot often enough for a log to be judged, gets lost, and asks for a new password. */
async function visit({ url, admin }: { readonly url: string; readonly admin: AcmeSettings['admin'] }): Promise<void> {
  const post = async (path: string, value: unknown, cookie = ''): Promise<Response> => {
    const headers = { 'content-type': 'application/json', origin: url, ...(cookie && { cookie }) };
    const response = await fetch(url + path, { method: 'POST', redirect: 'manual', body: JSON.stringify(value), headers });
    await response.text();
    return response;
  };
  const cookie = (await post('/api/login', admin)).headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(cookie).not.toBe('');
  const chat = await fetch(`${url}/api/chats`, { method: 'POST', headers: { origin: url, cookie } });
  const { id } = (await chat.json()) as { readonly id: number };
  await post(`/api/chats/${id}/messages`, { message: 'My knee hurts since Tuesday, what should I do?' }, cookie);
  await post('/api/forgot', { email: admin.email });
  for (let at = 0; at < 22; at++) await (await fetch(`${url}/nothing-${at}`)).text();
}

async function problemsInLogOf(changes: Partial<AcmeSettings>): Promise<readonly string[]> {
  const lines: string[] = [];
  const settings = acmeSettings({ ...changes, model: { firstTokenMs: 1, tokenMs: 0, timeoutMs: 1000, silent: false }, log: (line) => void lines.push(line) });
  const acme = await startAcme(settings);
  const folder = await mkdtemp(join(tmpdir(), 'acme-log-'));
  try {
    await visit({ url: acme.url, admin: settings.admin });
    await writeFile(join(folder, 'app.log'), `${lines.join('\n')}\n`);
    const { assessment } = await lookAtLogs(
      { intent: PLAIN_INTENT, files: ['app.log'], kind: 'app', signal: AbortSignal.timeout(30_000) },
      compose({ folder, env: {} }),
    );
    return assessment.findings.map(({ check, problem }) => `${check}:${problem}`).sort();
  } finally {
    await acme.close();
    await rm(folder, { recursive: true });
  }
}

test('the good version gives nothing away in its log', { timeout: 60_000 }, async () => {
  expect(await problemsInLogOf({})).toEqual([]);
});

test('the faulty version shows passwords, sessions and messages', { timeout: 60_000 }, async () => {
  expect(await problemsInLogOf({ faults: new Set(['logs-content']) })).toEqual([
    'logs/prompts:prompt-logged',
    'logs/request-bodies:password-logged',
    'logs/request-headers:header-logged',
  ]);
});
