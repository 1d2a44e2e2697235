/* Acme Assist looked at as closely as its owner allows: the good version shows nothing that hurts, the faulty one what it is made to show. */
import { expect, test } from 'vitest';
import type { Intent } from '../../src/model/intent.ts';
import { caching } from '../apps/edges.ts';
import { appBut, declaring } from '../faults/change.ts';
import { changeHost } from '../faults/web.ts';
import { DOMAIN, SECURITY_HEADERS } from '../healthy.ts';
import { auditWorld } from '../scenario.ts';
import { startWorld } from '../world.ts';
import { type Acme, createAcme } from './app.ts';
import { type AcmeFault, acmeSettings } from './settings.ts';

const APP = `app.${DOMAIN}`;
const ORIGIN = `https://${APP}`;
const sent = { method: 'POST' as const, headers: {} };
const json = (value: unknown) => ({ type: 'application/json' as const, text: JSON.stringify(value) });
const ENDPOINTS: NonNullable<Intent['endpoints']> = [
  { url: `${ORIGIN}/api/ask`, is: 'chat', ...sent, body: json({ message: '{message}' }) },
  { url: `${ORIGIN}/api/login`, is: 'login', ...sent, body: json({ email: '{address}', password: '{token}' }) },
  { url: `${ORIGIN}/api/lead`, is: 'form', ...sent, body: json({ name: 'Launch Ready', email: '{address}', text: '{token}' }) },
  { url: `${ORIGIN}/api/webhooks/billing`, is: 'webhook', ...sent },
  { url: `${ORIGIN}/api/me`, is: 'api', method: 'GET', headers: { accept: 'application/json' } },
  { url: `${ORIGIN}/chat`, is: 'page', method: 'GET', headers: {} },
];

/** A visitor who is logged in, as the value of a Cookie header. */
function session({ store }: Acme): string {
  const user = store.userByEmail('admin@acme.example');
  return `acme_session=${store.addSession(user?.id ?? 0, Date.now())}`;
}

/** Findings of class incident and above at the app, by the looks that need its owner's word; `cache`: behind a cache that obeys. */
async function found(faults: readonly AcmeFault[], cache = false): Promise<string[]> {
  const acme = await createAcme(
    acmeSettings({ faults: new Set(faults), origin: ORIGIN, model: { firstTokenMs: 60, tokenMs: 90, timeoutMs: 10_000, silent: false } }),
  );
  const app = cache ? caching(acme.listener) : acme.listener;
  const mount = changeHost('app', (host) => ({ ...host, https: { routes: { '*': { app } }, headers: SECURITY_HEADERS.slice(0, 1) } }));
  const user = { name: 'user', role: 'user' as const, host: APP, header: 'cookie', valueEnv: 'ACME_USER' };
  const declared = declaring({ owned: [APP], active: true, approvedOrigins: [ORIGIN], endpoints: ENDPOINTS, sessions: [user] });
  const world = await startWorld(appBut(mount, declared));
  try {
    const { assessment } = await auditWorld({ ...world, env: { ACME_USER: session(acme) } });
    const own = assessment.findings.filter(
      ({ class: severity, check }) =>
        severity !== 'later' && /^edge\/(cors|cache-leaks|shared-cache|chat-stream|rate-limit|client-access|waf|origin)$/.test(check),
    );
    return [...new Set(own.map(({ check, problem }) => `${check}:${problem}`))].sort();
  } finally {
    await world.stop();
    acme.close();
  }
}

test('the good version shows nothing that hurts', { timeout: 60_000 }, async () => {
  expect(await found([], true)).toEqual([]);
});

test('the faulty version shows open CORS, no limits, and what a cache makes of its headers', { timeout: 60_000 }, async () => {
  expect(await found(['open-cors', 'no-rate-limit', 'private-answers-cacheable'], true)).toEqual([
    'edge/cache-leaks:private-shared',
    'edge/cors:any-site-signed-in',
    'edge/rate-limit:unlimited-chat',
    'edge/rate-limit:unlimited-form',
    'edge/rate-limit:unlimited-login',
  ]);
});
