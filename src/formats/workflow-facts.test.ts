import { expect, test } from 'vitest';
import { parsePackageManifest } from './package-manifest.ts';
import { routePath, servedPaths } from './route-path.ts';
import { canFail, isWorkflowPath, readWorkflow } from './workflow-facts.ts';

const PATH = '.github/workflows/ci.yml';
const facts = (text: string, scripts = {}, path = PATH): string[] =>
  Object.entries(readWorkflow(path, text, scripts)).flatMap(([key, value]) => (value === true ? [key] : []));

test.each([
  ['on: push\njobs:\n  a:\n    steps:\n      - run: npm run build', ['onPush', 'beforeMerge', 'builds']],
  ['on: [push, pull_request]\njobs: {}', ['onPush', 'onPullRequest', 'beforeMerge']],
  ["on:\n  push:\n    tags: ['v*']\njobs:\n  pull_request:", ['onPush', 'onTag']],
  ['"on":\n  workflow_dispatch:\n', ['manual']],
  ['on: push\n# - run: npm test\n- uses: actions/checkout@v5\n  with: { fetch-depth: 0 }', ['onPush', 'beforeMerge', 'fullHistory']],
  ['on: push\n- run: npx tsc --noEmit\n- run: pnpm lint\n- run: pytest', ['onPush', 'beforeMerge', 'tests', 'lints', 'typechecks']],
  ['on:\n  push:\n    branches: [main]\n', ['onPush']],
  ['on:\n  push:\n    branches:\n      - main\n  pull_request:\n', ['onPush', 'onPullRequest', 'beforeMerge']],
  ["on:\n  push:\n    branches: ['**']\n", ['onPush', 'beforeMerge']],
  ['on: { push: { branches: [main] } }\n', ['onPush']],
  ['', []],
])('%s', (text, expected) => expect(facts(text)).toEqual(expected));

test.each([
  ['- run: gitleaks git', true],
  ['- run: gitleaks git || true', false],
  ['- run: gitleaks git --exit-code 0', false],
  ['- uses: gitleaks/gitleaks-action@v2\n  continue-on-error: true\n- run: npm test', false],
  ['- name: keys\n  uses: gitleaks/gitleaks-action@v2\n- run: npm test\n  continue-on-error: true', true],
  ['- run: |\n    npm ci\n    gitleaks git\n- run: x || true', true],
  ['# - run: gitleaks git', false],
])('%j can fail: %s', (text, expected) => expect(canFail(text, /gitleaks/)).toBe(expected));

test('package scripts are spelled out, also through one another, and never for ever', () => {
  expect(facts('on: push\n- run: npm run all', { all: 'npm run check && npm run build', check: 'tsc && eslint .', build: 'npm run all' })).toEqual([
    'onPush',
    'beforeMerge',
    'builds',
    'lints',
    'typechecks',
  ]);
});

test('other build systems run on each push', () => {
  expect(facts('build:\n  script: npm run build', {}, '.gitlab-ci.yml')).toEqual(['onPush', 'onPullRequest', 'beforeMerge', 'builds']);
  expect([PATH, 'docs/.github/workflows/ci.yml', 'Jenkinsfile', '.circleci/config.yml'].map(isWorkflowPath)).toEqual([true, false, true, true]);
});

test.each([
  ['app/api/chat/route.ts', '/api/chat'],
  ['src/app/(site)/healthz/route.js', '/healthz'],
  ['pages/api/chat/index.ts', '/api/chat'],
  ['src/routes/api/chat/+server.ts', '/api/chat'],
  ['server/api/chat.post.ts', '/api/chat'],
  ['lib/chat.ts', undefined],
])('%s serves %s', (path, route) => expect(routePath(path)).toBe(route));

test('routes of servers', () => {
  expect(servedPaths("app.post('/api/chat', f); router.get(`/healthz`, g)\n@app.post('/ask')\nclient.get('/x')")).toEqual([
    { method: 'POST', path: '/api/chat' },
    { method: 'GET', path: '/healthz' },
    { method: 'POST', path: '/ask' },
  ]);
});

test('a package.json is data; what is wrong in it counts as absent', () => {
  expect(parsePackageManifest('{"dependencies":{"next":"1"},"scripts":{"a":"b","c":1},"packageManager":"pnpm@9.1.0+sha"}')).toEqual({
    dependencies: ['next'],
    scripts: { a: 'b' },
    packageManager: 'pnpm',
  });
  for (const text of ['', '[]', '{"dependencies":[]}', 'null', '{"scripts":"x"}']) expect(parsePackageManifest(text).dependencies).toEqual([]);
});
