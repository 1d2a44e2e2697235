import { expect, test } from 'vitest';
import { findEnvUses } from '../../formats/env-use/find.ts';
import { EnvTally } from './env-tally.ts';

const needs = (files: Readonly<Record<string, string>>, leftOut: readonly string[] = []): Readonly<Record<string, string>> => {
  const tally = new EnvTally();
  for (const [path, text] of Object.entries(files)) tally.add(path, findEnvUses(path, text), true);
  tally.mayBeLeftOut(leftOut);
  return Object.fromEntries(tally.finish().used.map(({ name, need }) => [name, need]));
};
const provider = (name: string): string => `export class P { constructor() { if (!process.env.${name}) throw new Error('no key'); } }`;

test('providers that stand side by side are a choice, routes are not', () => {
  const names = ['A_KEY', 'B_KEY', 'C_KEY', 'D_KEY'];
  const as = (path: (name: string) => string): Readonly<Record<string, string>> => Object.fromEntries(names.map((name) => [path(name), provider(name)]));
  const all = (need: string): unknown => Object.fromEntries(names.map((name) => [name, need]));
  expect(needs(as((name) => `src/providers/${name}.ts`))).toEqual(all('optional'));
  expect(needs(as((name) => `src/providers/${name}/index.ts`))).toEqual(all('optional'));
  expect(needs(as((name) => `app/api/${name}/route.ts`))).toEqual(all('must'));
  const { 'src/providers/A_KEY.ts': _, ...three } = as((name) => `src/providers/${name}.ts`);
  expect(needs(three)).toEqual({ B_KEY: 'must', C_KEY: 'must', D_KEY: 'must' });
});

test('a timeout or a limit is turned, not needed, unless the code stops without it', () => {
  expect(
    needs({ 'src/a.ts': 'f(process.env.MODEL_TIMEOUT_MS, process.env.MAX_TOKENS, process.env.MODEL_NAME); if (!process.env.SEAT_LIMIT) throw new Error();' }),
  ).toEqual({
    MAX_TOKENS: 'optional',
    MODEL_NAME: 'plain',
    MODEL_TIMEOUT_MS: 'optional',
    SEAT_LIMIT: 'must',
  });
});

test('what an example shows as a line to uncomment may be left out, unless the app stops at start', () => {
  const files = { 'src/a.ts': 'export const a = process.env.A_A; if (!process.env.B_B) throw new Error();' };
  expect(needs(files)).toEqual({ A_A: 'plain', B_B: 'must' });
  expect(needs(files, ['A_A', 'B_B'])).toEqual({ A_A: 'optional', B_B: 'must' });
});

test('what stands at the top of a file that nothing imports is not checked at start', () => {
  const tally = new EnvTally();
  tally.add('src/env.ts', findEnvUses('src/env.ts', 'cleanEnv(process.env, { A_A: str(), B_B: str() })'), false);
  expect(tally.finish().used.map(({ atStart }) => atStart)).toEqual([false, false]);
  expect(tally.validations).toMatchObject([{ atStart: true, reached: false }]);
});
