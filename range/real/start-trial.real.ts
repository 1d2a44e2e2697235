import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { appsIn } from '../../src/adapters/io/apps.ts';
import { nodeIo } from '../../src/adapters/io/node-io.ts';
import { compose } from '../../src/compose.ts';
import { zeroConfigIntent } from '../../src/config/intent.ts';
import type { StartTrial } from '../../src/evidence/secrets/start-trial.ts';
import type { Intent } from '../../src/model/intent.ts';
import { startTrialProbe } from '../../src/probes/secrets/start-trial.ts';
import { planEnv, writeEnv } from '../../src/verbs/env.ts';
import { freePort } from '../free-port.ts';
import { runText } from './shell.ts';

/* Small apps as they are made with AI, on the frameworks themselves: started whole, then without a variable, before and after `launch-ready env --write`. */

const STACKS = join(import.meta.dirname, 'stacks');
const NEXT = join(STACKS, 'node_modules', 'next', 'dist', 'bin', 'next');
const APPS = join(STACKS, '.apps', `start-${process.pid}`);
const QUIET = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
type Files = Readonly<Record<string, string>>;
interface App {
  readonly files: Files;
  /** The file that starts it, and its text when the checked module comes first. */
  readonly checked: Files;
  readonly command: (port: number) => readonly string[];
  readonly build?: string;
  /** What is written; default `src/env.ts`. */
  readonly module?: string;
}

const USES = 'export const model = process.env.MODEL_KEY;\nexport const database = process.env.DATABASE_URL;\n';
const NODE = process.execPath;
const server = (framework: string, start: string): App => ({
  files: { 'package.json': '{"private":true,"type":"module"}', 'src/settings.ts': USES, 'src/server.ts': `import './settings.ts';\n${framework}\n${start}\n` },
  checked: { 'src/server.ts': `import './env.ts';\nimport './settings.ts';\n${framework}\n${start}\n` },
  command: () => [NODE, 'src/server.ts'],
});
const NEXT_PAGES: Files = {
  'package.json': '{"private":true,"type":"module"}',
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(STACKS)} }, typescript: { ignoreBuildErrors: true } };\n`,
  'src/app/layout.js': 'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n',
  'src/app/page.js':
    "import { model } from '../settings';\nexport const dynamic = 'force-dynamic';\nexport default function Page() { return <main>{model ? 'ready' : 'broken'}</main>; }\n",
  'src/settings.ts': USES,
};
const APPS_TRIED: Readonly<Record<string, App>> = {
  'Next.js that only throws': {
    files: NEXT_PAGES,
    checked: { 'src/instrumentation.ts': "export async function register() {\n  await import('./env');\n}\n" },
    build: `exec "${NODE}" "${NEXT}" build`,
    command: (port) => [NODE, NEXT, 'start', '-H', '127.0.0.1', '-p', String(port)],
  },
  Express: server("import express from 'express';", "express().get('/', (_, response) => response.send('ok')).listen(Number(process.env.PORT), '127.0.0.1');"),
  Fastify: server("import fastify from 'fastify';", "await fastify().get('/', () => 'ok').listen({ port: Number(process.env.PORT), host: '127.0.0.1' });"),
  Python: {
    files: {
      'settings.py': 'import os\n\nmodel = os.environ.get("MODEL_KEY")\ndatabase = os.environ.get("DATABASE_URL")\n',
      'server.py':
        'import os\nimport settings\nfrom http.server import HTTPServer, SimpleHTTPRequestHandler\n\nHTTPServer(("127.0.0.1", int(os.environ["PORT"])), SimpleHTTPRequestHandler).serve_forever()\n',
    },
    checked: {
      'server.py':
        'import env\nimport os\nimport settings\nfrom http.server import HTTPServer, SimpleHTTPRequestHandler\n\nHTTPServer(("127.0.0.1", int(os.environ["PORT"])), SimpleHTTPRequestHandler).serve_forever()\n',
    },
    command: () => ['python3', 'server.py'],
    module: 'env.py',
  },
  'Next.js': {
    files: NEXT_PAGES,
    checked: {
      'src/instrumentation.ts':
        "export async function register() {\n  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./env').catch((error) => { console.error(error); process.exit(1); });\n}\n",
    },
    build: `exec "${NODE}" "${NEXT}" build`,
    command: (port) => [NODE, NEXT, 'start', '-H', '127.0.0.1', '-p', String(port)],
  },
};

async function put(folder: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function trial(folder: string, { command }: App): Promise<StartTrial['trials']> {
  const port = await freePort();
  const env = { ...process.env, ...QUIET, PORT: String(port), MODEL_KEY: 'a key', DATABASE_URL: 'a database' };
  const io = nodeIo({ network: { resolvers: ['127.0.0.1:1'], routes: {}, trust: [] }, env, apps: appsIn(folder, env) });
  const intent = { start: { command: command(port), ready: port, withinMs: 30_000, variables: ['MODEL_KEY'] } } as unknown as Intent;
  const look = { subject: { kind: 'repository', name: '.' } as const, given: { env: { used: [] } } as never, intent, io, signal: AbortSignal.timeout(120_000) };
  const { value } = (await startTrialProbe.gather(look)) as { readonly value: StartTrial };
  return value.trials;
}

afterAll(() => rm(APPS, { recursive: true, force: true }));

describe.each(Object.entries(APPS_TRIED))('%s', (name, app) => {
  test('starts as if nothing were wrong, until the written module is imported: then it stops and names what is missing', { timeout: 240_000 }, async () => {
    const folder = join(APPS, name.toLowerCase().replaceAll(/\W/g, ''));
    await put(folder, app.files);
    const build = async (): Promise<void> => void (app.build && (await runText(app.build, {}, QUIET, folder, 180_000)));
    await build();
    expect(await trial(folder, app)).toMatchObject([{ name: 'MODEL_KEY', outcome: 'started' }]);

    // Here the app lies in a folder that our own git ignores: what it writes is made from a copy elsewhere.
    const source = await mkdtemp(join(tmpdir(), 'start-'));
    await put(source, app.files);
    const deps = compose({ folder: source, env: process.env });
    const intent = zeroConfigIntent({ project: 'acme', repository: { path: source, trusted: true } });
    const plan = await planEnv({ intent, signal: AbortSignal.timeout(30_000) }, deps);
    await rm(source, { recursive: true });
    expect(await writeEnv(plan, folder, join, deps)).toEqual(['.env.example', app.module ?? 'src/env.ts']);
    await put(folder, app.checked);
    await build();
    expect(await trial(folder, app)).toMatchObject([{ name: 'MODEL_KEY', outcome: 'named' }]);
  });
});
