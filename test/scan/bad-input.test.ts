import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { composeLocal } from '../../src/compose-local.ts';
import type { Files, LocalIo } from '../../src/ports/io.ts';
import { scanGithub } from '../../src/reporters/scan/scan-github.ts';
import { scanSarif } from '../../src/reporters/scan/scan-sarif.ts';
import { scanText } from '../../src/reporters/scan/scan-text.ts';
import { scanTree } from '../../src/scan/scan-tree.ts';
import { scan } from '../../src/verbs/scan.ts';
import { githubToken, openAi, stripeLive } from '../repository/made-up-secrets.ts';
import { temporaryRepository, type TemporaryRepository } from '../repository/temporary-repository.ts';
import { linesOf, scanOf } from './scan-of.ts';

// The file of 1 GB is read whole.
vi.setConfig({ testTimeout: 240_000 });

const key = (value: string): string => `const key = '${value}';\n`;

test('pipes, loops of links and links out of the folder hold nothing up', async () => {
  for (const isPlain of [true, false]) {
    const outside = temporaryRepository(true);
    outside.write({ 'b.ts': key(openAi()) });
    const repository = temporaryRepository(isPlain);
    repository.write({ 'a.ts': key(stripeLive()) });
    execFileSync('mkfifo', [join(repository.root, 'pipe')]);
    symlinkSync('.', join(repository.root, 'loop'));
    symlinkSync(outside.root, join(repository.root, 'out'));
    symlinkSync(join(outside.root, 'b.ts'), join(repository.root, 'out.ts'));
    const result = await scanOf(repository.root);
    expect(linesOf(result)).toEqual(['blocker stripe-live-key a.ts:1']);
    expect(result.notScanned).toEqual([]);
    await expect(scanOf(repository.root, { files: [{ path: join(repository.root, 'pipe'), name: 'pipe' }] })).rejects.toThrow('--stdin < pipe');
  }
});

test.skipIf(process.platform !== 'linux')('a file whose name is no UTF-8 is named as not scanned, never passed over', async () => {
  for (const isPlain of [true, false]) {
    const repository = temporaryRepository(isPlain);
    writeFileSync(Buffer.concat([Buffer.from(join(repository.root, 'src-')), Buffer.from([0xff]), Buffer.from('.ts')]), key(stripeLive()));
    const result = await scanOf(repository.root);
    expect(linesOf(result)).toEqual([]);
    expect(result.notScanned.join()).toContain('its name is not UTF-8');
  }
});

test('binary and UTF-16', async () => {
  const folder = temporaryRepository(true);
  folder.write({
    'a.bin': Buffer.concat([Buffer.from([0, 1, 2, 255]), Buffer.from(githubToken()), Buffer.alloc(100)]),
    'b.ts': Buffer.from(`\ufeffone\r\nkey = "${stripeLive()}"\r\n`, 'utf16le'),
  });
  expect(linesOf(await scanOf(folder.root))).toEqual(['blocker github-token a.bin:1', 'blocker stripe-live-key b.ts:2']);
});

test('a file of 1 GB in one line is read to its end in bounded memory', async () => {
  const folder = temporaryRepository(true);
  const file = openSync(join(folder.root, 'huge.js'), 'w');
  const text = `;const k='${stripeLive()}'`;
  ftruncateSync(file, 1_000_000_000);
  writeSync(file, text, 1_000_000_000 - text.length);
  closeSync(file);
  const before = process.memoryUsage().rss;
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const result = await scanOf(folder.root, { budgetMs: 600_000, signal: AbortSignal.timeout(600_000) }).finally(() => clearInterval(watching));
  expect(linesOf(result)).toEqual(['blocker stripe-live-key huge.js:1']);
  expect(result.scanned.bytes).toBe(1_000_000_000);
  expect(most - before).toBeLessThan(250_000_000);
  // And where the time is over, that is said.
  const late = await scanOf(folder.root, { budgetMs: 1 });
  expect(late.notScanned).toEqual([expect.stringMatching(/only the first|not reached within the time/)]);
});

test('a file that changes while it is read is read again, then named', async () => {
  const folder = temporaryRepository(true);
  folder.write({ 'app.log': key(stripeLive()) });
  const io = await composeLocal({ PATH: '' }).openLocal(folder.root);
  for (const changes of [1, 5]) {
    let reads = 0;
    const files: Files = { ...io.files, read: async (...args) => ({ ...(await (io.files as Files).read(...args)), changed: ++reads <= changes }) } as Files;
    const ours: LocalIo = { ...io, files, shared: (_, make) => make() };
    const { files: found, gaps } = await scanTree(ours, { until: Number.POSITIVE_INFINITY }, AbortSignal.timeout(20_000));
    expect([reads, found.length, gaps]).toEqual([2, 1, changes === 1 ? [] : ['app.log: it changed while it was read; scan it again']]);
  }
});

function packs(repository: TemporaryRepository): string[] {
  const folder = join(repository.root, '.git/objects/pack');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pack'))
    .map((name) => join(folder, name));
}

test('a corrupt pack is never a clean history', async () => {
  for (const from of [0.1, 0.5, 0.9]) {
    const repository = temporaryRepository();
    for (let n = 0; n < 6; n++) repository.commit(`${n}`, { 'a.txt': `${n} ${githubToken(n)}\n`.repeat(50), [`b${n}.txt`]: 'x'.repeat(n * 100) });
    repository.commit('gone', { 'a.txt': '' });
    repository.git('gc', '-q');
    const [pack = ''] = packs(repository);
    const bytes = readFileSync(pack);
    bytes.fill(0xa5, Math.floor(bytes.length * from), Math.floor(bytes.length * from) + 60);
    execFileSync('chmod', ['u+w', pack]);
    writeFileSync(pack, bytes);
    const result = await scanOf(repository.root, { history: true });
    expect(result.notScanned.join(' ')).toMatch(/damaged|could not be read|not here/);
  }
});

test('a repository with SHA-256 ids', async () => {
  const repository = temporaryRepository(true);
  repository.git('init', '-q', '-b', 'main', '--object-format=sha256', '.');
  repository.commit('oops', { 'a.ts': key(stripeLive()) });
  repository.commit('gone', { 'a.ts': '' });
  const result = await scanOf(repository.root, { history: true });
  expect(linesOf(result)).toEqual(['blocker stripe-live-key history a.ts:1']);
  expect(result.findings[0]?.history?.commit).toHaveLength(64);
});

test('a shallow clone and a partial one are said', async () => {
  const source = temporaryRepository();
  source.commit('oops', { 'a.ts': key(openAi()) });
  source.commit('gone', { 'a.ts': 'x' });
  source.git('config', 'uploadpack.allowFilter', 'true');
  const clones = temporaryRepository(true);
  for (const [name, ...options] of [
    ['shallow', '--depth', '1'],
    ['partial', '--filter=blob:none', '--no-checkout'],
  ] as const) {
    execFileSync('git', ['clone', '-q', ...options, `file://${source.root}`, name], { cwd: clones.root, stdio: 'ignore' });
    const result = await scanOf(join(clones.root, name), { history: true });
    expect(result.findings).toEqual([]);
    expect(result.notScanned).toEqual([
      expect.stringContaining(name === 'shallow' ? 'a shallow clone' : '2 versions of files are named in the history but are not here'),
    ]);
  }
});

test('submodules and contents kept by LFS are named', async () => {
  const [inner, repository] = [temporaryRepository(), temporaryRepository()];
  inner.commit('first', { 'a.ts': key(stripeLive()) });
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'lib');
  repository.commit('with', { 'model.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n` });
  const result = await scanOf(repository.root);
  expect(result.findings).toEqual([]);
  expect(result.notes).toEqual([expect.stringContaining('lib is a repository of its own'), expect.stringContaining('model.bin is kept outside git')]);
});

test('without git the files are scanned and it is said; the history needs it', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.ts': key(stripeLive()) });
  const deps = composeLocal({ PATH: '/nowhere' });
  const options = { folder: repository.root, budgetMs: 60_000, signal: AbortSignal.timeout(60_000) };
  const result = await scan(options, deps);
  expect(linesOf(result)).toEqual(['blocker stripe-live-key a.ts:1']);
  expect(result.notes).toEqual([expect.stringContaining('git is not installed')]);
  for (const mode of [{ history: true }, { staged: true }, { since: 'main' }])
    await expect(scan({ ...options, ...mode }, deps)).rejects.toThrow('git is not installed');
});

test('hostile file names reach no terminal, log or workflow', async () => {
  const repository = temporaryRepository();
  const names = ['\u001b[31mred\u001b[0m.ts', 'line\n::error::boo.ts', '](javascript:x) {0} `a` <b>.ts', '\u202egnp.ts', 'quote\'".ts'];
  repository.commit('all', Object.fromEntries(names.map((name, at) => [name, key(githubToken(at + 1))])));
  repository.commit('gone', Object.fromEntries(names.map((name) => [name, ''])));
  repository.write(Object.fromEntries(names.map((name, at) => [`d/${name}`, key(githubToken(at + 1))])));
  const result = await scanOf(repository.root, { history: true });
  expect(result.findings).toHaveLength(names.length);
  const terminal = { columns: 100, color: false, unicode: true };
  for (const text of [scanText(result, terminal), scanGithub(result), scanSarif(result)]) {
    // eslint-disable-next-line no-control-regex
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
  expect(
    scanGithub(result)
      .split('\n')
      .filter((line) => line.startsWith('::error::')),
  ).toEqual([]);
  expect(scanSarif(result)).not.toMatch(/\]\(|\{0\}/);
});

test('a stream that never ends is bounded by time and by Ctrl-C, and nothing read is lost', async () => {
  async function* endless(pauseMs: number): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`token=${githubToken()}\n`);
    for (;;) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
      else await new Promise((resolve) => setImmediate(resolve));
      yield Buffer.from('nothing to see\n'.repeat(1000));
    }
  }
  const folder = temporaryRepository(true);
  // Busy, and silent for an hour.
  for (const pause of [0, 3_600_000]) {
    const late = await scanOf(folder.root, { stdin: endless(pause), budgetMs: 400 });
    expect([linesOf(late), late.notScanned]).toEqual([['blocker github-token stdin:1'], [expect.stringContaining('when the time was over')]]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const stopped = await scanOf(folder.root, { stdin: endless(pause), signal: stop.signal });
    expect([linesOf(stopped), stopped.interrupted, stopped.notScanned]).toEqual([
      ['blocker github-token stdin:1'],
      true,
      [expect.stringContaining('stopped by you')],
    ]);
  }
});

test('a folder that cannot be read is said', async () => {
  const folder = temporaryRepository(true);
  mkdirSync(join(folder.root, 'a'));
  folder.write({ 'a/b.ts': key(stripeLive()) });
  const io = await composeLocal({}).openLocal(folder.root);
  const closed: Files = { ...(io.files as Files), list: async (path) => (path === 'a' ? Promise.reject(new Error('EACCES')) : (io.files as Files).list(path)) };
  const { gaps } = await scanTree({ ...io, files: closed, shared: (_, make) => make() }, { until: Number.POSITIVE_INFINITY }, AbortSignal.timeout(20_000));
  expect(gaps).toEqual(['a (cannot be read)']);
});
