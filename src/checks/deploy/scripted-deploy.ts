import { hostingPlatforms } from '../../data/platforms.ts';
import { ci } from '../../evidence/deploy/ci.ts';
import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { defineCheck, one } from '../../model/check.ts';

export const scriptedDeploy = defineCheck({
  id: 'deploy/scripted-deploy',
  rows: ['I1'],
  stage: 'deploy',
  about: 'repository',
  title: 'One command or one push deploys a known version',
  why: 'A deploy from memory works until the evening it must work: a forgotten step, an unsaved file, another branch. And nobody can say afterwards what is live.',
  test: 'let somebody else deploy the current version with nothing but the written steps',
  refs: ['The Twelve-Factor App V'],
  needs: { platform: one(deployPlatform), workflows: one(ci) },
  maxAge: 'commit',
  attestable: true,
  problems: {
    'copied-from-a-laptop': {
      says: '{path:outside} copies files to a server from whatever is on the disk of the person who runs it: what is live matches no known version',
      class: 'incident',
      impact: 'control',
      identity: [],
      minutes: 60,
      reach: 'internal',
      fix: {
        steps: [
          'Run the same script in a workflow that starts when a version tag is pushed, so that it always deploys exactly that commit.',
          "Give the workflow the server key as a secret of the repository's settings, and use the script no longer by hand.",
        ],
        snippet: {
          language: 'text',
          text: "on:\n  push:\n    tags: ['v*']\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: ./scripts/deploy.sh",
          where: '.github/workflows/deploy.yml',
        },
      },
    },
  },
  judge({ platform, workflows }, { report }) {
    // A workflow that only proposals start deploys previews, not production.
    const deploying = workflows.workflows.find((flow) => flow.deploysTo.length > 0 && (flow.onPush || flow.onTag || flow.manual));
    const hosted = platform.platforms.find((place) => place.id !== 'own-server');
    if (deploying) {
      const starts = deploying.onTag ? 'when a version tag is pushed' : deploying.onPush ? 'on each push' : 'at the press of a button';
      report.pass(`${deploying.path} deploys ${starts}`);
    } else if (hosted) {
      const known = hostingPlatforms.find((place) => place.id === hosted.id);
      report.pass(
        `${known?.name ?? 'the platform'} deploys a commit with one command (${known?.deploy ?? ''})${known?.buildsPushes ? ' or on each push' : ''}`,
      );
    } else {
      const script = platform.platforms.find((place) => place.id === 'own-server')?.shownBy[0];
      if (script) report.fail('copied-from-a-laptop', { path: script.path, proof: [{ says: 'Copies from the current folder', location: script }] });
      else report.unknown('no workflow, platform file or script of the repository is known to deploy');
    }
  },
});
