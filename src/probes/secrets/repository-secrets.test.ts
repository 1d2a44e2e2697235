import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localIo } from '../../../test/repository/local-io.ts';
import { githubToken, openAi, stripeLive } from '../../../test/repository/made-up-secrets.ts';
import { scanOf } from '../../../test/scan/scan-of.ts';
import { temporaryRepository } from '../../../test/repository/temporary-repository.ts';
import type { RepositoryState } from '../../evidence/audit/repository-state.ts';
import { repositorySecrets, type RepositorySecrets } from '../../evidence/secrets/repository-secrets.ts';
import type { Intent } from '../../model/intent.ts';
import type { LookResult, Probe } from '../../ports/probe.ts';
import { baselineOf } from '../../verbs/scan/baseline.ts';
import { repositoryStateProbe } from '../audit/repository-state.ts';
import { repositorySecretsProbe } from './repository-secrets.ts';

const look = async (probe: Probe, root: string): Promise<LookResult<unknown>> =>
  probe.gather({
    subject: { kind: 'repository', name: '.' },
    given: {},
    intent: {} as Intent,
    io: await localIo(root),
    signal: AbortSignal.timeout(15_000),
  });
async function secretsIn(root: string): Promise<{ value: RepositorySecrets; limits: string[] }> {
  const { value, complete } = (await look(repositorySecretsProbe, root)) as LookResult<RepositorySecrets>;
  expect(repositorySecrets.schema.fault(value, 'value')).toBeUndefined();
  return { value, limits: complete === true ? [] : complete.map((limit) => `${limit.part}: ${limit.says}`) };
}
const stateOf = async (root: string): Promise<RepositoryState> => ((await look(repositoryStateProbe, root)) as LookResult<RepositoryState>).value;

test('finds a key in the tree, names file and line, and never shows it', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'src/pay.ts': `const a = 1;\nconst key = '${stripeLive()}';\n` });
  const { value, limits } = await secretsIn(repository.root);
  expect(limits).toEqual([]);
  expect(value.secrets).toMatchObject([
    {
      format: 'stripe-live-key',
      class: 'secret',
      sure: true,
      places: [{ path: 'src/pay.ts', line: 2, tracked: true, role: 'code' }],
      history: { versions: 1 },
    },
  ]);
  expect(JSON.stringify(value)).not.toContain(stripeLive().slice(0, 14));
});

test('finds a key that was deleted, with the commit that brought it in', async () => {
  const repository = temporaryRepository();
  const commit = repository.commit('oops', { 'app.ts': `x('${openAi()}')` });
  repository.commit('more', { 'app.ts': `y('${openAi()}')` });
  repository.commit('gone', { 'app.ts': 'clean' });
  const { value } = await secretsIn(repository.root);
  expect(value.secrets).toMatchObject([{ format: 'openai-key', places: [], history: { path: 'app.ts', versions: 2, commit, at: '2026-01-02T03:04:05.000Z' } }]);
});

test('finds what only a merge commit contains', async () => {
  const repository = temporaryRepository();
  repository.commit('base', { 'a.ts': '1', 'b.ts': '1' });
  repository.git('checkout', '-q', '-b', 'side');
  repository.commit('side', { 'a.ts': '2' });
  repository.git('checkout', '-q', 'main');
  repository.commit('main', { 'b.ts': '2' });
  repository.git('merge', '-q', '--no-commit', '--no-ff', 'side');
  const merge = repository.commit('merge', { 'c.ts': githubToken() });
  repository.commit('gone', { 'c.ts': '' });
  const { value } = await secretsIn(repository.root);
  expect(value.secrets).toMatchObject([{ format: 'github-token', places: [], history: { commit: merge } }]);
});

test('what a comment accepts at each of its places is accepted; the baseline accepts only what is not sure', async () => {
  const repository = temporaryRepository();
  const line = (value: string, ...ids: readonly string[]): string =>
    `${[`const key = '${value}';`, ...(ids.length > 0 ? ['//', 'launch-ready:allow', ...ids] : [])].join(' ')}\n`;
  const accepted = async (): Promise<(string | null)[]> =>
    (await secretsIn(repository.root)).value.secrets.map((one) => one.accepted).toSorted((a, b) => String(a).localeCompare(String(b)));
  repository.commit('first', { 'src/a.ts': line(stripeLive()), 'src/a.test.ts': line(openAi()) });
  expect(await accepted()).toEqual([null, null]);
  const { findings } = await scanOf(repository.root, { history: true });
  const ids = findings.map(({ id }) => id);
  repository.commit('baseline', { 'launch-ready.baseline.json': JSON.stringify(baselineOf(findings)) });
  // The live key stays: a launch is not spared what is sure.
  expect(await accepted()).toEqual(['baseline', null]);
  repository.commit('comment', { 'src/a.ts': line(stripeLive(), ...ids) });
  expect(await accepted()).toEqual(['baseline', 'comment']);
  repository.commit('elsewhere', { 'src/b.ts': line(stripeLive()) });
  expect(await accepted()).toEqual(['baseline', null]);
  repository.commit('another on the line', { 'src/a.ts': line(`${stripeLive()}' + '${githubToken()}`, ...ids), 'src/b.ts': '' });
  expect(await accepted()).toEqual(['baseline', 'comment', null]);
  repository.commit('damaged', { 'launch-ready.baseline.json': '{' });
  expect(await accepted()).toEqual(['comment', null, null]);
});

test('one value in two places is one secret', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.ts': stripeLive(), 'deploy/compose.yml': `KEY: ${stripeLive()}` });
  repository.write({ 'new.ts': `z = "${stripeLive()}"`, '.gitignore': '.env\n', '.env': `A=${openAi()}` });
  const { value } = await secretsIn(repository.root);
  expect(value.secrets).toHaveLength(1);
  expect(value.secrets[0]?.places.map((place) => [place.path, place.tracked])).toEqual([
    ['a.ts', true],
    ['deploy/compose.yml', true],
    ['new.ts', false],
  ]);
});

test('a shallow clone is a limit, not a clean history', async () => {
  const source = temporaryRepository();
  source.commit('oops', { 'app.ts': openAi() });
  source.commit('gone', { 'app.ts': '' });
  const clone = temporaryRepository(true);
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${source.root}`, 'here'], { cwd: clone.root, stdio: 'ignore' });
  const { value, limits } = await secretsIn(join(clone.root, 'here'));
  expect(value.secrets).toEqual([]);
  expect(limits).toEqual([expect.stringContaining('history: this is a shallow clone')]);
  expect(await stateOf(join(clone.root, 'here'))).toMatchObject({ shallow: true, commits: 1 });
});

test('a repository without commits, and a folder without git', async () => {
  const empty = temporaryRepository();
  expect(await secretsIn(empty.root)).toMatchObject({ value: { secrets: [] }, limits: [] });
  expect(await stateOf(empty.root)).toMatchObject({ git: 'here', head: null, commits: 0, dirty: false });
  const plain = temporaryRepository(true);
  plain.write({ 'src/a.ts': stripeLive(), 'node_modules/x/a.js': openAi() });
  const seen = await secretsIn(plain.root);
  expect(seen.value.secrets).toMatchObject([{ format: 'stripe-live-key', history: null }]);
  expect(seen.limits).toEqual([expect.stringContaining('history: there is no git repository')]);
  expect(await stateOf(plain.root)).toMatchObject({ git: 'none', dirty: null });
});

test('a damaged repository is a limit', async () => {
  const repository = temporaryRepository(true);
  repository.write({ '.git': 'gitdir: /nowhere', 'a.ts': stripeLive() });
  const { value, limits } = await secretsIn(repository.root);
  expect(value.secrets).toHaveLength(1);
  expect(limits).toEqual([expect.stringContaining('history: There is a .git here')]);
});

test('contents that are named but missing are counted', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.ts': 'one' });
  const id = repository.git('rev-parse', 'HEAD:a.ts');
  execFileSync('rm', ['-f', join(repository.root, '.git/objects', id.slice(0, 2), id.slice(2))]);
  expect((await secretsIn(repository.root)).limits).toEqual([expect.stringContaining('history: 1 version of files is named')]);
});

test('links out of the repository and loops are not followed', async () => {
  const outside = temporaryRepository(true);
  outside.write({ 'secret.txt': stripeLive() });
  for (const plain of [true, false]) {
    const repository = temporaryRepository(plain);
    mkdirSync(join(repository.root, 'd'));
    symlinkSync(outside.root, join(repository.root, 'out'));
    symlinkSync(join(outside.root, 'secret.txt'), join(repository.root, 'file.txt'));
    symlinkSync('..', join(repository.root, 'd/loop'));
    if (!plain) repository.commit('links', {});
    expect((await secretsIn(repository.root)).value.secrets).toEqual([]);
  }
});

test('changes are seen without asking git to convert anything', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.ts': 'one', 'b.ts': 'two' });
  expect(await stateOf(repository.root)).toMatchObject({ git: 'here', branch: 'main', dirty: false, commits: 1, trackedFiles: 2 });
  repository.write({ 'c.ts': 'new' });
  expect(await stateOf(repository.root)).toMatchObject({ dirty: false, untrackedFiles: 1 });
  repository.write({ 'a.ts': 'changed' });
  expect(await stateOf(repository.root)).toMatchObject({ dirty: true });
});

test('a folder inside a larger repository sees only itself', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'apps/web/a.ts': stripeLive(), 'apps/other/b.ts': openAi() });
  repository.commit('gone', { 'apps/web/a.ts': '', 'apps/other/b.ts': '' });
  const { value } = await secretsIn(join(repository.root, 'apps/web'));
  expect(value.secrets).toMatchObject([{ format: 'stripe-live-key', history: { path: 'a.ts' } }]);
});

test('nothing of a hostile repository runs', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.txt': `${stripeLive()}\n`, '.gitattributes': '* filter=evil diff=evil merge=evil\n' });
  const marker = join(repository.root, '..', `marker-${process.pid}-${Date.now()}`);
  const script = join(repository.root, '.git', 'evil');
  writeFileSync(script, `#!/bin/sh\ntouch ${marker}\ncat\n`);
  chmodSync(script, 0o755);
  const settings =
    'core.fsmonitor core.pager core.editor core.sshCommand core.gitProxy core.askPass core.alternateRefsCommand diff.external diff.evil.command diff.evil.textconv ' +
    'filter.evil.clean filter.evil.smudge filter.evil.process merge.evil.driver gpg.program credential.helper pager.log pager.rev-list alias.rev-list alias.cat-file ' +
    'sequence.editor remote.origin.uploadpack';
  for (const setting of settings.split(' ')) repository.git('config', setting, script);
  for (const [key, value] of [
    ['filter.evil.required', 'true'],
    ['log.showSignature', 'true'],
    ['core.hooksPath', join(repository.root, '.git')],
    ['remote.origin.url', repository.root],
    ['remote.origin.promisor', 'true'],
    ['extensions.partialClone', 'origin'],
    ['protocol.ext.allow', 'always'],
    ['core.repositoryFormatVersion', '1'],
    ['core.worktree', '/'],
  ])
    repository.git('config', key ?? '', value ?? '');
  for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
    for (const folder of ['.git', '.git/hooks']) {
      mkdirSync(join(repository.root, folder), { recursive: true });
      writeFileSync(join(repository.root, folder, hook), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    }
  }
  // A racily clean and a missing object: what makes git convert files and fetch from its promisor.
  writeFileSync(join(repository.root, 'a.txt'), `${stripeLive()}\nmore\n`);
  const id = repository.git('--git-dir=.git', '-c', 'core.worktree=', 'rev-parse', 'HEAD:.gitattributes');
  execFileSync('rm', ['-f', join(repository.root, '.git/objects', id.slice(0, 2), id.slice(2))]);
  execFileSync('rm', ['-f', marker]);
  const { value, limits } = await secretsIn(repository.root);
  expect(await stateOf(repository.root)).toMatchObject({ git: 'here', dirty: null });
  expect(existsSync(marker)).toBe(false);
  expect(value.secrets.map((secret) => secret.format)).toEqual(['stripe-live-key']);
  expect(value.secrets[0]?.places.map((place) => place.path)).toEqual(['a.txt']);
  expect(limits).toEqual([expect.stringContaining('1 version of files')]);
  // And the trap is real: plain git falls into it.
  spawnSync('git', ['-c', 'core.worktree=.', '-c', 'safe.directory=*', '--work-tree=.', 'status'], { cwd: repository.root });
  expect(existsSync(marker)).toBe(true);
  rmSync(marker);
});
