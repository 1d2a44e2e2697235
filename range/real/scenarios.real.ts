import { describe, expect, test } from 'vitest';
import { differences, runScenario } from '../scenario.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { obstacles, startRealWorld } from './world.ts';

/** Apps whose fault a proxy of good standing takes away: it ends a broken answer properly, and says itself by which scheme it was asked. */
const HEALED_BY_NGINX: ReadonlySet<string> = new Set(['the chat breaks off', 'a cache keeps a redirect that a header caused']);

const all = Object.entries(SCENARIOS).flatMap(([area, scenarios]) =>
  scenarios.map((scenario) => ({ area, scenario, why: HEALED_BY_NGINX.has(scenario.name) ? ['nginx heals it'] : obstacles(scenario.world) })),
);
const playable = all.filter(({ why }) => why.length === 0);

describe('the same scenarios on Knot, Unbound, nginx and Postfix', () => {
  test.concurrent.each(playable.map(({ area, scenario }) => [`${area}: ${scenario.name}`, scenario] as const))('%s', async (_, scenario) => {
    const { assessment } = await runScenario(scenario.world, startRealWorld);
    expect(differences(scenario, assessment)).toEqual([]);
  });
});

test('what real servers cannot play is a fault that they have no setting for', () => {
  for (const { area, scenario, why } of all) if (why.length > 0) console.log(`in-process only: ${area}: ${scenario.name} (${why.join(', ')})`);
  expect(playable.length).toBeGreaterThan(all.length / 2);
});
