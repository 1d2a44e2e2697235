import { expect, test } from 'vitest';
import { envFileKind, parseEnvFile } from './env-file.ts';
import { findEnvUses } from './env-usage.ts';
import { fileRole } from './file-role.ts';
import { scriptVariables } from './package-manifest.ts';

const uses = (source: string): string[] => findEnvUses(source).uses.map((use) => `${use.name}${use.hasDefault ? '?' : ''}:${use.line}`);

test.each([
  ['x = process.env.A_KEY;', ['A_KEY:1']],
  ["\nprocess.env['B'] ?? 'x'", ['B?:2']],
  ['process.env.C || "d"', ['C?:1']],
  ['const { D, E = "x", lower } = process.env;', ['D:1', 'E?:1']],
  ['import.meta.env.VITE_F', ['VITE_F:1']],
  ['Deno.env.get("G")', ['G:1']],
  ['os.environ["H"]; os.getenv("I", "x"); os.environ.get("J")', ['H:1', 'I?:1', 'J:1']],
  ['url = env("DATABASE_URL")', ['DATABASE_URL:1']],
  ["import { K } from '$env/static/private'", ['K:1']],
  ['// process.env.L\n/* process.env.M */\n# os.environ["N"]', []],
  ['fetch("https://x.io"); process.env.O', ['O:1']],
  ['process.env.P = "x"', []],
  ['process.env.Q === "x"', ['Q?:1']],
  ['const on = !!process.env.S; const t = process.env.T ? 1 : 2; process.env.U && f(); Boolean(process.env.V)', ['S?:1', 'T?:1', 'U?:1', 'V?:1']],
  ['if (process.env.Z) { f() }', ['Z?:1']],
  ['if (!process.env.W) throw new Error(); process.env.X?.trim(); process.env.Y!', ['W:1', 'X:1', 'Y:1']],
  ['f({ a: process.env.R, b: 1 })', ['R:1']],
])('%s', (source, expected) => expect(uses(source)).toEqual(expected));

test('a computed name is said to be computed', () => {
  expect(findEnvUses('process.env[name]').dynamicLines).toEqual([1]);
  expect(findEnvUses('process.env["A"]').dynamicLines).toEqual([]);
});

test('variables that scripts set for themselves', () => {
  const scripts = { build: 'next build', export: 'yarn mask && cross-env BUILD_MODE=export BUILD_APP=1 next build', check: 'tsc --target=es2024' };
  expect(scriptVariables(JSON.stringify({ scripts }))).toEqual(['BUILD_MODE', 'BUILD_APP']);
});

test('names that the types of the project call optional', () => {
  expect(
    findEnvUses('declare global { namespace NodeJS { interface ProcessEnv {\n A_KEY?: string; // one\n B: string;\n C?: "x" | "y";\n} } }').optionalNames,
  ).toEqual(['A_KEY', 'C']);
  expect(findEnvUses('interface Props {\n A_KEY?: string }').optionalNames).toEqual([]);
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
