import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildHostileRepository, type HostileRepository } from './hostile-repository.ts';

let hostile: HostileRepository;
beforeEach(async () => {
  hostile = await buildHostileRepository();
});
afterEach(() => hostile.remove());

/** Runs a program as somebody careless would; whether it succeeds does not matter. */
const careless = (program: string, ...args: string[]): Promise<unknown> =>
  promisify(execFile)(program, args, { cwd: hostile.path, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } }).catch(() => undefined);

test('building it springs nothing', async () => {
  expect(await hostile.sprung()).toEqual([]);
  expect((await lstat(join(hostile.path, '.env'))).isSymbolicLink()).toBe(true);
  expect((await lstat(join(hostile.path, 'pipe.env'))).isFIFO()).toBe(true);
});

test('the traps bite a careless reader: otherwise a clean result would prove nothing', async () => {
  await Promise.all([
    careless('git', 'status', '--porcelain'),
    careless('git', 'diff', '--', 'package.json', 'secret.bin'),
    careless('git', 'show', '--ext-diff', 'HEAD', '--', 'package.json'),
    careless('git', 'show', 'HEAD', '--', 'new.txt'),
    careless('git', 'cat-file', '-p', 'HEAD~1:old.txt'),
    careless('git', 'fetch', 'ssh'),
  ]);
  await careless('git', 'add', 'secret.bin');
  await careless('git', 'checkout', 'HEAD~1', '--', 'secret.bin');
  await import(pathToFileURL(join(hostile.path, 'launch-ready.config.mjs')).href);
  expect(await hostile.sprung()).toEqual(
    expect.arrayContaining([
      'config-mjs',
      'diff-driver',
      'diff-external',
      'filter-clean',
      'filter-smudge',
      'fsmonitor',
      'hook',
      'lazy-fetch',
      'ssh',
      'textconv',
    ]),
  );
});
