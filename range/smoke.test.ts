import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownJourneyScenarios } from './scenarios/smoke-own.ts';
import { smokeScenarios } from './scenarios/smoke.ts';
import { runSmoke } from './smoke-run.ts';

test.each([...smokeScenarios, ...ownJourneyScenarios])('smoke: $name', async (scenario) => {
  const { runs, assessment } = await runSmoke(scenario);
  const failed = Object.fromEntries(runs.filter(({ outcome }) => outcome === 'failed').map(({ journey, steps }) => [journey, steps.at(-1)?.name]));
  expect(failed, JSON.stringify(runs.flatMap(({ says }) => says ?? []))).toEqual(scenario.fails);
  expect(
    runs
      .filter(({ outcome }) => outcome === 'unknown')
      .map(({ journey, says }) => [journey, says] as const)
      .filter(([journey]) => !scenario.unknown?.includes(journey)),
  ).toEqual([]);
  expect(runs.map(({ says }) => says ?? '').join('\n')).toMatch(scenario.says ?? /^/);
  // The judgement says the same: one finding per flow that fails.
  expect(assessment.findings.map(({ check }) => check).sort()).toEqual(
    runs
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ flow }) => `flows/${flow}`)
      .sort(),
  );
});

test('what was not tried this time does not take the place of what was seen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'range-smoke-'));
  const scenario = { name: 'the good app', only: ['webhook'], fails: {}, folder };
  await runSmoke(scenario);
  const { runs, assessment } = await runSmoke({ ...scenario, active: false });
  expect(runs).toMatchObject([{ journey: 'webhook', outcome: 'unknown' }]);
  expect(assessment.verdicts.map(({ check, outcome }) => [check, outcome])).toEqual([['flows/webhook', 'pass']]);
  await rm(folder, { recursive: true, force: true });
});
