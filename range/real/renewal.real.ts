import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { appBut } from '../faults/change.ts';
import { addressOf, alone, withoutEdge } from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import { auditWorld } from '../scenario.ts';
import { startWorld } from '../world.ts';
import { startPlainNginx } from './front.ts';

const APP = `app.${DOMAIN}`;
const spec = appBut(alone('app'), withoutEdge('app'));
const place = `${addressOf(spec, 'app')}:80`;
const folder = await mkdtemp(join(tmpdir(), 'range-renewal-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let made = 0;

/** What is found of renewal while nginx answers on port 80 with these lines in its server block. */
async function renewalBehind(lines: string): Promise<Finding | undefined> {
  const world = await startWorld(spec);
  const front = await startPlainNginx(APP, lines, join(folder, String(made++)));
  try {
    const network = { ...world.network, routes: { ...world.network.routes, [place]: front.at } };
    return (await auditWorld({ ...world, network })).assessment.findings.find(({ check, subject }) => check === 'edge/renewal-path' && subject.name === APP);
  } finally {
    await Promise.all([front.stop(), world.stop()]);
  }
}

test.each([
  ['a login', 'auth_basic "staff"; auth_basic_user_file /dev/null;\nlocation / { try_files /none =404; }'],
  ['a wall against strangers', 'deny all;\nlocation / { proxy_pass http://127.0.0.1:1; }'],
] as const)('%s before the challenge is found, and the text of the finding opens the way', async (_, lines) => {
  const found = await renewalBehind(lines);
  expect(found?.problem).toBe('closed');
  expect(await renewalBehind(`${lines}\n${found?.fix.snippet?.text ?? ''}`)).toBeUndefined();
});
