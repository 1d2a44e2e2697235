import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesBelow } from '../adapters/io/files.ts';
import { Secret } from '../model/text.ts';
import { readEnvValues } from './env-values.ts';

let root: string;
const FILES = {
  '.env': 'A=one\n# B=commented\nexport C="two three"\n',
  '.env.example': 'A=your-key\n',
  'apps/web/.env.local': 'D=four\n',
  'node_modules/x/.env': 'NO=1\n',
  'dist/.env': 'NO=1\n',
  'src/env.ts': 'NO=1\n',
};
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'env-values-'));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

const shown = (values: readonly { readonly name: string; readonly value: Secret }[]): string[] =>
  values.map(({ name, value }) => `${name}=${Secret.reveal(value)}`).sort();
const environment: Readonly<Record<string, string>> = { E: 'five' };
const secret = (name: string): Secret | undefined => (environment[name] === undefined ? undefined : new Secret(environment[name]));

test('values of env files, of examples and of the environment, ignored files too; none of packages and builds', async () => {
  const read = await readEnvValues({ files: await filesBelow(root), secret }, ['E', 'F'], new AbortController().signal);
  expect(shown(read.values)).toEqual(['A=one', 'C=two three', 'D=four', 'E=five']);
  expect(shown(read.examples)).toEqual(['A=your-key']);
  expect(read.files).toEqual(['.env', 'apps/web/.env.local']);
  expect(read.leftOut).toEqual([]);
  expect(JSON.stringify(read)).not.toContain('two three');
});

test('without a repository the environment alone; what cannot be read is told', async () => {
  expect(shown((await readEnvValues({ secret }, ['E', 'E'], new AbortController().signal)).values)).toEqual(['E=five']);
  const files = { ...(await filesBelow(root)), read: () => Promise.reject(new Error('EACCES')) };
  const read = await readEnvValues({ files, secret }, [], new AbortController().signal);
  expect(read.values).toEqual([]);
  expect(read.leftOut).toContain('.env (cannot be read)');
});
