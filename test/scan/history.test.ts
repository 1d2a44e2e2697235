import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { composeLocal } from '../../src/compose-local.ts';
import type { Files } from '../../src/ports/io.ts';
import { scanHistory } from '../../src/scan/scan-history.ts';
import { scanTree } from '../../src/scan/scan-tree.ts';
import { githubToken, openAi, stripeLive } from '../repository/made-up-secrets.ts';
import { temporaryRepository } from '../repository/temporary-repository.ts';
import { cacheFolder, linesOf, scanOf } from './scan-of.ts';

vi.setConfig({ testTimeout: 120_000 });

const key = (value: string): string => `const key = '${value}';\n`;
const filler = (n: number): string => `export const step = (input: number): number => input * ${n};\n`;

test('a history with missing contents is remembered, until one of them arrives', async () => {
  const source = temporaryRepository();
  source.commit('oops', { 'a.ts': key(openAi()) });
  source.commit('gone', { 'a.ts': 'x' });
  source.git('config', 'uploadpack.allowFilter', 'true');
  const clones = temporaryRepository(true);
  execFileSync('git', ['clone', '-q', '--filter=blob:none', '--no-checkout', `file://${source.root}`, 'partial'], { cwd: clones.root, stdio: 'ignore' });
  const [root, cache] = [join(clones.root, 'partial'), cacheFolder()];
  const look = async (): Promise<unknown> => {
    const { findings, notScanned, scanned } = await scanOf(root, { history: true }, cache);
    return [findings.length, notScanned, scanned.versions];
  };
  const first = await look();
  expect(first).toEqual([0, ['2 versions of files are named in the history but are not here'], 0]);
  expect(await look()).toEqual(first);
  // No ref moves.
  execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: root, input: key(openAi()) });
  expect(await look()).toEqual([1, ['1 version of files is named in the history but is not here'], 1]);
  expect(await look()).toEqual([1, ['1 version of files is named in the history but is not here'], 1]);
});

test('one thread and two find the same', async () => {
  const repository = temporaryRepository();
  const large = (n: number): string => `${filler(n).repeat(20_000)}${key(githubToken(n + 1))}`;
  for (let n = 0; n < 4; n++) repository.commit(`change ${n}`, Object.fromEntries([0, 1, 2].map((at) => [`src/file-${at}.ts`, large(n * 3 + at)])));
  const { cache: _, pool, ...rest } = await composeLocal({ PATH: process.env['PATH'] }).openLocal(repository.root);
  const signal = AbortSignal.timeout(60_000);
  const found = async (threads: number): Promise<unknown> => {
    const io = { ...rest, ...(pool && threads > 1 && { pool: { ...pool, threads } }) };
    return scanHistory(io, { at: ['--git-dir=.git'], prefix: '' }, { until: Number.POSITIVE_INFINITY }, signal);
  };
  const alone = await found(1);
  expect(alone).toMatchObject({ scanned: { versions: 12, missing: 0 }, gaps: [] });
  expect(await found(2)).toEqual(alone);
});

test('stopped in the middle: what was found is told, with what was not reached; the next run reads only the rest', async () => {
  const repository = temporaryRepository();
  const [files, cache] = [1000, cacheFolder()];
  repository.commit('all', { 'first.ts': key(stripeLive()), ...Object.fromEntries(Array.from({ length: files }, (_, n) => [`src/file-${n}.ts`, filler(n)])) });
  repository.commit('gone', { 'first.ts': '' });
  const stop = new AbortController();
  const stopped = await scanOf(repository.root, { history: true, signal: stop.signal, onProgress: () => stop.abort() }, cache);
  expect(stopped).toMatchObject({ interrupted: true, sources: ['tree', 'history'], scanned: { files: files + 1 } });
  expect(stopped.notScanned).toEqual([expect.stringMatching(/^\d+ versions of files were not reached: you stopped the scan$/)]);
  expect(stopped.scanned.versions).toBeGreaterThan(0);
  const next = await scanOf(repository.root, { history: true }, cache);
  expect(next.scanned).toMatchObject({ versions: files + 2 });
  expect(next.scanned.knownVersions).toBeGreaterThanOrEqual(stopped.scanned.versions - stopped.findings.length);
  expect([linesOf(next), next.notScanned]).toEqual([['blocker stripe-live-key history first.ts:1'], []]);
});

test('stopped while files are read: how many were not reached is told', async () => {
  const folder = temporaryRepository(true);
  folder.write(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`file-${n}.ts`, key(githubToken(n + 1))])));
  const io = await composeLocal({ PATH: '' }).openLocal(folder.root);
  const stop = new AbortController();
  let reads = 0;
  const read: Files['read'] = (...given) => {
    if (++reads === 20) stop.abort();
    return (io.files as Files).read(...given);
  };
  const { files, gaps } = await scanTree({ ...io, files: { ...io.files, read } as Files }, { until: Number.POSITIVE_INFINITY }, stop.signal);
  expect(files).toHaveLength(20);
  expect(gaps).toEqual(['30 files were not reached: you stopped the scan']);
});

test('what other code found is not taken for its own', async () => {
  const repository = temporaryRepository();
  repository.commit('oops', { 'a.ts': key(stripeLive()) });
  const io = await composeLocal({ PATH: process.env['PATH'], XDG_CACHE_HOME: cacheFolder() }).openLocal(repository.root);
  const known = async (code: string): Promise<number> => {
    const ours = { ...io, ...(io.cache && { cache: { ...io.cache, code: () => Promise.resolve(code) } }) };
    const { scanned } = await scanHistory(ours, { at: ['--git-dir=.git'], prefix: '' }, { until: Number.POSITIVE_INFINITY }, AbortSignal.timeout(60_000));
    return scanned.known;
  };
  expect([await known('one'), await known('one'), await known('other'), await known('other')]).toEqual([0, 1, 0, 1]);
});
