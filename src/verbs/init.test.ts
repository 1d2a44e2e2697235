import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { init } from './init.ts';
import { loadIntent } from './load-config.ts';

const today = '2026-11-25';
let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'init-'));
  mkdirSync(join(cwd, '.git'));
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'acme', dependencies: { next: '15', resend: '1' } }));
  writeFileSync(join(cwd, '.env.example'), 'APP_URL=https://app.acme.example\n');
  mkdirSync(join(cwd, 'app/api/chat'), { recursive: true });
  writeFileSync(join(cwd, 'app/api/chat/route.ts'), '');
  mkdirSync(join(cwd, 'node_modules/vercel'), { recursive: true });
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

test('without a terminal nothing is asked; the config loads; open matters are named', async () => {
  const result = await init({ cwd, today });
  expect(result.open.map(({ id }) => id)).toEqual(['hosting', 'rollback', 'alerts']);
  const intent = await loadIntent({ cwd });
  expect(intent).toMatchObject({
    project: 'acme',
    profile: 'b2b-service-launch',
    canonicalHost: 'app.acme.example',
    sendsMail: true,
    endpoints: [{ url: 'https://app.acme.example/api/chat', is: 'chat', method: 'POST', headers: {} }],
    attestations: [],
  });
  expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('.launch-ready/\n');
  expect(result.ignoreAdded).toBe(true);
});

test('it asks at most six times and takes what was given on the command line as answered', async () => {
  const asked: string[] = [];
  const result = await init({
    cwd,
    today,
    answers: { profile: 'coach-prototype' },
    ask: async (question) => {
      asked.push(question.id);
      return question.id === 'rollback' ? 'vercel rollback, 3 minutes' : (question.byDefault ?? '');
    },
  });
  expect(asked).toEqual(['host', 'mail', 'hosting', 'rollback', 'alerts']);
  expect(result.open.map(({ id }) => id)).toEqual(['hosting', 'alerts']);
  expect((await loadIntent({ cwd })).attestations.map(({ row }) => row)).toEqual(['I8']);
});

test('nothing is overwritten without --force, and never a config of another ending', async () => {
  await init({ cwd, today, json: true });
  const before = readFileSync(join(cwd, 'launch-ready.config.json'), 'utf8');
  await expect(init({ cwd, today, json: true })).rejects.toThrow('launch-ready.config.json is there already; --force replaces it');
  await expect(init({ cwd, today, force: true })).rejects.toThrow(/remove it first/);
  expect(readFileSync(join(cwd, 'launch-ready.config.json'), 'utf8')).toBe(before);
  await init({ cwd, today, json: true, force: true, answers: { host: 'new.acme.example' } });
  expect((await loadIntent({ cwd })).canonicalHost).toBe('new.acme.example');
  expect(readdirSync(cwd).filter((name) => name.includes('launch-ready.config'))).toEqual(['launch-ready.config.json']);
});

test('a wrong answer on the command line is refused with its name', async () => {
  await expect(init({ cwd, today, answers: { host: 'localhost' } })).rejects.toThrow(/^--host: cannot audit "localhost"/);
});

test('.gitignore keeps its text and gets the line once', async () => {
  writeFileSync(join(cwd, '.gitignore'), 'node_modules');
  await init({ cwd, today });
  await init({ cwd, today, force: true });
  expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('node_modules\n.launch-ready/\n');
});
