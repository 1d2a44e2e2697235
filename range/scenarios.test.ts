import { describe, expect, test } from 'vitest';
import { differences, runScenario } from './scenario.ts';
import { domainScenarios } from './scenarios/domain.ts';
import { healthyScenarios } from './scenarios/healthy.ts';

const areas = { healthy: healthyScenarios, domain: domainScenarios };

describe.each(Object.entries(areas))('%s', (_, scenarios) => {
  test.concurrent.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const { assessment } = await runScenario(scenario.world);
    expect(differences(scenario, assessment)).toEqual([]);
  });
});
