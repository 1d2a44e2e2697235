import { expect, test } from 'vitest';
import { healthy } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld } from './world.ts';

test('a run over the healthy world asks no question twice and makes no request twice', async () => {
  const { assessment, world } = await runScenario(healthy(), startWorld);
  const questions = world.queries().map(({ name, type, server, transport }) => `${name} ${type} at ${server} over ${transport}`);
  expect(repeated(questions)).toEqual([]);
  expect(repeated(world.requests().map(({ scheme, host, method, path }) => `${method} ${scheme}://${host}${path}`))).toEqual([]);
  expect(questions.length).toBeGreaterThan(20);
  expect(assessment.verdicts.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(20);
  // Nothing could not be looked at.
  expect(
    assessment.verdicts
      .filter(({ outcome, subject }) => outcome === 'unknown' && subject.kind !== 'project')
      .map(({ check, subject, reason }) => `${check}@${subject.name}: ${reason}`),
  ).toEqual([]);
});

function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))];
}
