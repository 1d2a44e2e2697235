import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleText, schemaText } from './env-outputs.ts';
import { findEnvUses } from './env-use/find.ts';

const OUTPUTS = [
  { name: 'A_KEY', needed: true, is: 'key of a service', from: 'its page' },
  { name: 'B_URL', needed: true, readAt: 'src/a.ts:3' },
  { name: 'C_MODE', needed: false },
];

test('an example names each variable, says what it is for, and holds no value', () => {
  expect(exampleText(OUTPUTS)).toBe('# key of a service: its page\nA_KEY=\n# used in src/a.ts:3\nB_URL=\n# used in the code (may stay empty)\nC_MODE=\n');
});

interface Ran {
  readonly code: number;
  readonly out: string;
}
/** Runs the module as Node runs it, with these variables and nothing else. */
async function run(text: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'schema-'));
  try {
    await symlink(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'env.ts'), text);
    await writeFile(join(folder, 'main.ts'), "import { env } from './env.ts';\nconsole.log(JSON.stringify(env));\n");
    return await new Promise((resolve) => {
      execFile(process.execPath, ['main.ts'], { cwd: folder, env: { ...env } }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out: out + err }),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each([
  ['plain', false],
  ['zod', true],
])('the module runs: %s', async (_, withZod) => {
  const text = schemaText(OUTPUTS, { withZod, example: '.env.sample' });
  const whole = await run(text, { A_KEY: 'a', B_URL: 'b' });
  expect(whole).toEqual({ code: 0, out: '{"A_KEY":"a","B_URL":"b"}\n' });
  const without = await run(text, { A_KEY: ' ' });
  expect(without.code).not.toBe(0);
  expect(without.out).toContain('A_KEY, B_URL. See .env.sample');
  expect(without.out).not.toContain('C_MODE');
});

test.each([false, true])('our own look takes it for a check at start (zod: %s)', (withZod) => {
  const { uses, validations } = findEnvUses('src/env.ts', schemaText(OUTPUTS, { withZod, example: '.env.sample' }));
  expect(uses.filter(({ need, atStart }) => need === 'must' && atStart).map(({ name }) => name)).toEqual(['A_KEY', 'B_URL']);
  expect(uses.some(({ name, need }) => name === 'C_MODE' && need === 'must')).toBe(false);
  expect(validations.length).toBe(withZod ? 1 : 0);
});
