import { describe, expect, test } from 'vitest';
import { differences, runScenario } from './scenario.ts';
import { startWorld } from './world.ts';
import { SCENARIOS } from './scenarios/index.ts';

describe.each(Object.entries(SCENARIOS))('%s', (_, scenarios) => {
  test.concurrent.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const { assessment } = await runScenario(scenario.world, startWorld);
    expect(differences(scenario, assessment)).toEqual([]);
  });
});
