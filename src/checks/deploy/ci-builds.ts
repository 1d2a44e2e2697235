import { hostingPlatforms } from '../../data/platforms.ts';
import { ci } from '../../evidence/deploy/ci.ts';
import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';

const INSTALL: Readonly<Record<string, string>> = {
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: 'yarn install --immutable',
  bun: 'bun install --frozen-lockfile',
};

export const ciBuilds = defineCheck({
  id: 'deploy/ci-builds',
  rows: ['I2'],
  stage: 'deploy',
  about: 'repository',
  title: 'Every change is built from scratch before it goes live',
  why: '"It works on my machine" is not a build: a missing file, an uncommitted setting or a wrong type shows itself only on a clean machine, and without one that is production.',
  test: 'git clone the repository into an empty folder, install and build there',
  refs: ['The Twelve-Factor App V'],
  needs: { workflows: one(ci), platform: one(deployPlatform) },
  maxAge: 'commit',
  attestable: true,
  problems: {
    'nothing-builds': {
      says: 'No workflow builds the app when something is pushed or proposed',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 30,
    },
    'builds-unchecked': {
      says: 'The workflows build the app, but run no {missing:names}',
      class: 'later',
      impact: 'downtime',
      identity: [],
      minutes: 30,
      reach: 'internal',
    },
  },
  judge({ workflows: { workflows }, platform }, { report }) {
    const triggered = workflows.filter((flow) => flow.onPush || flow.onPullRequest);
    const builder = triggered.find((flow) => flow.builds);
    const proof = workflows.slice(0, 10).map((flow) => ({ says: flow.builds ? 'Builds' : 'Does not build', location: { path: flow.path } }));
    const fix = remedy(platform.packageManager);
    if (builder) {
      const missing = (['tests', 'lints', 'typechecks'] as const).filter((step) => !triggered.some((flow) => flow[step]));
      const words = { tests: 'tests', lints: 'linter', typechecks: 'type check' };
      if (missing.length > 0) report.fail('builds-unchecked', { missing: missing.map((step) => words[step]), proof, fix });
      else report.pass(`${builder.path} builds each change; tests, linter and type check run too`);
      return;
    }
    const host = hostingPlatforms.find((one) => one.buildsPushes && platform.platforms.some((place) => place.id === one.id));
    if (host) report.unknown(`${host.name} builds each push if the repository is connected there; that is not visible from here`);
    else report.fail('nothing-builds', { proof: proof.length > 0 ? proof : [{ says: 'There is no workflow file of any known build system' }], fix });
  },
});

function remedy(manager: string | null): Remedy {
  const tool = manager === 'pnpm' || manager === 'yarn' || manager === 'bun' ? manager : 'npm';
  const commands = [INSTALL[tool] ?? 'npm ci', `${tool} run lint --if-present`, `${tool} run typecheck --if-present`, `${tool} test`, `${tool} run build`];
  const steps = commands.map((command) => `      - run: ${tool === 'npm' ? command : command.replace(' --if-present', '')}`);
  const text = [
    'name: ci',
    'on: [push, pull_request]',
    'jobs:',
    '  check:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v5',
    ...steps,
  ].join('\n');
  return {
    steps: ['Add this workflow, leave out what the project does not have, and make it required in the branch settings.'],
    snippet: { language: 'text', text, where: '.github/workflows/ci.yml' },
  };
}
