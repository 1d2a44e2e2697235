import { expect, test } from 'vitest';
import { localIo } from '../../../test/repository/local-io.ts';
import { temporaryRepository } from '../../../test/repository/temporary-repository.ts';
import type { Ci } from '../../evidence/deploy/ci.ts';
import type { DeployPlatform } from '../../evidence/deploy/platform.ts';
import type { Intent } from '../../model/intent.ts';
import type { LookResult, Probe } from '../../ports/probe.ts';
import { ciProbe } from './ci.ts';
import { platformProbe } from './platform.ts';

async function look<T>(probe: Probe, files: Readonly<Record<string, string>>): Promise<LookResult<T>> {
  const repository = temporaryRepository(true);
  repository.write(files);
  const io = await localIo(repository.root);
  const result = await probe.gather({ subject: { kind: 'repository', name: '.' }, given: {}, intent: {} as Intent, io, signal: AbortSignal.timeout(15_000) });
  expect(probe.fills.schema.fault(result.value, 'value')).toBeUndefined();
  return result as LookResult<T>;
}
const platforms = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
  (await look<DeployPlatform>(platformProbe, files)).value.platforms.map((one) => one.id);

test.each<[string, Record<string, string>, string[]]>([
  ['Vercel', { 'vercel.json': '{}' }, ['vercel']],
  ['Fly by its file and its workflow', { 'fly.toml': 'app = "a"', '.github/workflows/d.yml': 'on: push\n- run: flyctl deploy' }, ['fly']],
  ['only a workflow', { '.github/workflows/d.yml': 'on: push\n- run: npx wrangler deploy' }, ['cloudflare']],
  ['a commented line is none', { '.github/workflows/d.yml': 'on: push\n# - run: npx wrangler deploy' }, []],
  ['a Procfile alone', { Procfile: 'web: node .' }, ['heroku']],
  ['a Procfile beside another', { Procfile: 'web: node .', 'render.yaml': 'services:' }, ['render']],
  ['Firebase only for rules', { 'firebase.json': '{"firestore":{}}' }, []],
  ['a deploy.yml of something else', { 'config/deploy.yml': 'name: x' }, []],
  ['a workflow that is called app', { '.github/workflows/app.yml': 'on: push\njobs:\n  a:\n    steps:\n    - run: npm ci' }, []],
  ['an example folder', { 'examples/x/vercel.json': '{}' }, []],
  ['a server', { 'deploy.sh': 'rsync -a dist/ root@acme.io:/srv' }, ['own-server']],
  ['nothing', { 'README.md': 'vercel deploy --prod' }, []],
])('%s', async (_, files, expected) => expect(await platforms(files)).toEqual(expected));

test('framework, data access, routes and notes', async () => {
  const { value } = await look<DeployPlatform>(platformProbe, {
    'package.json': '{"dependencies":{"next":"16","resend":"4","@prisma/client":"6"},"scripts":{"deploy":"x"}}',
    'pnpm-lock.yaml': '',
    'prisma/migrations/1/migration.sql': '',
    'app/api/chat/route.ts': '',
    'app/api/healthz/route.ts': '',
    'docs/OPERATIONS.md': '# Operations\n## Rolling back a release\n1. x\n## Database migration rollback\n',
    'CHANGELOG.md': '# Rollback of a thing',
  });
  expect(value).toMatchObject({ framework: 'next', packageManager: 'pnpm', orms: ['prisma'], mailProviders: ['resend'], migrations: [{ tool: 'prisma' }] });
  expect(value.chatRoutes).toEqual([{ route: '/api/chat', path: 'app/api/chat/route.ts' }]);
  expect(value.healthRoutes).toEqual([{ route: '/api/healthz', path: 'app/api/healthz/route.ts' }]);
  expect(value.rollbackNotes).toEqual([{ path: 'docs/OPERATIONS.md', line: 2 }]);
});

test('a Python app', async () => {
  const { value } = await look<DeployPlatform>(platformProbe, {
    'requirements.txt': 'fastapi==0.1\nsqlalchemy>=2\n',
    'main.py': "@app.post('/chat')\n@app.get('/health')",
  });
  expect(value).toMatchObject({
    framework: 'fastapi',
    packageManager: 'pip',
    orms: ['sqlalchemy'],
    chatRoutes: [{ route: '/chat' }],
    healthRoutes: [{ route: '/health' }],
  });
});

test('workflows: scanners, deploys, local hooks', async () => {
  const { value } = await look<Ci>(ciProbe, {
    '.github/workflows/ci.yml': 'on: pull_request\n- uses: gitleaks/gitleaks-action@v2\n- run: vercel deploy --prod',
    '.pre-commit-config.yaml': 'repos:\n- repo: https://github.com/Yelp/detect-secrets',
  });
  expect(value.workflows).toMatchObject([{ onPullRequest: true, onPush: false, scanners: ['gitleaks'], deploysTo: ['vercel'] }]);
  expect(value.localScanners).toEqual(['detect-secrets']);
});
