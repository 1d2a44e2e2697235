import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { compose } from '../compose.ts';
import { zeroConfigIntent } from '../config/intent.ts';
import { envPlanText } from '../reporters/env-plan.ts';
import type { EnvPlan } from '../model/env-plan.ts';
import { planEnv, writeEnv } from './env.ts';

const APP = {
  'src/db.ts': 'export const db = connect(process.env.DATABASE_URL);\nexport const mode = process.env.MODE_OF ?? "x";\n',
  'src/any.ts': 'export const any = (name: string) => process.env[name + "_KEY"];\n',
};

async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string, plan: () => Promise<EnvPlan>, write: (plan: EnvPlan) => Promise<readonly string[]>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'env-verb-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const deps = compose({ folder, env: process.env });
    const intent = zeroConfigIntent({ project: 'acme', repository: { path: folder, trusted: true } });
    return await work(
      folder,
      () => planEnv({ intent, signal: AbortSignal.timeout(30_000) }, deps),
      (plan) => writeEnv(plan, folder, join, deps),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('what the code needs becomes an example and a module; a second run finds them as they should be', async () => {
  await inFolder(APP, async (folder, plan, write) => {
    const first = await plan();
    expect(first).toMatchObject({ needed: 1, optional: 1, example: { path: '.env.example', is: 'new' }, module: { path: 'src/env.ts', is: 'new' } });
    expect(envPlanText(first)).toContain('src/any.ts:1');
    expect(await write(first)).toEqual(['.env.example', 'src/env.ts']);
    expect(await readFile(join(folder, '.env.example'), 'utf8')).toContain(
      '# address of the database, with user and password: page of your database host, Connection string\nDATABASE_URL=\n',
    );
    const second = await plan();
    expect([second.example.is, second.module.is]).toEqual(['same', 'same']);
    expect(await write(second)).toEqual([]);
  });
});

test('an example that is there grows at its end; a module that differs is left alone', async () => {
  await inFolder({ ...APP, '.env.example': '# mine\nMODE_OF=a', 'src/env.ts': 'export const mine = 1;\n' }, async (folder, plan, write) => {
    const planned = await plan();
    expect([planned.example.is, planned.module.is]).toEqual(['longer', 'differs']);
    expect(envPlanText(planned)).toContain('left alone');
    expect(await write(planned)).toEqual(['.env.example']);
    expect(await readFile(join(folder, '.env.example'), 'utf8')).toMatch(/^# mine\nMODE_OF=a\n# address of the database.*\nDATABASE_URL=\n$/);
    expect(await readFile(join(folder, 'src/env.ts'), 'utf8')).toBe('export const mine = 1;\n');
  });
});

test.each([
  ['the standard library', {}, 'os.environ["DATABASE_URL"]'],
  ['pydantic', { 'requirements.txt': 'fastapi\npydantic-settings==2.11\n' }, 'DATABASE_URL: str = Field(min_length=1)'],
])('a Python app gets a module of %s, and a second run finds it as it should be', async (_, more, expected) => {
  const files = { 'app/db.py': 'import os\nurl = os.environ["DATABASE_URL"]\nmode = os.getenv("MODE_OF", "x")\n', ...more };
  await inFolder(files, async (folder, plan, write) => {
    expect(await write(await plan())).toEqual(['.env.example', 'app/env.py']);
    expect(await readFile(join(folder, 'app/env.py'), 'utf8')).toContain(expected);
    const second = await plan();
    expect([second.example.is, second.module.is]).toEqual(['same', 'same']);
  });
});
