import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptFiles } from './kept-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('keeps one private document per name and loses no update', async () => {
  const store = keptFiles(folder);
  expect(await store.load('dmarc-reports')).toBeUndefined();
  const add = (old: unknown): unknown => [...(Array.isArray(old) ? (old as unknown[]) : []), 1];
  const [{ file }] = await Promise.all([store.update('dmarc-reports', add), store.update('dmarc-reports', add), store.update('dmarc-reports', add)]);
  expect(await store.load('dmarc-reports')).toEqual([1, 1, 1]);
  // Windows has no such bits.
  expect(process.platform === 'win32' ? 0o600 : (await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'kept'))).toEqual(['dmarc-reports.json']);
});

test('the state folder keeps itself out of git, and what somebody wrote there stays', async () => {
  await keptFiles(folder).update('dmarc-reports', () => 1);
  expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  await writeFile(join(folder, '.gitignore'), '!kept\n');
  await keptFiles(folder).update('dmarc-reports', () => 2);
  expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('!kept\n');
});

test('what is not JSON is a clear error and stays as it is', async () => {
  await mkdir(join(folder, 'kept'));
  await writeFile(join(folder, 'kept', 'dmarc-reports.json'), '{');
  await expect(keptFiles(folder).load('dmarc-reports')).rejects.toThrow('not valid JSON');
  await expect(keptFiles(folder).update('dmarc-reports', () => 1)).rejects.toThrow('not valid JSON');
});
