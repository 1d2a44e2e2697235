import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../../../range/free-port.ts';
import { appsIn } from '../../adapters/io/apps.ts';
import { nodeIo } from '../../adapters/io/node-io.ts';
import type { StartTrial } from '../../evidence/secrets/start-trial.ts';
import { restrict } from '../../engine/restrict.ts';
import type { Intent } from '../../model/intent.ts';
import type { LookResult } from '../../ports/probe.ts';
import { startTrialProbe } from './start-trial.ts';

/** A small app; `check` is what it does before it listens. A process of its own stands for what frameworks start. */
const app = (check: string): string => `
const { createServer } = require('node:http');
${check}
createServer((_, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1');
`;
/** What Next.js makes of an error in its instrumentation. */
const failing = (says: string): string =>
  app(`if (!process.env.PAY_KEY) { ${says} }`).replace("response.end('ok')", "{ if (!process.env.PAY_KEY) response.statusCode = 500; response.end('x'); }");
const CHECKED = "if (!process.env.PAY_KEY) { console.error('PAY_KEY is missing'); process.exit(1); }";

interface Options {
  readonly files?: readonly string[];
  readonly active?: boolean;
  readonly seconds?: number;
}

async function trial(source: string, { files = [], active = true, seconds = 8 }: Options = {}): Promise<{ value: StartTrial; port: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  const port = await freePort();
  try {
    await writeFile(join(folder, 'server.cjs'), source);
    const env = { ...process.env, PORT: String(port), PAY_KEY: 'x' };
    const io = nodeIo({ network: { resolvers: ['127.0.0.1:1'], routes: {}, trust: [] }, env, apps: appsIn(folder, env) });
    const signal = AbortSignal.timeout(60_000);
    const used = [{ name: 'PAY_KEY', need: 'must', atStart: true, inApp: true, places: [] }];
    const values = { files: files.map((name) => ({ kind: 'private', variables: [{ name }] })) };
    const intent = { start: { command: [process.execPath, 'server.cjs'], ready: port, withinMs: seconds * 1000 } } as unknown as Intent;
    const look = { subject: { kind: 'repository', name: '.' }, given: { env: { used }, values } as never, intent, signal } as const;
    const given = restrict(io, startTrialProbe, { active, owned: [] }, new Map(), signal);
    const { value } = (await startTrialProbe.gather({ ...look, io: given })) as LookResult<StartTrial>;
    expect(startTrialProbe.fills.schema.fault(value, 'value')).toBeUndefined();
    return { value, port };
  } finally {
    await rm(folder, { recursive: true });
  }
}
/** A moment after its end at the latest. */
const isOpen = async (port: number): Promise<boolean> => {
  for (let tries = 0; tries < 30; tries++) {
    if (!(await answers(port))) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
};
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

test.each<[string, string, StartTrial['trials'][number]['outcome']]>([
  ['stops and names it', app(CHECKED), 'named'],
  ['stops without a word', app('if (!process.env.PAY_KEY) process.exit(1);'), 'silent'],
  ['says so and goes on', app("if (!process.env.PAY_KEY) console.error('PAY_KEY is missing');"), 'started'],
  ['starts as if nothing were wrong', app(''), 'started'],
  ['listens, answers everything with 500 and names it in its log', failing("console.error('PAY_KEY is missing')"), 'named'],
  ['listens, answers everything with 500 and says nothing', failing(''), 'silent'],
  ['answers its front page with 500 anyway', app('').replace("response.end('ok')", "(response.writeHead(500), response.end('no'))"), 'started'],
  [
    'listens first and ends then',
    `${app('')}\nif (!process.env.PAY_KEY) setTimeout(() => { console.error('PAY_KEY is missing'); process.exit(1); }, 5);`,
    'named',
  ],
])('an app that %s', async (_, source, outcome) => {
  const { value, port } = await trial(source);
  expect(value.trials).toMatchObject([{ name: 'PAY_KEY', outcome }]);
  expect(await isOpen(port)).toBe(false);
});

test('a variable that an env file would put back is emptied', async () => {
  const { value } = await trial(
    app(`if (process.env.PAY_KEY !== '') throw new Error('PAY_KEY is ' + typeof process.env.PAY_KEY);`.replace('if (', 'if (process.env.PAY_KEY !== "x" && ')),
    { files: ['PAY_KEY'] },
  );
  expect(value.trials).toMatchObject([{ outcome: 'started' }]);
});

test('what the app starts is ended with it', async () => {
  const child = `require('node:child_process').spawn(process.execPath, ['-e', "require('node:http').createServer().listen(Number(process.env.PORT), '127.0.0.1')"], { stdio: 'ignore' }); setInterval(() => {}, 1000);`;
  const { port } = await trial(child);
  expect(await isOpen(port)).toBe(false);
});

test('cannot look: it does not start at all, is not ready in time, or nobody consented', async () => {
  await expect(trial('process.exit(3)')).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('ends with 3') as string });
  await expect(trial('setInterval(() => {}, 1000)', { seconds: 1 })).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('not ready') as string,
  });
  await expect(trial(app(CHECKED), { active: false })).rejects.toMatchObject({ code: 'no-consent' });
});
