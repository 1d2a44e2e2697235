import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from '../src/compose.ts';
import { audit } from '../src/verbs/audit.ts';
import { readDmarcReports } from '../src/verbs/dmarc.ts';
import { founderReports } from '../src/verbs/dmarc/founder-reports.fixture.ts';
import { healthy } from './healthy.ts';
import { intentOf } from './scenario.ts';
import { startWorld, type World } from './world.ts';

let folder = '';
let world: World;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
  world = await startWorld(healthy());
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

async function ladder(): Promise<string[]> {
  const options = { intent: intentOf(world), selection: { checks: ['email/dmarc-ladder'] }, archive: false, signal: AbortSignal.timeout(30_000) };
  const { assessment } = await audit(options, compose({ folder, env: {} }));
  return assessment.findings.map((finding) => `${finding.problem}: ${finding.says}`);
}

test('reports that were read once are what the audit of the same folder judges by', async () => {
  expect(await ladder()).toEqual([]);
  await mkdir(join(folder, 'in'));
  for (const [name, xml] of Object.entries(founderReports(Date.now() / 1000, false))) await writeFile(join(folder, 'in', name), xml);
  const request = { paths: [join(folder, 'in')], mailbox: false, intent: intentOf(world), signal: AbortSignal.timeout(30_000) };
  await readDmarcReports(request, compose({ folder, env: {} }));
  expect(await ladder()).toMatchObject([
    expect.stringContaining('ready-for-reject: DMARC of acme.example can go from p=quarantine to p=reject: 99.8 % of 4202 messages'),
  ]);
});
