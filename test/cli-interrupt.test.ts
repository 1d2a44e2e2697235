import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cleanEnd, command, folderWith, type Ended } from './support/command.ts';

/* Ctrl-C at the points where it could do harm: the command ends at once, says so, and leaves nothing half-written. */
vi.setConfig({ testTimeout: 100_000 });

/** A resolver that takes every question and answers none: whoever asks it is amid gathering for seconds. */
const silent = createSocket('udp4');
let resolver = '';
beforeAll(async () => {
  silent.bind(0, '127.0.0.1');
  await once(silent, 'listening');
  resolver = `127.0.0.1:${silent.address().port}`;
});
afterAll(() => void silent.close());

const waiting = (): string =>
  JSON.stringify({
    project: 'acme',
    profile: 'coach-prototype',
    repository: false,
    hosts: [{ name: 'app.acme.example', purpose: 'app' }],
    network: { resolvers: [resolver] },
  });

async function interrupted(files: Record<string, string>, after: string): Promise<Ended & { readonly tookMs: number }> {
  const { path, remove } = await folderWith(files);
  let at = 0;
  try {
    const ended = await command(['--json'], {
      cwd: path,
      watch(child, stderr) {
        if (at !== 0 || !stderr.includes(after)) return;
        at = performance.now();
        child.kill('SIGINT');
      },
    });
    expect(at).toBeGreaterThan(0);
    expect(await cleanEnd(ended, path)).toEqual([]);
    return { ...ended, tookMs: performance.now() - at };
  } finally {
    await remove();
  }
}

test('before the first look, while a config never ends: nothing to report', async () => {
  const { tookMs, ...ended } = await interrupted({ 'launch-ready.config.ts': "console.log('loading');\nfor (;;);\n" }, 'loading');
  expect(ended).toEqual({ code: 130, stdout: '', stderr: 'loading\nlaunch-ready: interrupted before there was a result\n' });
  expect(tookMs).toBeLessThan(4000);
});

test('amid gathering: what is known so far is reported as one document, the rest is unknown', async () => {
  const { code, stdout, stderr } = await interrupted({ 'launch-ready.config.json': waiting() }, 'Looking at');
  expect(code).toBe(130);
  const assessment = JSON.parse(stdout) as { run: { interrupted: boolean }; verdicts: { outcome: string; reasons: readonly string[] }[] };
  expect(assessment.run.interrupted).toBe(true);
  expect(JSON.stringify(assessment.verdicts)).toContain('the run was interrupted before this was looked at');
  expect(stderr).toContain('FIX FIRST');
});

test('twice, while the documents are written: each is whole or not there', async () => {
  const { path, remove } = await folderWith({ 'launch-ready.config.json': JSON.stringify({ project: 'acme', profile: 'coach-prototype', repository: false }) });
  const report = join(path, 'report');
  await mkdir(report);
  let hits = 0;
  const ended = await command(['--json', '--out', 'report', '--format', 'html,markdown,plan,risks,json,sarif,junit'], {
    cwd: path,
    watch(child, stderr) {
      if (stderr !== '') return;
      // The first file to appear is written at this moment; the second Ctrl-C ends the process wherever it is.
      const eyes = watch(report, () => {
        if (hits++ < 2) child.kill('SIGINT');
      });
      child.once('exit', () => eyes.close());
    },
  });
  expect(hits).toBeGreaterThan(0);
  expect(ended.code).toBe(130);
  expect(await cleanEnd(ended, path)).toEqual([]);
  if (ended.stdout !== '') JSON.parse(ended.stdout);
  expect((await Promise.all((await readdir(report)).map((name) => half(join(report, name))))).flat()).toEqual([]);
  await remove();
});

/** The name of a document that is not whole. */
async function half(file: string): Promise<string[]> {
  const text = (await readFile(file, 'utf8')).trimEnd();
  if (/\.(json|sarif)$/.test(file)) JSON.parse(text);
  const ending = file.endsWith('.html') ? '</html>' : file.endsWith('.xml') ? '</testsuites>' : '';
  return text !== '' && text.endsWith(ending) ? [] : [file];
}
