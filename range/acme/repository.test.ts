import { readFile, stat } from 'node:fs/promises';
import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAcmeRepository, faultyRepository, type AcmeRepository } from './repository.ts';
import { git } from './repository/git.ts';
import { ALL_REPOSITORY_FAULTS, DOCUMENTED_NAMES, UNDOCUMENTED } from './repository/history.ts';
import { buildShapedRepository } from './repository/shapes.ts';

let good: AcmeRepository;
let faulty: AcmeRepository;
beforeAll(async () => {
  [good, faulty] = await Promise.all([buildAcmeRepository(), faultyRepository()]);
});
afterAll(() => Promise.all([good.remove(), faulty.remove()]));

/** Every version of every file, as the object store has it. */
const everything = (repository: AcmeRepository): Promise<string> => git(repository.path, 'cat-file', '--batch', '--batch-all-objects', '--unordered');
const lastLog = (repository: AcmeRepository): Promise<string> => git(repository.path, 'log', '--format=%an %ae %aI %s', '--all');

test('every planted secret is where the plan says', async () => {
  const store = await everything(faulty);
  for (const { value, path, inTree } of faulty.planted) {
    expect(store).toContain(value.trim());
    const now = await readFile(join(faulty.path, path), 'utf8').catch(() => '');
    expect({ path, inTree: now.includes(value) }).toEqual({ path, inTree });
  }
  const withSecrets = new Set(faulty.planted.map(({ fault }) => fault));
  const others = ALL_REPOSITORY_FAULTS.filter((fault) => !withSecrets.has(fault));
  expect(others).toEqual(['env-undocumented', 'headers-in-log', 'no-runbook', 'no-pipeline']);
});

test('the key of the merge is in no ordinary patch, and the private key is a real one', async () => {
  const merge = faulty.planted.find(({ fault }) => fault === 'key-in-merge');
  const patches = await git(faulty.path, 'log', '-p', '--all', '--format=%H', '--diff-filter=A');
  expect(patches).not.toContain(merge?.value);
  const key = faulty.planted.find(({ kind }) => kind === 'private-key');
  expect(createPrivateKey(key?.value ?? '').asymmetricKeyType).toBe('ed25519');
});

test('the good version holds no planted secret, but all look-alikes', async () => {
  expect(good.planted).toEqual([]);
  const store = await everything(good);
  for (const { value } of faulty.planted) expect(store).not.toContain(value.trim());
  for (const { path, value } of good.lookalikes) expect(await readFile(join(good.path, path), 'utf8')).toContain(value);
  expect((await git(good.path, 'status', '--porcelain')).trim()).toBe('');
});

test('variables: the good version documents all it reads', async () => {
  const read = async (repository: AcmeRepository): Promise<Set<string>> => {
    const lines = await git(repository.path, 'grep', '-hoE', "process\\.env(\\.|\\[')[A-Z_]+|SESSION_SECRET", '--', '*.ts', '*.mjs');
    return new Set(lines.match(/[A-Z][A-Z_]+/g));
  };
  expect([...(await read(good))].filter((name) => !DOCUMENTED_NAMES.includes(name))).toEqual([]);
  expect([...(await read(faulty))].filter((name) => !DOCUMENTED_NAMES.includes(name)).sort((a, b) => (a < b ? -1 : 1))).toEqual([...UNDOCUMENTED]);
});

test('the same options give the same commits, with fixed people and dates', async () => {
  const again = await faultyRepository();
  expect(again.commits).toEqual(faulty.commits);
  await again.remove();
  expect(new Set(faulty.commits).size).toBe(10);
  expect(await lastLog(faulty)).toMatch(/^Ada Founder ada@acme\.example 2026-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00) First tests and fixtures\n/);
  const other = await buildAcmeRepository({ seed: 'other', faults: new Set(['stripe-key-in-code']) });
  expect(other.planted[0]?.value).not.toBe(faulty.planted.find(({ kind }) => kind === 'stripe')?.value);
  await other.remove();
});

test('the shapes lack what they say', async () => {
  const shapes = ['shallow', 'empty', 'no-git', 'huge-file', 'missing-blob'] as const;
  const [shallow, empty, none, huge, missing] = await Promise.all(shapes.map(buildShapedRepository));
  if (!shallow || !empty || !none || !huge || !missing) throw new Error('a shape is missing');
  expect((await git(shallow.path, 'rev-parse', '--is-shallow-repository')).trim()).toBe('true');
  await expect(git(empty.path, 'rev-parse', 'HEAD')).rejects.toThrow('unknown revision');
  await expect(stat(join(none.path, '.git'))).rejects.toThrow('ENOENT');
  expect((await stat(join(huge.path, 'core.dump'))).size).toBeGreaterThan(2 ** 31);
  await expect(git(missing.path, 'show', `${missing.commits[1]}:components/chat.tsx`)).rejects.toThrow('bad object');
  await Promise.all([shallow, empty, none, huge, missing].map((repository) => repository.remove()));
});
