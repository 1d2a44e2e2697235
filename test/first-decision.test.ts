/* MISSION A8 through the product: init starts the clock, an audit with every must-know answered stops it, the run record says so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { FirstDecision } from '../src/model/assessment.ts';
import type { Attestation, Intent } from '../src/model/intent.ts';
import type { ProfileId } from '../src/model/profile.ts';
import { audit } from '../src/verbs/audit.ts';
import { init } from '../src/verbs/init.ts';
import { replay } from '../src/verbs/replay.ts';
import { PLAIN_INTENT } from './support/judge-one.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const today = new Date().toISOString().slice(0, 10);
const answers = (['A2', 'I8', 'J10'] as const).map((row): Attestation => ({ row, statement: 'known', by: 'Ann', evidence: 'notes', at: today }));
/** Nothing to look at: no domain, no host, no repository. */
const intentWith = (attestations: readonly Attestation[], profile: ProfileId): Intent => ({ ...PLAIN_INTENT, domains: [], profile, attestations });

test.each<[string, ProfileId, number | null]>([
  ['S0', 'internal-ops-launch', null],
  ['S2', 'mobile-first-launch', 2 * 3_600_000],
  ['S3', 'coach-prototype', 3_600_000],
  ['S4', 'b2b-service-launch', 8 * 3_600_000],
])('%s auditWithin: from init to the first decision with every must-know answered', async (_, profile, withinMs) => {
  const deps = compose({ folder, env: {} });
  const beganAt = Date.now() - 25 * 60_000;
  await init({ cwd: folder, today, clock: { kept: deps.kept, now: beganAt } });
  const run = async (attestations: readonly Attestation[]) => {
    const signal = AbortSignal.timeout(20_000);
    return audit({ intent: intentWith(attestations, profile), signal }, deps);
  };
  const clockOf = async (attestations: readonly Attestation[]): Promise<FirstDecision | undefined> => (await run(attestations)).assessment.firstDecision;

  expect(await clockOf([])).toEqual({ beganAt: new Date(beganAt).toISOString(), decidedAt: null, withinMs });
  const decided = await run(answers);
  const first = decided.assessment.firstDecision;
  expect(Date.parse(first?.decidedAt ?? '') - beganAt).toBeGreaterThanOrEqual(25 * 60_000);
  // Later runs keep the first one, whatever they find; so does judging the archive again.
  expect((await clockOf([]))?.decidedAt).toBe(first?.decidedAt);
  expect(replay(decided, deps).firstDecision).toEqual(first);
});

test('without init the first run starts the clock, and what is kept must be ours', async () => {
  const deps = compose({ folder, env: {} });
  await deps.kept.update('first-decision', () => ({ beganAt: '2999-01-01T00:00:00.000Z', decidedAt: null }));
  const { assessment } = await audit({ intent: intentWith([], 'coach-prototype'), signal: AbortSignal.timeout(20_000) }, deps);
  expect(assessment.firstDecision).toMatchObject({ beganAt: assessment.run.at, decidedAt: null });
});
