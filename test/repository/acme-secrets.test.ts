import { expect, test } from 'vitest';
import { buildAcmeRepository, faultyRepository } from '../../range/acme/repository.ts';
import { UNDOCUMENTED } from '../../range/acme/repository/history.ts';
import { checks } from '../../src/checks/index.gen.ts';
import type { Intent } from '../../src/model/intent.ts';
import { probes } from '../../src/probes/index.gen.ts';
import { judgeOne } from '../support/judge-one.ts';
import { localIo } from './local-io.ts';

/** It reads what the config names, and there is none here. */
const NEEDS_CONFIG = 'secrets/set-variables';

/** Looks at a repository with every probe that only reads it and judges with every check of the secrets stage. */
async function auditSecrets(root: string): Promise<{ findings: string[]; text: string }> {
  const io = await localIo(root);
  const seen = new Map<string, unknown>();
  for (const probe of probes.filter((one) => one.id.startsWith('secrets/') && one.touches === 'reads-repository' && one.id !== NEEDS_CONFIG)) {
    const look = { subject: { kind: 'repository', name: '.' } as const, given: {}, intent: {} as Intent, io, signal: AbortSignal.timeout(20_000) };
    const { value, complete } = await probe.gather(look);
    expect([probe.id, probe.fills.schema.fault(value, 'value'), complete]).toEqual([probe.id, undefined, true]);
    seen.set(probe.fills.id, value);
  }
  const judged = checks
    .filter((check) => check.id.startsWith('secrets/') && Object.values(check.needs).every((need) => seen.has(need.kind.id)))
    .map((check) => [check.id, judgeOne(check, Object.fromEntries(Object.entries(check.needs).map(([key, need]) => [key, seen.get(need.kind.id)])))] as const);
  const findings = judged.flatMap(([id, { problems }]) => problems.map((problem) => `${id}:${problem}`));
  return { findings: findings.sort(), text: JSON.stringify([judged, [...seen]]) };
}

test('the good repository gives nothing, the faulty one exactly what was planted', async () => {
  const [good, faulty] = await Promise.all([buildAcmeRepository(), faultyRepository()]);
  try {
    expect((await auditSecrets(good.path)).findings).toEqual([]);
    const { findings, text } = await auditSecrets(faulty.path);
    expect(findings).toEqual([
      'secrets/committed-env:env-in-git',
      'secrets/committed-env:env-in-history',
      'secrets/env-example:undocumented',
      'secrets/gitignore-env:not-ignored',
      'secrets/history-secrets:secret-in-history',
      'secrets/history-secrets:secret-in-history',
      'secrets/private-key:key-in-history',
      ...Array.from({ length: 6 }, () => 'secrets/tree-secrets:secret-in-code'),
    ]);
    for (const name of UNDOCUMENTED) expect(text).toContain(name);
    for (const { value } of faulty.planted) for (let at = 8; at + 12 < value.length; at += 12) expect(text).not.toContain(value.slice(at, at + 12));
  } finally {
    await Promise.all([good.remove(), faulty.remove()]);
  }
});
