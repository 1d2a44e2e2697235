import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { badLines, goodLines } from '../../range/logs/lines.ts';
import { PLAIN_INTENT } from '../../test/support/judge-one.ts';
import { compose } from '../compose.ts';
import type { LogKind, LogSource } from '../model/intent.ts';
import { logsResultText } from '../reporters/logs-result.ts';
import { lookAtLogs } from './logs.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logs-'));
  await writeFile(join(folder, 'good.log'), `${goodLines().join('\n')}\n`);
  await writeFile(join(folder, 'bad.log.gz'), gzipSync(`${[...goodLines(), ...Object.values(badLines(Date.now() / 1000)).flat()].join('\n')}\n`));
  await writeFile(join(folder, 'cut.log.gz'), gzipSync(`${goodLines(2000).join('\n')}\n`).subarray(0, 20_000));
  await writeFile(join(folder, 'empty.log'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const look = (files: readonly string[], kind: LogKind = 'app', logs: readonly LogSource[] = []) =>
  lookAtLogs({ intent: { ...PLAIN_INTENT, logs }, files, kind, signal: AbortSignal.timeout(30_000) }, compose({ folder, env: process.env }));
const problems = ({ assessment }: Awaited<ReturnType<typeof look>>): string[] => assessment.findings.map(({ check, problem }) => `${check}:${problem}`);
const reasonOf = ({ assessment }: Awaited<ReturnType<typeof look>>, check: string): string | undefined =>
  assessment.verdicts.find((one) => one.check === check)?.reason;

test('a sound log', async () => {
  const result = await look(['good.log']);
  expect(problems(result)).toEqual([]);
  expect(result.logs).toEqual([{ name: 'good.log', kind: 'app', lines: 121, bytes: expect.any(Number), requests: 120, failedRequests: 10 }]);
});

test('a packed log with every bad habit, said without any of its values', async () => {
  const result = await look(['bad.log.gz']);
  expect(problems(result)).toHaveLength(12);
  const text = logsResultText(result, { columns: 100, color: false, unicode: true });
  expect(text).toContain('Bad.log.gz shows the value of password, postgres on 2 lines'.slice(1));
  expect(text).not.toMatch(/Tulip|lovelace|wife|DE893/i);
  expect(text.split('\n').length).toBeLessThan(110);
});

test('a packed log that ends too early is judged as far as it goes, and says so', async () => {
  const result = await look(['cut.log.gz']);
  expect(result.logs[0]?.lines).toBeGreaterThan(50);
  expect(reasonOf(result, 'logs/request-headers')).toMatch(/damaged, only what came before was read/);
});

test('a file that is not there, and one with nothing in it', async () => {
  const result = await look(['nowhere.log', 'empty.log']);
  expect(result.unread).toEqual([{ name: 'nowhere.log', reason: expect.stringMatching(/there is no file/) }]);
  expect(reasonOf(result, 'logs/request-headers')).toMatch(/only 0 entries in empty\.log/);
  expect(result.assessment.verdicts.every(({ outcome }) => outcome !== 'pass')).toBe(true);
});

test('of build logs only what builds are about is asked', async () => {
  const { assessment } = await look(['good.log'], 'ci');
  expect(assessment.verdicts.map(({ check }) => check)).toEqual(['logs/build-secrets', 'logs/deploy-events', 'logs/environment-dump']);
});

test.each<[string, readonly string[], RegExp]>([
  ['fails', [process.execPath, '-e', 'console.error("no such container"); process.exit(3)'], /ended with code 3: no such container/],
  ['is not installed', ['launch-ready-no-such-program'], /launch-ready-no-such-program is not installed/],
])('a program that %s', async (_, command, reason) => {
  const { unread } = await look([], 'app', [{ name: 'api', kind: 'app', from: { type: 'command', command } }]);
  expect(unread).toEqual([{ name: 'api', reason: expect.stringMatching(reason) }]);
});

test('without any log the command says what it needs', async () => {
  await expect(look([])).rejects.toThrow(/no log is named: launch-ready logs FILE/);
});
