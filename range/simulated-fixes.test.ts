import { expect, test } from 'vitest';
import { blindIo } from '../src/engine/engine.fixture.ts';
import { evidenceSet } from '../src/engine/evidence-set.ts';
import { planRun } from '../src/engine/plan.ts';
import { loadRegistry } from '../src/compose.ts';
import { simulate } from '../src/fixes/simulate.ts';
import { profileOf } from '../src/profiles/index.ts';
import { intentOf, runScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { startWorld } from './world.ts';

const registry = await loadRegistry();
const grades = new Map(registry.kinds.map((kind) => [kind.id, kind.grade]));
const email = Object.values(SCENARIOS)
  .flat()
  .filter(({ finds }) => finds.some((find) => find.startsWith('email/')));

test('the range has email scenarios to repair', () => {
  expect(email.length).toBeGreaterThan(5);
});

test.each(email.map((scenario) => [scenario.name, scenario] as const))(
  '%s: each fix, tried in memory, clears its finding and adds none',
  async (_, { world: spec }) => {
    const { assessment, world, evidence } = await runScenario(spec, startWorld);
    const plan = planRun(registry, { stages: ['email'] });
    const before = assessment.findings.filter((finding) => finding.stage === 'email').map((finding) => finding.fingerprint);
    for (const finding of assessment.findings) {
      const changes = finding.fix.changes?.filter((change) => change.kind === 'dns') ?? [];
      if (finding.stage !== 'email' || changes.length === 0) continue;
      const { findings } = await simulate({
        world: { zones: spec.zones, observed: evidenceSet(assessment.subjects, evidence) },
        changes,
        probes: plan.probes,
        checks: plan.checks,
        intent: intentOf(world),
        profile: profileOf(intentOf(world).profile),
        gradeOf: (kind) => grades.get(kind) ?? 'inferred',
        now: Date.parse(assessment.run.at),
        io: { ...blindIo(), network: { resolvers: [{ address: '192.0.2.53', port: 53 }], trust: [], ipv6: false } },
        signal: AbortSignal.timeout(10_000),
      });
      expect(
        findings.map((one) => one.fingerprint),
        finding.says,
      ).not.toContain(finding.fingerprint);
      // A first DMARC record only watches, which is advice for later and the right first step.
      const added = findings.filter((one) => one.class !== 'later' && !before.includes(one.fingerprint));
      expect(
        added.map((one) => one.says),
        finding.says,
      ).toEqual([]);
    }
  },
);
