import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { healthy } from '../range/healthy.ts';
import { startWorld, type World } from '../range/world.ts';
import type { Assessment } from '../src/model/assessment.ts';
import { cleanEnd, command, folderWith } from './support/command.ts';

/* The real command over the range: a config that names a host nobody knows, in a repository full of things that are no plain UTF-8 files. */
vi.setConfig({ testTimeout: 100_000 });

const configOf = ({ network }: World): string =>
  JSON.stringify({
    project: 'acme',
    profile: 'coach-prototype',
    hosts: [{ name: 'ap.acme.example', purpose: 'app' }],
    network: { ...network, trust: ['ca.pem'] },
  });

/** A git repository whose files are not what their names say. */
async function makeOdd(path: string): Promise<void> {
  const latin1 = Buffer.from('{"name":"caf\xe9","dependencies":{"next":"15"\xc3(}}', 'latin1');
  await mkdir(join(path, '.github/workflows'), { recursive: true });
  for (const name of ['package.json', 'vercel.json', '.env.example', '.github/workflows/ci.yml', 'README.md']) await writeFile(join(path, name), latin1);
  // A name that is no UTF-8 itself; macOS refuses to make one.
  if (process.platform === 'linux') await writeFile(Buffer.from(join(path, 'src-\xff.ts'), 'latin1'), 'process.env.KEY');
  await symlink('loop', join(path, 'loop'));
  await symlink('.', join(path, 'self'));
  await symlink('/etc/passwd', join(path, 'CNAME'));
  await mkdir(join(path, '.env'));
  // Reading a named pipe would wait for ever.
  execFileSync('mkfifo', [join(path, '.env.local')]);
  await writeFile(join(path, 'dump.sql'), '');
  await truncate(join(path, 'dump.sql'), 2 ** 31);
  execFileSync('git', ['init', '-q', path]);
}

test.skipIf(process.platform === 'win32')('an unknown host and an odd repository: a finding, reasons, a decision; nothing hangs', async () => {
  const world = await startWorld(healthy());
  const { path, remove } = await folderWith({ 'launch-ready.config.json': configOf(world), 'ca.pem': world.network.trust[0] ?? '' });
  try {
    await makeOdd(path);
    const ended = await command(['--json', '--quiet', '--format', 'none'], { cwd: path });
    expect(await cleanEnd(ended, path)).toEqual([]);
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 1, stderr: '' });
    const { findings, verdicts } = JSON.parse(ended.stdout) as Assessment;
    const missing = findings.filter(({ subject }) => subject.name === 'ap.acme.example' && subject.kind === 'host');
    expect(missing.map(({ check, problem }) => `${check}:${problem}`)).toEqual(['domain/host-resolves:no-such-name']);
    expect(missing[0]?.says).toContain('ap.acme.example');
    expect(JSON.stringify(verdicts)).not.toContain('probe-defect');
    expect(verdicts.find(({ check }) => check === 'secrets/tree-secrets')?.outcome).toBe('unknown');
  } finally {
    await Promise.all([world.stop(), remove()]);
  }
});
