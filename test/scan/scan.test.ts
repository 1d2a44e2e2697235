import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baselineOf, readBaseline } from '../../src/verbs/scan/baseline.ts';
import { githubToken, openAi, stripeLive } from '../repository/made-up-secrets.ts';
import { temporaryRepository } from '../repository/temporary-repository.ts';
import { cacheFolder, linesOf, scanOf } from './scan-of.ts';

const key = (value: string): string => `const key = '${value}';\n`;

test('the tree: tracked and new files, not what git ignores', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'src/pay.ts': `// pay\n${key(stripeLive())}`, '.gitignore': '.env\n' });
  repository.write({ 'new.ts': key(openAi()), '.env': `A=${githubToken()}` });
  const result = await scanOf(repository.root);
  expect(linesOf(result)).toEqual(['blocker openai-key new.ts:1', 'blocker stripe-live-key src/pay.ts:2']);
  expect(result).toMatchObject({ sources: ['tree'], notScanned: [], scanned: { files: 3, versions: 0 }, interrupted: false });
});

test('the history: what was deleted, merged, stashed, tagged; one finding a value', async () => {
  const repository = temporaryRepository();
  const first = repository.commit('oops', { 'a.ts': key(stripeLive()) });
  repository.commit('still', { 'a.ts': `${key(stripeLive())}\n` });
  repository.commit('gone', { 'a.ts': '' });
  for (const seed of [1, 2]) {
    repository.write({ 'b.ts': key(openAi(seed)) });
    repository.git('add', '-A');
    repository.git('stash');
  }
  writeFileSync(join(repository.root, 'blob'), key(githubToken()));
  repository.git('tag', 'of-a-file', repository.git('hash-object', '-w', 'blob'));
  execFileSync('rm', [join(repository.root, 'blob')]);
  const result = await scanOf(repository.root, { history: true });
  expect(linesOf(result)).toEqual([
    'blocker github-token history :1',
    'blocker stripe-live-key history a.ts:1',
    'blocker openai-key history b.ts:1',
    'blocker openai-key history b.ts:1',
  ]);
  expect(result.findings[1]?.history).toMatchObject({ commit: first, at: '2026-01-02T03:04:05.000Z', versions: 2 });
  expect(result.notScanned).toEqual([]);
});

test('what nothing reaches is found when asked for', async () => {
  const repository = temporaryRepository();
  repository.commit('oops', { 'a.ts': key(stripeLive()) });
  repository.write({ 'a.ts': '' });
  repository.git('commit', '-q', '-a', '--amend', '-m', 'clean');
  expect(linesOf(await scanOf(repository.root, { history: true }))).toEqual([]);
  const [found] = (await scanOf(repository.root, { unreachable: true })).findings;
  expect(found).toMatchObject({ format: 'stripe-live-key', places: [], history: { commit: null, path: '' } });
});

test('an unchanged history is not read again; a changed one only where it changed; a key is found both times', async () => {
  const [repository, cache] = [temporaryRepository(), cacheFolder()];
  repository.commit('oops', { 'a.ts': key(stripeLive()), 'b.ts': 'const b = 1;' });
  repository.commit('gone', { 'a.ts': '' });
  const once = await scanOf(repository.root, { history: true }, cache);
  const again = await scanOf(repository.root, { history: true }, cache);
  expect(again).toEqual({ ...once, tookMs: again.tookMs, scanned: { ...once.scanned, historyBytes: 0, knownVersions: once.scanned.versions } });
  repository.commit('more', { 'c.ts': key(openAi()) });
  const changed = await scanOf(repository.root, { history: true }, cache);
  expect(linesOf(changed)).toEqual(['blocker openai-key c.ts:1', 'blocker stripe-live-key history a.ts:1']);
  expect(changed.scanned.historyBytes).toBeLessThan(once.scanned.historyBytes + 200);
});

test('since a commit, a branch or a date: only what came in after it', async () => {
  const repository = temporaryRepository();
  const first = repository.commit('old', { 'a.ts': key(stripeLive()) });
  repository.git('branch', 'release');
  repository.commit('new', { 'b.ts': key(openAi()) });
  repository.commit('gone', { 'b.ts': '' });
  for (const since of [first, 'release', 'HEAD~2']) expect(linesOf(await scanOf(repository.root, { since }))).toEqual(['blocker openai-key history b.ts:1']);
  expect((await scanOf(repository.root, { since: '2025-12-31' })).findings).toHaveLength(2);
  expect((await scanOf(repository.root, { since: '2026-06-01' })).findings).toHaveLength(0);
  for (const since of ['yesterdayish', '--all', 'nothing/here'])
    await expect(scanOf(repository.root, { since })).rejects.toThrow('no such commit, branch or tag');
});

test('staged: only what the commit brings in, also for git commit -a', async () => {
  const repository = temporaryRepository();
  repository.commit('old', { 'a.ts': key(stripeLive()), 'b.ts': '' });
  repository.write({ 'a.ts': `${key(stripeLive())}${key(openAi())}`, 'b.ts': key(githubToken()) });
  repository.git('add', 'a.ts');
  const staged = await scanOf(repository.root, { staged: true });
  expect(linesOf(staged)).toEqual(['blocker openai-key a.ts:2']);
  expect(staged.notes).toEqual([expect.stringContaining('1 value stood in these files before')]);
  // git commit -a stages into an index of its own and names it to the hook.
  repository.write({ '.git/hooks/pre-commit': '#!/bin/sh\ncp "$GIT_INDEX_FILE" .git/kept-index\nexit 1\n' });
  execFileSync('chmod', ['+x', join(repository.root, '.git/hooks/pre-commit')]);
  expect(() => repository.git('commit', '-a', '-m', 'all')).toThrow('git commit');
  expect(linesOf(await scanOf(repository.root, { staged: true, index: join(repository.root, '.git/kept-index') }))).toEqual([
    'blocker openai-key a.ts:2',
    'blocker github-token b.ts:1',
  ]);
  const empty = temporaryRepository();
  empty.write({ 'a.ts': key(stripeLive()) });
  empty.git('add', '-A');
  expect(linesOf(await scanOf(empty.root, { staged: true }))).toEqual(['blocker stripe-live-key a.ts:1']);
});

test('files, archives and streams', async () => {
  const folder = temporaryRepository(true);
  folder.write({ 'ci.log': `step 1\nAuthorization: ${githubToken()}\n` });
  const name = 'ci.log';
  const files = await scanOf(folder.root, { files: [{ path: join(folder.root, name), name }] });
  expect(linesOf(files)).toEqual(['blocker github-token ci.log:2']);
  await expect(scanOf(folder.root, { files: [{ path: folder.root, name: 'folder' }] })).rejects.toThrow('not a plain file');
  async function* log(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`start\ntoken=${githubToken().slice(0, 20)}`);
    yield Buffer.from(`${githubToken().slice(20)}\nend\n`);
  }
  expect(linesOf(await scanOf(folder.root, { stdin: log() }))).toEqual(['blocker github-token stdin:2']);
});

test('a comment accepts one value on its line; a new value there is seen, and a comment that accepts nothing is told', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.ts': key(stripeLive()) });
  const id = (await scanOf(repository.root)).findings[0]?.id ?? '';
  repository.commit('accepted', { 'a.ts': `const key = '${stripeLive()}'; // launch-ready:allow ${id}\n` });
  const accepted = await scanOf(repository.root, { history: true });
  expect(accepted).toMatchObject({ findings: [], accepted: { byComment: 1 }, unusedAllows: [] });
  repository.write({ 'a.ts': `// launch-ready:allow ${id}\nconst key = '${stripeLive()}' + '${stripeLive(2)}';\n` });
  expect(linesOf(await scanOf(repository.root))).toEqual(['blocker stripe-live-key a.ts:2']);
  repository.write({ 'a.ts': `// launch-ready:allow ${id}\n// launch-ready:allow\n` });
  expect((await scanOf(repository.root)).unusedAllows).toEqual([
    { path: 'a.ts', line: 1, id },
    { path: 'a.ts', line: 2, id: '' },
  ]);
});

test('a baseline accepts what was there; new values, also weak ones, are seen; unused entries are told', async () => {
  const repository = temporaryRepository();
  const address = (password: string): string => `${['postgresql', '//'].join(':')}app:${password}@db.acme.io/app\n`;
  repository.commit('first', { 'a.ts': key(stripeLive()), 'db.txt': '', 'db.conf': `url=${address('hunter22x')}` });
  const before = await scanOf(repository.root);
  const value = readBaseline(JSON.parse(JSON.stringify(baselineOf(before.findings))), 'b.json');
  expect(JSON.stringify(value)).not.toContain('hunter');
  const baseline = { file: 'b.json', value };
  expect(await scanOf(repository.root, { baseline })).toMatchObject({ findings: [], accepted: { byBaseline: 2 }, unusedBaseline: [] });
  appendFileSync(join(repository.root, 'db.conf'), `other=${address('gunter33y')}`);
  repository.write({ 'a.ts': '', 'c.ts': key(openAi()) });
  const after = await scanOf(repository.root, { baseline });
  expect(linesOf(after)).toEqual(['blocker openai-key c.ts:1', 'blocker database-url db.conf:1']);
  expect(after.unusedBaseline).toEqual([{ id: before.findings[0]?.id, path: 'a.ts' }]);
});

test.each([
  [{ schema: 'launch-ready/secret-baseline@2', accepted: [] }, 'another version of launch-ready'],
  [{ findings: [] }, 'not a baseline of launch-ready scan'],
  [[], 'not a baseline'],
  [{ schema: 'launch-ready/secret-baseline@1', accepted: [{ id: 1 }] }, 'damaged (entry 1)'],
])('a baseline that cannot be used is one clear error: %j', (value, says) => expect(() => readBaseline(value, 'b.json')).toThrow(says));
