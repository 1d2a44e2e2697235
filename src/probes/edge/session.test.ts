import { expect, test } from 'vitest';
import { nodeIo } from '../../adapters/io/node-io.ts';
import { healthyBut } from '../../../range/faults/change.ts';
import { path } from '../../../range/faults/web.ts';
import { DOMAIN } from '../../../range/healthy.ts';
import { startWorld } from '../../../range/world.ts';
import { httpEvidence } from '../../../test/support/edge-evidence.ts';
import type { EdgeSession } from '../../evidence/edge/session.ts';
import type { Intent } from '../../model/intent.ts';
import { Secret } from '../../model/text.ts';
import { edgeSessionProbe } from './session.ts';

const APP = `app.${DOMAIN}`;
const VALUE = `sid=${'k'.repeat(24)}`;
const shut = { status: 403, headers: [['set-cookie', `sid=${'r'.repeat(24)}; Path=/; HttpOnly`]] as const, body: 'no' };

async function look(secret: string | undefined): Promise<EdgeSession> {
  const world = await startWorld(healthyBut(path('app', '/admin', shut)));
  try {
    const io = { ...nodeIo({ network: world.network }), secret: () => (secret === undefined ? undefined : new Secret(secret)) };
    const intent = {
      sessions: [{ name: 'ann', role: 'user', host: APP, header: 'cookie', valueEnv: 'ANN' }],
      endpoints: [{ url: `https://${APP}/admin`, is: 'admin', method: 'GET', headers: {} }],
    } as unknown as Intent;
    const result = await edgeSessionProbe.gather({
      subject: { kind: 'host', name: APP, parent: `domain:${DOMAIN}` },
      given: { http: httpEvidence(APP) },
      intent,
      io,
      signal: new AbortController().signal,
    });
    return result.value as EdgeSession;
  } finally {
    await world.stop();
  }
}

test('a session is asked with, and neither it nor the cookie it gets is kept', async () => {
  const value = await look(VALUE);
  expect(value.answers.map(({ url, status }) => [url, status])).toEqual([
    [`https://${APP}/admin`, 403],
    [`https://${APP}/`, 200],
  ]);
  expect(value.answers[0]?.cookies[0]).toMatchObject({ name: 'sid', secure: false, session: true });
  expect(JSON.stringify(value)).not.toMatch(/k{8}|r{8}/);
});

test.each([
  ['it is not in the environment', undefined],
  ['it holds a line break', 'sid=a\r\nx: y'],
])('could not look: %s', async (_, secret) => {
  await expect(look(secret)).rejects.toMatchObject({ code: 'no-credential' });
});
