import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeAssessment } from '../../test/assessment-fixture.ts';
import { makeIntent } from '../engine/engine.fixture.ts';
import type { ArchivedRun } from '../ports/store.ts';
import { runFiles } from './run-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runs-'));
});
afterEach(() => rm(folder, { recursive: true }));

function archived(id: string): ArchivedRun {
  const assessment = makeAssessment();
  return { schema: 'launch-ready/run@1', assessment: { ...assessment, run: { ...assessment.run, id } }, evidence: [], intent: makeIntent() };
}

test('keeps a run and finds it by id, prefix, latest and path', async () => {
  const store = runFiles(folder);
  await store.save(archived('20261125T040710123Z-4f2a'));
  const { file } = await store.save(archived('20261125T040711123Z-aaaa'));
  expect((await store.load('latest')).assessment.run.id).toBe('20261125T040711123Z-aaaa');
  expect((await store.load('previous')).assessment.run.id).toBe('20261125T040710123Z-4f2a');
  expect((await store.load('20261125T040710')).assessment.run.id).toBe('20261125T040710123Z-4f2a');
  expect((await store.load(file)).assessment.run.id).toBe('20261125T040711123Z-aaaa');
  expect(await store.list()).toMatchObject([{ at: '2026-11-25T04:07:10.123Z' }, { at: '2026-11-25T04:07:11.123Z' }]);
  // Windows has no such bits.
  expect(process.platform === 'win32' ? 0o600 : (await stat(file)).mode & 0o777).toBe(0o600);
});

test('keeps the newest 20 and leaves no lock or half-written file', async () => {
  const store = runFiles(folder);
  for (let n = 10; n < 33; n++) await store.save(archived(`20261125T0407${n}000Z-0000`));
  const names = await readdir(join(folder, 'runs'));
  expect(names).toHaveLength(20);
  expect(names).toContain('20261125T040732000Z-0000.json');
  expect(await readdir(folder)).toEqual(['.gitignore', 'runs']);
});

test('the lock of a process that is gone is taken over at once', async () => {
  // Above the largest process number that Linux and macOS give.
  await writeFile(join(folder, 'lock'), '99999999');
  await runFiles(folder).save(archived('20261125T040710123Z-4f2a'));
  expect(await readdir(folder)).toEqual(['.gitignore', 'runs']);
});

test.each([
  ['nothing archived', 'latest', undefined, 'there is no latest run'],
  ['an unknown id', '2025', undefined, 'no run is called 2025'],
  ['not JSON', 'x.json', '{', 'not valid JSON'],
  ['not a run', 'x.json', '{"schema":"other"}', 'not a run archive'],
  ['a newer version', 'x.json', '{"schema":"launch-ready/run@2"}', 'newer launch-ready'],
  ['an empty run', 'x.json', '{"schema":"launch-ready/run@1"}', 'is damaged (run.assessment: expected an object)'],
])('says what is wrong: %s', async (_, id, text, says) => {
  const file = join(folder, 'x.json');
  if (text !== undefined) await writeFile(file, text);
  await expect(runFiles(folder).load(text === undefined ? id : file)).rejects.toThrow(says);
});

test.each<[string, (run: ArchivedRun) => unknown, string]>([
  ['the time is gone', (run) => ({ ...run, assessment: { ...run.assessment, run: { id: 'x' } } }), 'run.assessment.run.at: expected an ISO 8601 instant'],
  ['evidence of nothing', (run) => ({ ...run, evidence: [null] }), 'run.evidence[0]: expected an object'],
  [
    'a subject of no kind',
    (run) => ({ ...run, assessment: { ...run.assessment, subjects: [{ kind: 'moon', name: 'x' }] } }),
    'subjects[0].kind: expected one of',
  ],
  ['an intent without hosts', (run) => ({ ...run, intent: { ...run.intent, hosts: 'acme.example' } }), 'run.intent.hosts: expected a list'],
])('a damaged archive is one clear error: %s', async (_, damage, says) => {
  const file = join(folder, 'x.json');
  await writeFile(file, JSON.stringify(damage(archived('20261125T040710123Z-4f2a'))));
  await expect(runFiles(folder).load(file)).rejects.toThrow(says);
});

test('the archive is ASCII, whatever stands in it, and reads back the same', async () => {
  const store = runFiles(folder);
  const run = archived('20261125T040710123Z-4f2a');
  const said = { ...run, intent: { ...run.intent, project: 'Größe 😀 …' } };
  const { file } = await store.save(said);
  expect(/^[\x00-\x7f]*$/.test(await readFile(file, 'utf8'))).toBe(true);
  expect(await store.load('latest')).toEqual(said);
});
