import { describe, expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { Ci } from '../../evidence/deploy/ci.ts';
import type { DeployPlatform } from '../../evidence/deploy/platform.ts';
import type { Check } from '../../model/check.ts';
import type { Attestation } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { accessMap } from '../handover/access-map.ts';
import { contacts } from '../handover/contacts.ts';
import { alertRecipient } from '../monitoring/alert-recipient.ts';
import { alertTest } from '../monitoring/alert-test.ts';
import { uptime } from '../monitoring/uptime.ts';
import { ciBuilds } from './ci-builds.ts';
import { rollbackPath } from './rollback-path.ts';
import { scriptedDeploy } from './scripted-deploy.ts';
import { secretGate } from './secret-gate.ts';
import { whereProductionRuns } from './where-production-runs.ts';

const at = (path: string): { path: ReturnType<typeof quote>; line: number } => ({ path: quote(path), line: 1 });
const platform = (ids: readonly string[], over: Partial<DeployPlatform> = {}): DeployPlatform => ({
  platforms: ids.map((id) => ({ id, shownBy: [at(`${id}.toml`)] })),
  framework: 'next',
  packageManager: 'npm',
  orms: [],
  migrations: [],
  mailProviders: [],
  healthRoutes: [],
  chatRoutes: [],
  deployScripts: [],
  rollbackNotes: [],
  deployNotes: [],
  ...over,
});
const flow = (over: Partial<Ci['workflows'][number]> = {}): Ci['workflows'][number] => ({
  path: quote('.github/workflows/ci.yml'),
  onPush: true,
  onPullRequest: true,
  onTag: false,
  manual: false,
  builds: true,
  tests: true,
  lints: true,
  typechecks: true,
  fullHistory: true,
  beforeMerge: true,
  deploysTo: [],
  scanners: [],
  scannersStop: (over.scanners ?? []).length > 0,
  ...over,
});
const ci = (...workflows: Ci['workflows']): Ci => ({ workflows, localScanners: [] });
const answer = (check: Check, given: object, attestations: Attestation[] = []): string => {
  const { problems, unknown, passes } = judgeOne(check, given as never, { intent: { attestations } });
  return problems.join() || (unknown.length > 0 ? 'unknown' : passes.length > 0 ? 'pass' : 'nothing');
};
const said = (row: Attestation['row'], over: Partial<Attestation> = {}): Attestation => ({
  row,
  statement: 's',
  by: 'Ann',
  evidence: 'e',
  at: '2026-01-01',
  ...over,
});

test.each<[string, DeployPlatform | undefined, Attestation[], string]>([
  ['one platform', platform(['fly']), [], 'pass'],
  ['two platforms', platform(['fly', 'vercel']), [], 'unknown'],
  ['a server', platform(['own-server']), [], 'unknown'],
  ['none', platform([]), [], 'unknown'],
  ['no repository', undefined, [], 'unknown'],
  ['nobody knows, whatever a file says', platform(['fly']), [said('A2', { nobodyKnows: true })], 'unknown'],
])('deploy/where-production-runs: %s', (_, value, attestations, expected) =>
  expect(answer(whereProductionRuns, { platform: value }, attestations)).toBe(expected),
);

test('deploy/where-production-runs: target, variables and the way back are named together', () => {
  expect(judgeOne(whereProductionRuns, { platform: platform(['fly']) }).passes).toEqual([
    expect.stringMatching(/^production runs on Fly\.io, as fly\.toml shows; variables are set at fly secrets set.*; going back: .*fly/),
  ]);
});

describe('deploy/rollback-path', () => {
  test.each<[string, DeployPlatform | undefined, Attestation[], string]>([
    ['written down', platform(['fly'], { rollbackNotes: [at('docs/RUNBOOK.md')] }), [], 'pass'],
    ['not written down', platform(['fly']), [], 'unknown'],
    ['no repository', undefined, [], 'unknown'],
    ['nobody knows', platform(['fly'], { rollbackNotes: [at('docs/RUNBOOK.md')] }), [said('I8', { nobodyKnows: true })], 'unknown'],
  ])('%s', (_, value, attestations, expected) => expect(answer(rollbackPath, { platform: value }, attestations)).toBe(expected));
  test('the way of the platform is proposed', () => {
    expect(judgeOne(rollbackPath, { platform: platform(['vercel']) }).unknown[0]).toMatch(
      /on Vercel: .*vercel rollback.*does not bring back: environment variables/,
    );
  });
});

test.each<[string, DeployPlatform, Ci, string]>([
  ['a workflow', platform([]), ci(flow({ deploysTo: ['fly'] })), 'pass'],
  ['a platform', platform(['vercel']), ci(), 'pass'],
  ['a copying script', platform(['own-server']), ci(), 'copied-from-a-laptop'],
  ['nothing', platform([]), ci(flow()), 'unknown'],
  ['previews only', platform([]), ci(flow({ deploysTo: ['vercel'], onPush: false })), 'unknown'],
])('deploy/scripted-deploy: %s', (_, value, workflows, expected) => expect(answer(scriptedDeploy, { platform: value, workflows })).toBe(expected));

test.each<[string, DeployPlatform, Ci, string]>([
  ['builds and checks', platform([]), ci(flow()), 'pass'],
  ['builds only', platform([]), ci(flow({ tests: false, lints: false })), 'builds-unchecked'],
  ['checks in another workflow', platform([]), ci(flow({ tests: false }), flow({ builds: false })), 'pass'],
  ['builds only by hand', platform([]), ci(flow({ onPush: false, onPullRequest: false })), 'nothing-builds'],
  ['no workflow', platform(['fly']), ci(), 'nothing-builds'],
  ['no workflow, but the host builds', platform(['vercel']), ci(), 'unknown'],
])('deploy/ci-builds: %s', (_, value, workflows, expected) => expect(answer(ciBuilds, { platform: value, workflows })).toBe(expected));

test.each<[string, Ci, string]>([
  ['a scanner with history', ci(flow({ scanners: ['gitleaks'] })), 'pass'],
  ['a scanner without', ci(flow({ scanners: ['gitleaks'], fullHistory: false })), 'newest-commit-only'],
  ['a scanner whose result is thrown away', ci(flow({ scanners: ['gitleaks'], scannersStop: false })), 'cannot-stop'],
  ['a scanner after the merge', ci(flow({ scanners: ['gitleaks'], onPullRequest: false, beforeMerge: false })), 'cannot-stop'],
  ['two scanners, one of them stops', ci(flow({ scanners: ['gitleaks'], scannersStop: false }), flow({ scanners: ['trufflehog'] })), 'pass'],
  ['a scanner that waits for a hand', ci(flow({ scanners: ['gitleaks'], onPush: false, onPullRequest: false })), 'no-gate'],
  ['none', ci(flow()), 'no-gate'],
  ['no workflow', ci(), 'no-gate'],
])('deploy/secret-gate: %s', (_, workflows, expected) => expect(answer(secretGate, { workflows })).toBe(expected));

describe('what only people know', () => {
  const none = { given: [], contacts: [] };
  const contact = (role: string): object => ({ role, name: quote('Ann'), reach: quote('+44') });
  test.each([accessMap, contacts, alertRecipient, alertTest, uptime])('$id without an answer is unknown', (check) => {
    expect(answer(check, { said: none })).toBe('unknown');
    expect(check.attestable).toBe(true);
  });
  test('contacts answer', () => {
    expect(answer(alertRecipient, { said: { ...none, contacts: [contact('alerts')] } })).toBe('pass');
    expect(answer(alertRecipient, { said: { given: [{ ...said('J10'), nobodyKnows: true }], contacts: [contact('alerts')] } })).toBe('unknown');
    expect(answer(contacts, { said: { ...none, contacts: ['hosting', 'email', 'registrar'].map(contact) } })).toBe('pass');
    expect(judgeOne(contacts, { said: { ...none, contacts: [contact('email')] } }).unknown[0]).toContain('hosting, registrar');
  });
  test('an ended confirmation and "nobody knows" are said as that', () => {
    expect(judgeOne(uptime, { said: { ...none, given: [said('J1')] } }).unknown[0]).toContain('has ended');
    expect(judgeOne(uptime, { said: { ...none, given: [said('J1', { nobodyKnows: true })] } }).unknown[0]).toContain('nobody knows');
  });
});
