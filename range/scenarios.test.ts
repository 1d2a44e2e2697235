import { describe, expect, test } from 'vitest';
import { differences, runScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { startWorld } from './world.ts';

// Those that wait for what never answers begin first, and the others run meanwhile.
const all = Object.entries(SCENARIOS).flatMap(([area, scenarios]) =>
  scenarios.map((scenario) => ({ area, scenario, waits: (scenario.unknown ?? []).length > 0 })),
);
const inTurn = all.toSorted((a, b) => Number(b.waits) - Number(a.waits));

describe.concurrent('scenarios', () => {
  test.each(inTurn.map(({ area, scenario }) => [`${area}: ${scenario.name}`, scenario] as const))('%s', async (_, scenario) => {
    const { assessment } = await runScenario(scenario.world, startWorld);
    expect(differences(scenario, assessment)).toEqual([]);
  });
});
