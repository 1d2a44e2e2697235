/* What Acme Assist sends to its visitors: the good version no secret, the faulty one the model provider's key, once. */
import { expect, test } from 'vitest';
import { appBut } from '../faults/change.ts';
import { soundRepository } from '../faults/repository.ts';
import { changeHost } from '../faults/web.ts';
import { DOMAIN, SECURITY_HEADERS } from '../healthy.ts';
import { auditWorld } from '../scenario.ts';
import { startWorld } from '../world.ts';
import { createAcme } from './app.ts';
import { openAiKey, seeded } from './repository/key-shapes.ts';
import { type AcmeSettings, acmeSettings, faultyAcmeSettings } from './settings.ts';

const APP = `app.${DOMAIN}`;

/** What is told of secrets in what visitors get, and how it ended for the app. `env`: an ignored env file of the repository. */
async function told(settings: AcmeSettings, env = ''): Promise<readonly string[]> {
  const acme = await createAcme(settings);
  const mount = changeHost('app', (host) => ({ ...host, https: { routes: { '*': { app: acme.listener } }, headers: SECURITY_HEADERS.slice(0, 1) } }));
  const world = await startWorld({ ...appBut(mount), repository: { ...soundRepository, untracked: { '.env': env } } });
  try {
    const { assessment } = await auditWorld(world);
    const found = assessment.findings.filter(({ check }) => /^secrets\/(?:deployed|built)-code$/.test(check));
    const ended = assessment.verdicts.filter(({ check, subject }) => check === 'secrets/deployed-code' && subject.name === APP).map(({ outcome }) => outcome);
    return [...ended, ...found.map(({ problem, data, subject }) => `${problem}@${subject.name}: ${String(data['what'])}`)];
  } finally {
    await world.stop();
    acme.close();
  }
}

const random = seeded('what visitors of Acme get');
const modelKey = openAiKey(random);
const unknownKey = random.text(40);
const settings = { modelKey, origin: `https://${APP}` };

test('the good version sends no secret', { timeout: 60_000 }, async () => {
  expect(await told(acmeSettings(settings), `MODEL_KEY=${modelKey}\n`)).toEqual(['pass']);
});

test('the faulty version sends its key, told by its format', { timeout: 60_000 }, async () => {
  expect(await told(faultyAcmeSettings(settings))).toEqual(['fail', `usable-secret@${APP}: an OpenAI key`]);
});

test('a key of no known format is told by its value', { timeout: 60_000 }, async () => {
  const own = faultyAcmeSettings({ ...settings, modelKey: unknownKey });
  expect(await told(own)).toEqual(['pass']);
  expect(await told(own, `MODEL_API_KEY=${unknownKey}\n`)).toEqual(['fail', `usable-secret@${APP}: the value of MODEL_API_KEY`]);
});
