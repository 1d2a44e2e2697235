import type { RepositorySpec } from '../repository.ts';
import type { WorldSpec } from '../world.ts';
import { mailBut } from './change.ts';

type Commit = RepositorySpec['commits'][number];

/** A small app in which nothing is wrong: built, checked and scanned on every push, deployed by a workflow, its one variable documented. */
const SOUND: Commit = {
  message: 'A small app',
  files: {
    'package.json': `${JSON.stringify({
      name: 'acme',
      private: true,
      type: 'module',
      scripts: { build: 'tsc', lint: 'oxlint', typecheck: 'tsc --noEmit', test: 'vitest run' },
      devDependencies: { typescript: '7.0.2', vitest: '5.1.1', oxlint: '1.94.0' },
    })}\n`,
    'src/app.ts': 'const key = process.env.MODEL_KEY;\nif (!key) throw new Error("MODEL_KEY is missing");\nexport const model = (): string => key;\n',
    '.env.example': '# key of the model provider, from its console\nMODEL_KEY=\n',
    '.gitignore': 'node_modules\ndist\n.env\n.env.*\n!.env.example\n',
    'README.md': '# Acme\n\n## Going back to an earlier release\n\n`flyctl releases`, then `flyctl deploy --image <the earlier one>`.\n',
    'fly.toml': "app = 'acme'\nprimary_region = 'fra'\n",
    '.github/workflows/ci.yml': [
      'name: ci',
      'on: [push, pull_request]',
      'jobs:',
      '  check:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: actions/checkout@v5',
      '        with: { fetch-depth: 0 }',
      '      - run: npm ci',
      '      - run: npm run lint',
      '      - run: npm run typecheck',
      '      - run: npm test',
      '      - run: npm run build',
      '      - uses: gitleaks/gitleaks-action@v2',
      '',
    ].join('\n'),
    '.github/workflows/deploy.yml': [
      'name: deploy',
      'on: { push: { tags: ["v*"] } }',
      'jobs:',
      '  deploy:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: actions/checkout@v5',
      '      - run: flyctl deploy --remote-only',
      '',
    ].join('\n'),
  },
};

/** The sound repository by itself. */
export const soundRepository: RepositorySpec = { commits: [SOUND] };

/** The small healthy world whose project has the sound repository, and then these commits. */
export function repositoryWith(commits: readonly Commit[], more: Omit<RepositorySpec, 'commits'> = {}): WorldSpec {
  return { ...mailBut(), repository: { commits: [SOUND, ...commits], ...more } };
}

/** One commit that writes these files. */
export const writes = (files: Commit['files'], message = 'Change'): Commit => ({ message, files });
