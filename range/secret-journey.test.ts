import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { InventoryRow } from '../src/model/secret-inventory.ts';
import { secrets } from '../src/verbs/secrets.ts';
import { seeded, stripeLiveKey } from './acme/repository/key-shapes.ts';
import { appBut } from './faults/change.ts';
import { repositoryWith, writes } from './faults/repository.ts';
import { path } from './faults/web.ts';
import { DOMAIN, page, zone } from './healthy.ts';
import { printed } from './logs/printing.ts';
import { intentOf } from './scenario.ts';
import { startWorld, type WorldSpec } from './world.ts';

/*
 * One secret, followed: it came in with a merge and was taken out again, it is set in an ignored file, a build printed it and put it into a bundle with its map, the
 * deployed app hands it out, and the running app logs it. Then it is rotated, and the row turns green by what is seen.
 */
const random = seeded('secret journey');
const [old, fresh] = [stripeLiveKey(random), stripeLiveKey(random)];
const APP = `app.${DOMAIN}`;

const code = (key: string): string => `export const pay = connect(${JSON.stringify(key)});\n`;
const map = (key: string): string =>
  JSON.stringify({ version: 3, sources: ['../src/main.ts', '../src/pay.ts'], sourcesContent: ['import "./pay"', code(key)], mappings: '' });
const bundle = (key: string): string => `const p=connect("${key}");\n//# sourceMappingURL=index-Dk3x9Qa1.js.map\n`;
const logOf = (key: string): string[] => [...Array.from({ length: 30 }, (_, at) => `chat ${at} answered well`), `payment failed: ${key} was refused`];

/** The running app and the provider, as they are now. */
async function startServers(now: { serves: string; takes: Set<string> }) {
  const start = async (answer: (url: string, key: string) => { status: number; type: string; body: string }): Promise<string> => {
    const server = createServer((request, response) => {
      const { status, type, body } = answer(request.url ?? '/', (request.headers.authorization ?? '').replace('Bearer ', ''));
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const assets = await start((url) => ({
    status: 200,
    type: url.endsWith('.map') ? 'application/json' : 'text/javascript',
    body: url.endsWith('.map') ? map(now.serves) : bundle(now.serves),
  }));
  const provider = await start((_, key) => ({ status: now.takes.has(key) ? 200 : 401, type: 'application/json', body: '{}' }));
  return { assets, provider };
}

function worldOf({ assets, provider }: { assets: string; provider: string }): WorldSpec {
  const at = '203.0.113.70';
  const name = 'api.stripe.com';
  const front = {
    status: 200,
    headers: [['content-type', 'text/html; charset=utf-8']],
    body: page('Acme', '<script src="/assets/index-Dk3x9Qa1.js"></script>'),
  } as const;
  const spec = appBut(
    path('app', '/', front),
    path('app', '/assets/index-Dk3x9Qa1.js', { proxy: assets }),
    path('app', '/assets/index-Dk3x9Qa1.js.map', { proxy: assets }),
  );
  const history = [
    writes({ 'src/pay.ts': 'export const pay = connect(process.env.STRIPE_SECRET_KEY);\n' }),
    { ...writes({ 'README.md': 'Acme\n' }), parent: 0 },
    // The merge itself brings it in: no side has it.
    { ...writes({ 'src/pay.ts': code(old), 'README.md': 'Acme\n' }, 'Merge branch docs'), merges: 2, parent: 1 },
    writes({ 'src/pay.ts': 'export const pay = connect(process.env.STRIPE_SECRET_KEY);\n', '.gitignore': '.env*\n!.env.example\nnode_modules\ndist\n*.log\n' }),
  ];
  const { repository } = repositoryWith(history);
  return {
    ...spec,
    ...(repository && { repository }),
    zones: [
      ...spec.zones,
      zone('stripe.com', [
        ['@', 'SOA', 'ns.stripe.com hostmaster.stripe.com 1 7200 3600 1209600 300'],
        ['api', 'A', at],
      ]),
    ],
    hosts: [...spec.hosts, { name, address: at, certificate: { names: [name] }, https: { routes: { '*': { proxy: provider } } }, http: 'refused' }],
  };
}

test('one secret from the merge to the running log is one row, and turns green when it is rotated', async () => {
  const now = { serves: old, takes: new Set([old, fresh]) };
  const world = await startWorld(worldOf(await startServers(now)));
  const folder = await mkdtemp(join(tmpdir(), 'journey-'));
  onTestFinished(async () => {
    await world.stop();
    await rm(folder, { recursive: true });
  });
  const intent = intentOf(world);
  const root = intent.repository?.path ?? '';
  const put = async (key: string): Promise<void> => {
    const files = {
      '.env.production': `STRIPE_SECRET_KEY=${key}\n`,
      'dist/index.html': page('Acme', ''),
      'dist/assets/index-Dk3x9Qa1.js': bundle(key),
      'dist/assets/index-Dk3x9Qa1.js.map': map(key),
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(root, dirname(name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
  };
  const look = async (key: string): Promise<InventoryRow[]> => {
    const logs = [printed('build', logOf(key), 'ci'), printed('api', logOf(key))];
    const { rows } = await secrets(
      { intent: { ...intent, logs, secretOwners: { STRIPE_SECRET_KEY: 'Ann' } }, verify: true, signal: AbortSignal.timeout(80_000) },
      compose({ folder, env: { PATH: process.env['PATH'] } }),
    );
    return rows.filter(({ format }) => format === 'stripe-live-key');
  };

  await put(old);
  const before = await look(old);
  expect(before).toHaveLength(1);
  expect(before[0]).toMatchObject({ state: 'leaked', owner: 'Ann', variables: ['STRIPE_SECRET_KEY'], answer: { outcome: 'accepted' } });
  const places = (row: InventoryRow | undefined): string[] =>
    [...new Set((row?.places ?? []).map(({ kind, where, goneSince }) => `${kind} ${where}${goneSince === null ? '' : ', gone'}`))].sort();
  expect(places(before[0])).toEqual([
    'build dist/assets/index-Dk3x9Qa1.js',
    'build dist/assets/index-Dk3x9Qa1.js.map',
    'ci-log build',
    `deployed https://${APP}/assets/index-Dk3x9Qa1.js`,
    `deployed https://${APP}/assets/index-Dk3x9Qa1.js.map`,
    'history src/pay.ts',
    'log api',
    'settings .env.production',
  ]);

  await put(fresh);
  now.serves = '';
  now.takes.delete(old);
  const after = await look('nothing of it');
  const row = after.find(({ id }) => id === before[0]?.id);
  expect(row).toMatchObject({ state: 'rotated', steps: [], answer: { outcome: 'refused', status: 401 } });
  expect(places(row).filter((place) => !place.endsWith(', gone'))).toEqual(['history src/pay.ts']);
});
