import { tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { buildHostileRepository } from '../range/acme/hostile-repository.ts';
import { buildAcmeRepository, faultyRepository, REPOSITORY_SHAPES, type RepositoryShape } from '../range/acme/repository.ts';
import { buildShapedRepository } from '../range/acme/repository/shapes.ts';
import { compose } from '../src/compose.ts';
import type { Assessment } from '../src/model/assessment.ts';
import { audit } from '../src/verbs/audit.ts';
import { loadIntent } from '../src/verbs/load-config.ts';

// Real git over real files: seconds on a busy machine, a second on a quiet one.
vi.setConfig({ testTimeout: 60_000 });

/** The product over one repository that is not the user's own; looks at nothing else. */
async function auditOf(path: string): Promise<Assessment> {
  const deps = compose({ folder: tmpdir(), env: {} });
  const intent = await loadIntent({ cwd: tmpdir(), repo: path });
  const selection = { stages: ['secrets', 'deploy'] } as const;
  return (await audit({ intent, selection, archive: false, signal: AbortSignal.timeout(60_000) }, deps)).assessment;
}
const outcomes = ({ verdicts }: Assessment): Record<string, string> => Object.fromEntries(verdicts.map(({ check, outcome }) => [check, outcome]));
const severe = ({ findings }: Assessment): string[] =>
  findings.filter((finding) => finding.class !== 'later').map(({ check, problem }) => `${check}:${problem}`);

test('a hostile repository runs nothing of its own, leads nowhere, and is not called clean', async () => {
  const hostile = await buildHostileRepository();
  try {
    const assessment = await auditOf(hostile.path);
    expect(await hostile.sprung()).toEqual([]);
    expect(JSON.stringify(assessment)).not.toContain(hostile.outsideSecret);
    expect(severe(assessment).filter((id) => id.startsWith('secrets/'))).toEqual([]);
    expect(outcomes(assessment)['secrets/history-secrets']).toBe('unknown');
  } finally {
    await hostile.remove();
  }
});

test('the good repository: look-alikes are no findings', async () => {
  const good = await buildAcmeRepository();
  try {
    const assessment = await auditOf(good.path);
    expect(severe(assessment)).toEqual([]);
    expect(outcomes(assessment)).toMatchObject({ 'secrets/history-secrets': 'pass', 'secrets/tree-secrets': 'pass', 'secrets/env-example': 'pass' });
  } finally {
    await good.remove();
  }
});

test('the faulty repository: every planted secret is found where it is, and no value reaches the assessment', async () => {
  const faulty = await faultyRepository();
  try {
    const assessment = await auditOf(faulty.path);
    const places = new Set(assessment.findings.flatMap(({ proof }) => proof.map(({ location }) => String(location?.path))));
    expect(faulty.planted.filter(({ path }) => !places.has(path)).map(({ path }) => path)).toEqual([]);
    const text = JSON.stringify(assessment);
    for (const { value, kind } of faulty.planted) expect({ kind, shown: text.includes(value.split('\n')[1] ?? value) }).toEqual({ kind, shown: false });
  } finally {
    await faulty.remove();
  }
});

test.concurrent.each<[RepositoryShape, Record<string, string>]>([
  ['shallow', { 'secrets/tree-secrets': 'fail', 'secrets/history-secrets': 'unknown' }],
  ['no-git', { 'secrets/tree-secrets': 'fail', 'secrets/history-secrets': 'unknown' }],
  ['empty', { 'secrets/tree-secrets': 'fail' }],
  ['huge-file', { 'secrets/tree-secrets': 'fail', 'secrets/history-secrets': 'fail' }],
  ['missing-blob', { 'secrets/tree-secrets': 'fail', 'secrets/history-secrets': 'fail' }],
])('a repository that is %s', async (shape, expected) => {
  expect(REPOSITORY_SHAPES[shape]).toBeTruthy();
  const repository = await buildShapedRepository(shape);
  try {
    expect(outcomes(await auditOf(repository.path))).toMatchObject(expected);
  } finally {
    await repository.remove();
  }
});
