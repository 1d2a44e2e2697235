import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { openAi, stripeLive } from '../repository/made-up-secrets.ts';
import { temporaryRepository } from '../repository/temporary-repository.ts';

const MAIN = resolve(import.meta.dirname, '../../src/surfaces/cli/main.ts');

test('the hook stops a commit that brings in a key, and lets others pass', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.ts': '1', '.gitignore': 'node_modules/\n' });
  const installed = await command(['scan', '--install-hook'], { cwd: repository.root });
  expect(installed).toMatchObject({ code: 0, stdout: expect.stringContaining('.git/hooks/pre-commit written') as string });
  expect(statSync(join(repository.root, '.git/hooks/pre-commit')).mode & 0o111).toBe(0o111);
  repository.write({ 'node_modules/.bin/launch-ready': `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n` });
  chmodSync(join(repository.root, 'node_modules/.bin/launch-ready'), 0o755);
  const commit = (): { status: number | null; stderr: string } =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-a', '-m', 'x'], { cwd: repository.root, encoding: 'utf8' });
  repository.write({ 'a.ts': `k = '${stripeLive()}'` });
  // -a stages into an index of its own, which only the hook is told of.
  const stopped = commit();
  expect([stopped.status, stopped.stderr]).toEqual([1, expect.stringContaining('Stripe live key')]);
  repository.write({ 'a.ts': 'k = process.env.KEY' });
  expect(commit().status).toBe(0);
  expect(await command(['scan', '--install-hook'], { cwd: repository.root })).toMatchObject({ code: 0, stdout: expect.stringContaining('renewed') as string });
});

test('a hook that is there, or lies elsewhere, is left alone and it is said', async () => {
  const repository = temporaryRepository();
  repository.write({ '.git/hooks/pre-commit': '#!/bin/sh\nnpm test\n' });
  expect(await command(['scan', '--install-hook'], { cwd: repository.root })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('left as it is; add this line to it:\n  npx launch-ready scan --staged') as string,
  });
  expect(readFileSync(join(repository.root, '.git/hooks/pre-commit'), 'utf8')).toBe('#!/bin/sh\nnpm test\n');
  repository.git('config', 'core.hooksPath', '.husky');
  expect((await command(['scan', '--install-hook'], { cwd: repository.root })).stdout).toContain('.husky/pre-commit written');
  repository.git('config', 'core.hooksPath', '../elsewhere');
  expect(await command(['scan', '--install-hook'], { cwd: repository.root })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('outside of itself') as string,
  });
});

test('exit codes, and usage that cannot be meant', async () => {
  const repository = temporaryRepository();
  repository.commit('first', { 'a.ts': '1' });
  const run = (...args: string[]): ReturnType<typeof command> => command(['scan', ...args], { cwd: repository.root });
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('No secret found. Scanned 1 file') as string });
  expect(await run('--quiet')).toMatchObject({ code: 0, stdout: '' });
  const id = repository.git('rev-parse', 'HEAD:a.ts');
  execFileSync('rm', ['-f', join(repository.root, '.git/objects', id.slice(0, 2), id.slice(2))]);
  expect(await run('--history')).toMatchObject({ code: 3, stdout: expect.stringMatching(/Not scanned[^]*No secret in what was scanned/) as string });
  repository.write({ 'a.ts': openAi() });
  expect((await run('a.ts')).code).toBe(1);
  for (const [args, says] of [
    [['--staged', '--history'], 'two different scans'],
    [['--format', 'xml'], 'there is no format "xml"'],
    [['nothing.ts'], 'nothing.ts is not there'],
    [['a.ts', '--staged'], 'not at single files'],
    [['--staged', '--write-baseline'], 'a baseline is written of all files'],
    [['a.ts', '--write-baseline'], 'a baseline is written of all files'],
    [['--budget', '0'], '--budget takes seconds'],
    [['--baseline', 'nothing.json'], 'not a baseline file'],
  ] as const)
    expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) as string });
});

test('the first run says how only new ones are told, and a baseline of the files keeps what it has of the history', async () => {
  const repository = temporaryRepository();
  repository.commit('oops', { 'a.ts': `k = '${openAi()}'` });
  repository.commit('gone', { 'a.ts': '' });
  const run = (...args: string[]): ReturnType<typeof command> => command(['scan', ...args], { cwd: repository.root });
  const said = (text: string): string => text.replaceAll(/\s+/g, ' ');
  expect(said((await run('--history')).stdout)).toContain('only of new ones from now on: launch-ready scan --history --write-baseline');
  expect(await run('--history', '--write-baseline')).toMatchObject({ code: 0, stdout: expect.stringContaining('1 finding is accepted') as string });
  repository.write({ 'b.ts': `k = '${stripeLive()}'` });
  expect(said((await run()).stdout)).toContain('only of new ones from now on: launch-ready scan --write-baseline');
  expect((await run('--write-baseline')).stdout).toContain('2 findings are accepted');
  expect(await run('--history')).toMatchObject({ code: 0, stdout: expect.stringContaining('2 accepted by launch-ready.baseline.json') as string });
});

test('the rules of the config count everywhere', async () => {
  const repository = temporaryRepository();
  const rules = [{ id: 'acme-session', says: 'an Acme session key', keywords: ['acme_'], pattern: 'acme_([a-z0-9]{24})' }];
  const config = { project: 'acme', profile: 'internal-ops-demo', secrets: { rules } };
  const value = `acme_${'q7x2m9k4'.repeat(3)}`;
  repository.commit('first', { 'launch-ready.config.json': JSON.stringify(config), 'a.ts': `k = "${value}"` });
  repository.commit('second', { 'a.ts': 'k' });
  const run = (...args: string[]): ReturnType<typeof command> => command(['scan', ...args], { cwd: repository.root });
  const found = expect.stringMatching(/an Acme session key/i) as string;
  expect(await run()).toMatchObject({ stdout: expect.stringContaining('No secret found') as string });
  expect((await run('--history')).stdout).toEqual(found);
  repository.write({ 'b.ts': `k = "${value}"` });
  expect((await run()).stdout).toEqual(found);
  expect((await run('b.ts')).stdout).toEqual(found);
  repository.git('add', 'b.ts');
  expect((await run('--staged')).stdout).toEqual(found);
  repository.write({ 'launch-ready.config.json': JSON.stringify({ ...config, secrets: { rules: [{ ...rules[0], pattern: 'acme_([a-z' }] } }) });
  expect(await run()).toMatchObject({ code: 2, stderr: expect.stringMatching(/acme-session|secrets\.rules/) as string });
});

test('how a key is written is told', async () => {
  const repository = temporaryRepository();
  repository.write({ 'a.ts': `atob("${Buffer.from(JSON.stringify({ key: stripeLive() })).toString('base64')}")` });
  const run = (...args: string[]): ReturnType<typeof command> => command(['scan', ...args], { cwd: repository.root });
  expect((await run()).stdout).toContain('a.ts:1 (in base64)');
  expect(JSON.parse((await run('--format', 'json')).stdout)).toMatchObject({ findings: [{ places: [{ path: 'a.ts', via: ['base64'] }] }] });
});
