import { describe, expect, test } from 'vitest';
import { differences, runScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { startWorld } from './world.ts';

// All in one file and side by side: most of their time is waiting for servers that never answer.
describe.concurrent.each(Object.entries(SCENARIOS))('%s', (_, scenarios) => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const { assessment } = await runScenario(scenario.world, startWorld);
    expect(differences(scenario, assessment)).toEqual([]);
  });
});
