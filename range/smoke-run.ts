import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../src/compose.ts';
import { intentOf } from '../src/config/intent.ts';
import type { JourneysConfig } from '../src/config/journeys-definition.ts';
import type { SmokeResult } from '../src/model/smoke-result.ts';
import { smoke } from '../src/verbs/smoke.ts';
import { createAcme } from './acme/app.ts';
import { type AcmeSettings, acmeSettings } from './acme/settings.ts';
import { freePort } from './free-port.ts';

const PASSWORD = 'correct horse battery';
const QUICK = { firstTokenMs: 5, tokenMs: 0, timeoutMs: 400, silent: false };

/** Stands before the app: answers itself and says so, or lets the app answer. */
export type Before = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Acme Assist with something wrong in it, and what a smoke test of it finds. */
export interface SmokeScenario {
  readonly name: string;
  readonly settings?: Partial<AcmeSettings>;
  readonly before?: Before;
  /** Where the app thinks it is. */
  readonly origin?: string;
  /** Mail goes to nobody. */
  readonly losesMail?: true;
  readonly journeys?: JourneysConfig;
  readonly only?: readonly string[];
  /** Default true. */
  readonly active?: boolean;
  /** Where runs are kept; default: a folder of its own. */
  readonly folder?: string;
  /** Journeys that fail, and the step at which they do. */
  readonly fails: Readonly<Record<string, string>>;
  /** What is said about it. */
  readonly says?: RegExp;
  readonly unknown?: readonly string[];
}

/** Brings the app up on this machine and does what users do. */
export async function runSmoke({ settings, before, origin, losesMail, journeys, only, active = true, folder: given }: SmokeScenario): Promise<SmokeResult> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'range-smoke-')));
  const [port, mailPort, nobody] = [await freePort(), await freePort(), await freePort()];
  const base = `http://127.0.0.1:${port}`;
  const mail = { host: '127.0.0.1', port: losesMail ? nobody : mailPort, from: 'no-reply@acme.example' };
  const acme = await createAcme(acmeSettings({ origin: origin ?? base, mail, model: QUICK, ...settings }));
  const server = createServer((request, response) => {
    if (!before?.(request, response)) acme.listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const intent = intentOf({
    project: 'acme',
    profile: 'mobile-first-launch',
    active,
    chat: { endpoint: `${base}/api/ask`, body: { message: '{message}' } },
    endpoints: [
      { url: `${base}/api/webhooks/billing`, is: 'webhook' },
      { url: `${base}/login`, is: 'callback' },
    ],
    mail: { receive: { address: 'launch-ready+{token}@acme.example', smtp: { listen: `127.0.0.1:${mailPort}` } } },
    journeys: { base, accounts: [{ name: 'user', email: 'admin@acme.example', passwordEnv: 'SMOKE_PASSWORD' }], ...journeys },
  });
  try {
    const deps = compose({ folder, env: { SMOKE_PASSWORD: PASSWORD } });
    return await smoke({ intent, signal: AbortSignal.timeout(60_000), ...(only && { only }) }, deps);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    acme.close();
    if (given === undefined) await rm(folder, { recursive: true, force: true });
  }
}
