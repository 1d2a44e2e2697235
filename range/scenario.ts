import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../src/compose.ts';
import type { Assessment } from '../src/model/assessment.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Intent } from '../src/model/intent.ts';
import type { Outcome } from '../src/model/terms.ts';
import type { ArchivedRun } from '../src/ports/store.ts';
import { audit } from '../src/verbs/audit.ts';
import { readDmarcReports } from '../src/verbs/dmarc.ts';
import type { World, WorldSpec } from './world.ts';

/** What a run over a world must say. Exact: anything more of class incident or above is a false alarm. */
export interface Scenario {
  readonly name: string;
  readonly world: WorldSpec;
  /** Findings of class incident and above, as `check:problem` or `check:problem@subject`; one entry per finding. */
  readonly finds: readonly string[];
  /** Findings of class later that must be there; others may be. */
  readonly also?: readonly string[];
  /** Checks that must be unknown on at least one subject, as `check` or `check@subject`. Required when the world hides something. */
  readonly unknown?: readonly string[];
  /** Checks that must pass on at least one subject, where that is what the scenario is about. */
  readonly passes?: readonly string[];
}

/** What a run needs of a world, in-process or real. */
export type Inhabited = Pick<World, 'network' | 'intentDefaults' | 'reports' | 'env' | 'stop'>;

/** The full intent of a world: its own declarations over plain defaults. */
export function intentOf(world: Inhabited): Intent {
  return {
    project: 'range',
    profile: 'internal-ops-launch',
    environment: 'production',
    domains: [],
    hosts: [],
    senders: [],
    owned: [],
    active: false,
    contacts: [],
    waivers: [],
    attestations: [],
    ...world.intentDefaults,
    network: world.network,
  };
}

/** Runs the product over a running world, after it has read the reports that the project got. Nothing is archived. */
export async function auditWorld(world: Inhabited, changes: Partial<Intent> = {}): Promise<ArchivedRun> {
  const request = { intent: { ...intentOf(world), ...changes }, archive: false, signal: AbortSignal.timeout(60_000) };
  if (!world.reports) return audit(request, compose({ folder: tmpdir(), env: world.env }));
  const folder = await mkdtemp(join(tmpdir(), 'range-'));
  try {
    const deps = compose({ folder, env: world.env });
    await mkdir(join(folder, 'in'));
    for (const [name, content] of Object.entries(world.reports(Date.now() / 1000))) await writeFile(join(folder, 'in', name), content);
    await readDmarcReports({ ...request, paths: [join(folder, 'in')], mailbox: false }, deps);
    return await audit(request, deps);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Starts a world, runs the product over it and stops it. What the world counted stays readable. */
export async function runScenario<W extends Inhabited>(
  spec: WorldSpec,
  start: (spec: WorldSpec) => Promise<W>,
  changes: Partial<Intent> = {},
): Promise<ArchivedRun & { readonly world: W }> {
  const world = await start(spec);
  try {
    return { ...(await auditWorld(world, changes)), world };
  } finally {
    await world.stop();
  }
}

/** What differs between what a scenario names and what a run found; empty when it is right. */
export function differences(scenario: Scenario, { findings, verdicts }: Pick<Assessment, 'findings' | 'verdicts'>): string[] {
  const all = findings.map((finding) => ({
    id: `${finding.check}:${finding.problem}`,
    at: finding.subject.name,
    severe: finding.class !== 'later',
    says: finding.says,
  }));
  const left = all.filter(({ severe }) => severe);
  const wrong: string[] = [];
  for (const named of scenario.finds) {
    const at = left.findIndex((finding) => fits(named, finding));
    if (at < 0) wrong.push(`not found: ${named}`);
    else left.splice(at, 1);
  }
  wrong.push(...left.map(({ id, at, says }) => `false alarm: ${id}@${at} (${says})`));
  for (const named of scenario.also ?? [])
    if (!all.some((finding) => !finding.severe && fits(named, finding))) wrong.push(`not found among the later ones: ${named}`);
  const answers = (named: string, wanted: Outcome): boolean =>
    verdicts.some(({ outcome, check, subject }) => outcome === wanted && fits(named, { id: check, at: subject.name }));
  for (const named of scenario.unknown ?? []) if (!answers(named, 'unknown')) wrong.push(`not unknown: ${named}`);
  for (const named of scenario.passes ?? []) if (!answers(named, 'pass')) wrong.push(`not passed: ${named}`);
  for (const { check, problem, subject, fix } of findings)
    if (fix.trial && fix.trial.outcome !== 'clears' && !isWildcard(fix))
      wrong.push(`the fix of ${check}:${problem}@${subject.name} does not clear it: ${fix.trial.outcome}, ${fix.trial.says}`);
  return wrong;
}

/** What lives only by a wildcard cannot be told from outside, so neither can what its removal does. */
function isWildcard({ changes = [] }: Finding['fix']): boolean {
  return changes.some((change) => change.kind === 'dns' && change.name.startsWith('*.'));
}

function fits(named: string, { id, at }: { id: string; at: string }): boolean {
  const [wanted, where] = named.split('@');
  return id === wanted && (where === undefined || where === at);
}
