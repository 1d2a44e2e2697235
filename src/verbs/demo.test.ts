import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { compose } from '../compose.ts';
import { openDemo, type Demo } from './demo.ts';

const deps = () => {
  const real = compose({ folder: tmpdir(), env: {} });
  // Nothing of a demo run in a test is kept.
  return { ...real, store: { ...real.store, save: () => Promise.resolve({ file: '' }) } };
};
const repositories = async (): Promise<number> => (await readdir(tmpdir())).filter((name) => name.startsWith('acme-repository-')).length;

test('the demo comes up faulty, a fix makes a difference, and nothing stays open', async () => {
  const before = await repositories();
  const demo: Demo = await openDemo({ signal: AbortSignal.timeout(15_000) }, deps());
  const { url } = demo;
  try {
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    const first = await demo.audit();
    expect(['fix-first', 'delay-24-hours']).toContain(first.decision.decision);
    expect(new Set(first.findings.map(({ stage }) => stage))).toEqual(new Set(['deploy', 'domain', 'edge', 'email', 'secrets']));
    const { fixes, comparison } = await demo.fix(['docs']);
    expect(comparison.fixed.map(({ check, subject }) => `${check}@${subject.name}`)).toContain(`${fixes[0]?.check}@docs.acme.example`);
    expect(comparison.new).toEqual([]);
    await expect(demo.fix(['nothing'])).rejects.toThrow('the demo has no fault "nothing"; it has dmarc');
  } finally {
    await demo.stop();
  }
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  expect(await repositories()).toBe(before);
});
