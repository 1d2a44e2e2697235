import { expect, test } from 'vitest';
import type { Assessment } from '../src/model/assessment.ts';
import { healthy } from './healthy.ts';
import { differences, runScenario, type Scenario } from './scenario.ts';
import { startWorld } from './world.ts';

const finding = (check: string, problem: string, at: string, its: string) => ({
  check,
  problem,
  class: its,
  says: '…',
  fix: { steps: [] },
  subject: { kind: 'host', name: at },
});
const assessment = {
  findings: [
    finding('edge/hsts', 'absent', 'app.example', 'later'),
    finding('edge/https', 'plain', 'app.example', 'blocker'),
    finding('edge/https', 'plain', 'www.example', 'incident'),
  ],
  verdicts: [{ check: 'email/spf', outcome: 'unknown', subject: { kind: 'domain', name: 'example' } }],
} as unknown as Assessment;
const against = (scenario: Partial<Scenario>): string[] => differences({ name: '', world: healthy(), finds: [], ...scenario }, assessment);

test('exactly what is named must be found', () => {
  const finds = ['edge/https:plain@app.example', 'edge/https:plain@www.example'];
  expect(against({ finds, also: ['edge/hsts:absent'], unknown: ['email/spf@example'] })).toEqual([]);
  expect(against({ finds: ['edge/https:plain', 'edge/https:plain'] })).toEqual([]);
  expect(against({ finds: ['edge/https:plain'] })).toEqual(['false alarm: edge/https:plain@www.example (…)']);
  expect(against({ finds: [...finds, 'email/spf:absent'] })).toEqual(['not found: email/spf:absent']);
  expect(against({ finds, also: ['edge/csp:absent'] })).toEqual(['not found among the later ones: edge/csp:absent']);
  expect(against({ finds, unknown: ['email/spf@other.example'] })).toEqual(['not unknown: email/spf@other.example']);
});

test('the product runs over a world', async () => {
  const { assessment, world } = await runScenario(healthy(), startWorld);
  expect(assessment.target.hosts).toContain('app.acme.example');
  expect(world.queries()).toBeDefined();
});
