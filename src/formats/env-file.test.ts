import { expect, test } from 'vitest';
import { envFileKind, parseEnvFile } from './env-file.ts';
import { fileRole } from './file-role.ts';
import { scriptVariables } from './package-manifest.ts';

test('variables that scripts set for themselves', () => {
  const scripts = { build: 'next build', export: 'yarn mask && cross-env BUILD_MODE=export BUILD_APP=1 next build', check: 'tsc --target=es2024' };
  expect(scriptVariables(JSON.stringify({ scripts }))).toEqual(['BUILD_MODE', 'BUILD_APP']);
});
test('env files: names, values, comments', () => {
  expect(
    parseEnvFile('A=1 # one\nexport B="two # 2"\n# C=3\n# just words\nbad line\nD=\nE=#yours here\nF= # yours').map((line) => [
      line.name,
      line.value,
      line.commented,
    ]),
  ).toEqual([
    ['A', '1', false],
    ['B', 'two # 2', false],
    ['C', '3', true],
    ['D', '', false],
    ['E', '', false],
    ['F', '', false],
  ]);
});

test.each([
  ['.env', 'private'],
  ['apps/web/.env.production', 'private'],
  ['.dev.vars', 'private'],
  ['.env.example', 'example'],
  ['.env.local.sample', 'example'],
  ['env.ts', undefined],
  ['.environment', undefined],
])('%s is %s', (path, kind) => expect(envFileKind(path)).toBe(kind));

test.each([
  ['src/a.test.ts', 'test'],
  ['tests/x/fixtures/key.pem', 'test'],
  ['README.md', 'docs'],
  ['.env.example', 'example'],
  ['src/contest/latest.ts', 'code'],
])('%s is for %s', (path, role) => expect(fileRole(path)).toBe(role));
