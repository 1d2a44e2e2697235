import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { Intent } from '../src/model/intent.ts';
import type { SecretInventory } from '../src/model/secret-inventory.ts';
import { secretInventoryMarkdown, secretInventoryText } from '../src/reporters/secret-inventory.ts';
import { audit } from '../src/verbs/audit.ts';
import { secrets, type SecretsOptions } from '../src/verbs/secrets.ts';
import { seeded, stripeLiveKey } from './acme/repository/key-shapes.ts';
import { repositoryWith, writes } from './faults/repository.ts';
import { zone } from './healthy.ts';
import { intentOf } from './scenario.ts';
import { startWorld, type WorldSpec } from './world.ts';

const API = 'api.stripe.com';
const ADDRESS = '203.0.113.70';
const leaked = stripeLiveKey(seeded('inventory/leaked'));

/** The provider: it knows some keys, and counts who asks. */
async function startProvider() {
  const known = new Set<string>([leaked]);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const key = (request.headers.authorization ?? '').replace('Bearer ', '');
    response.writeHead(known.has(key) ? 200 : 401, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { known, asked, at: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A project whose key was committed and then taken out, and its provider on the network. */
function worldWith(at: string): WorldSpec {
  const spec = repositoryWith([
    writes({ 'src/pay.ts': `export const pay = connect(${JSON.stringify(leaked)});\n` }),
    writes({ 'src/pay.ts': 'export const pay = connect(process.env.STRIPE_SECRET_KEY);\n' }),
  ]);
  return {
    ...spec,
    zones: [
      ...spec.zones,
      zone('stripe.com', [
        ['@', 'SOA', 'ns.stripe.com hostmaster.stripe.com 1 7200 3600 1209600 300'],
        ['api', 'A', ADDRESS],
      ]),
    ],
    hosts: [...spec.hosts, { name: API, address: ADDRESS, certificate: { names: [API] }, https: { routes: { '*': { proxy: at } } }, http: 'refused' }],
  };
}

async function project() {
  const provider = await startProvider();
  const world = await startWorld(worldWith(provider.at));
  const folder = await mkdtemp(join(tmpdir(), 'inventory-'));
  onTestFinished(async () => {
    await world.stop();
    await rm(folder, { recursive: true });
  });
  const intent = intentOf(world);
  const deps = compose({ folder, env: {} });
  const look = (more: Partial<SecretsOptions> = {}): Promise<SecretInventory> => secrets({ intent, signal: AbortSignal.timeout(60_000), ...more }, deps);
  const findings = async (given: Intent = intent): Promise<string[]> => {
    const options = { intent: given, selection: { checks: ['secrets/history-secrets'] }, archive: false, signal: AbortSignal.timeout(60_000) };
    return (await audit(options, deps)).assessment.findings.map((finding) => `${finding.class}: ${finding.check}:${finding.problem}`);
  };
  return { provider, folder, intent, look, findings };
}

test('a leaked key is asked about only with consent, and turns green when its provider refuses it', async () => {
  const { provider, folder, look, findings } = await project();
  expect((await look()).rows).toMatchObject([{ state: 'leaked', format: 'stripe-live-key', rotatedAt: null, answer: null }]);
  expect(await findings()).toEqual(['blocker: secrets/history-secrets:secret-in-history']);
  expect(provider.asked).toEqual([]);

  const alive = await look({ verify: true });
  expect(provider.asked).toEqual(['GET /v1/balance']);
  expect(alive.rows[0]).toMatchObject({
    state: 'leaked',
    because: expect.stringContaining('api.stripe.com accepted it'),
    answer: { outcome: 'accepted', status: 200 },
  });
  expect(await findings()).toEqual(['blocker: secrets/history-secrets:secret-in-history']);

  provider.known.clear();
  const dead = await look({ verify: true });
  expect(dead.rows[0]).toMatchObject({ state: 'rotated', steps: [], answer: { outcome: 'refused', by: API, status: 401 } });
  expect(await findings()).toEqual(['later: secrets/history-secrets:dead-one']);
  // It stays green, and nobody is asked again.
  expect((await look()).rows[0]?.state).toBe('rotated');
  expect(provider.asked).toHaveLength(2);

  const written = await Promise.all(
    (await readdir(join(folder, '.launch-ready'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
  const shown = [secretInventoryText(dead, { columns: 80, color: false, unicode: true }), secretInventoryMarkdown(dead), JSON.stringify(dead)];
  for (const text of [...written, ...shown]) expect(text).not.toContain(leaked);
});

test('the word of a person, an owner from the config, and an inventory from another machine', async () => {
  const { intent, look } = await project();
  const [row] = (await look()).rows;
  const today = new Date().toISOString().slice(0, 10);
  const word = { row: 'E10', statement: `${row?.id} was replaced`, by: 'Ann', evidence: 'dashboard', at: today } as const;
  const told = await look({ intent: { ...intent, attestations: [word], secretOwners: { [row?.id ?? '']: 'Ann' } } });
  expect(told.rows[0]).toMatchObject({ state: 'rotated', owner: 'Ann', because: expect.stringContaining(`Ann said so on ${today}`) });

  const other = await project();
  const elsewhere = { ...told, rows: told.rows.map((one) => ({ ...one, answer: { outcome: 'refused', by: API, status: 401, at: '2026-11-01T00:00:00Z' } })) };
  expect((await other.look({ imported: elsewhere })).rows[0]).toMatchObject({ state: 'rotated', rotatedAt: '2026-11-01T00:00:00Z' });
  await expect(other.look({ imported: { schema: 'something else' } })).rejects.toThrow('not an inventory of this version');
  await expect(other.look({ imported: { ...elsewhere, rows: [{ fingerprint: 'x' }] } })).rejects.toThrow('the imported file cannot be used');
});

test('N4: the document for the hand-over names every secret variable with its place, its owner and how it is replaced', async () => {
  const { intent, look } = await project();
  const inventory = await look({ intent: { ...intent, secretOwners: { STRIPE_SECRET_KEY: 'Ann' } } });
  expect(inventory.named).toMatchObject([{ variable: 'STRIPE_SECRET_KEY', owner: 'Ann', usedIn: ['src/pay.ts'] }]);
  const document = secretInventoryMarkdown(inventory);
  expect(document).toContain('| `STRIPE_SECRET_KEY` | Ann |');
  expect(document).toContain('git history: `src/pay.ts`');
  expect(document).toMatch(/1\. Make a new one at Stripe/);
});

test('a provider that cannot be asked leaves it leaked, with the reason', async () => {
  const { provider, folder, look } = await project();
  const events: string[] = [];
  provider.known.clear();
  await look();
  // The kept inventory of a newer version is a clear error, not a lost file.
  const file = join(folder, '.launch-ready', 'kept', 'secret-inventory.json');
  await writeFile(file, '{"schema":"launch-ready/secret-inventory@9","secrets":{}}');
  await expect(look()).rejects.toThrow('cannot be used');
  await rm(file);
  const { intent } = await project();
  const blind = { ...intent, network: { ...intent.network, trust: [] } };
  const result = await look({ intent: blind, verify: true, onEvent: (event) => events.push(event.type === 'not-asked' ? event.why : `asks ${event.count}`) });
  expect(result.rows[0]?.state).toBe('leaked');
  expect(events).toEqual(['asks 1', expect.stringMatching(/certificate|trust/)]);
});
