import { expect, test } from 'vitest';
import { parseConfig } from '../parse.ts';
import { fullConfig } from '../full.fixture.ts';
import { detect, type Snapshot } from './detect.ts';
import { printJson, printTs } from './print.ts';
import { proposeProfile } from './propose-profile.ts';
import { applyAnswers, initQuestions } from './questions.ts';

const TODAY = '2026-11-25';
const snapshot = (paths: string[], texts: Record<string, string> = {}): Snapshot => ({ folderName: 'My App!', paths, texts });
const packageJson = (more: object): string => JSON.stringify({ name: '@acme/assist', ...more });

const nextApp = detect(
  snapshot(['.github/workflows/ci.yml', 'apps/web/app/api/chat/route.ts', 'package.json', 'vercel.json'], {
    'package.json': packageJson({ dependencies: { next: '15', pg: '8', resend: '4' }, homepage: 'https://github.com/acme/assist' }),
    '.env.example':
      '# address\nNEXT_PUBLIC_APP_URL="https://app.acme.example/"\nDATABASE_URL=postgres://localhost/x\nAPP_URL=http://localhost:3000\nRESEND_API_KEY=\n',
    '.env': 'SITE_URL=https://acme-assist.vercel.app\n',
  }),
);

test('a usual stack is recognised, each with the place that says so', () => {
  expect(nextApp).toMatchObject({
    project: 'assist',
    framework: { id: 'next', from: 'package.json' },
    platform: { id: 'vercel', from: 'vercel.json' },
    mailProvider: { id: 'resend' },
    database: { id: 'postgres' },
    databaseUrlEnv: 'DATABASE_URL',
    ci: { id: 'github-actions', from: '.github/workflows/ci.yml' },
    chatRoute: '/api/chat',
    hosts: [
      { name: 'app.acme.example', from: '.env.example', ofPlatform: false },
      { name: 'acme-assist.vercel.app', from: '.env', ofPlatform: true },
    ],
  });
});

test.each([
  [
    ['requirements.txt', 'fly.toml'],
    { 'requirements.txt': 'fastapi==0.110\npsycopg2-binary>=2\n' },
    { framework: 'fastapi', platform: 'fly', database: 'postgres' },
  ],
  [
    ['package.json', 'CNAME'],
    { 'package.json': packageJson({ dependencies: { express: '5', nodemailer: '7' } }), CNAME: 'www.acme.example\n' },
    { framework: 'express', mailProvider: 'smtp' },
  ],
  [['Dockerfile', 'manage.py', 'supabase/'], {}, { framework: 'django', platform: 'docker', database: 'supabase' }],
  [['package.json'], { 'package.json': '{ not json' }, {}],
  [[], {}, {}],
])('%j', (paths, texts, expected) => {
  const found = detect(snapshot(paths, texts));
  for (const [key, id] of Object.entries(expected)) expect((found as unknown as Record<string, { id: string }>)[key]?.id).toBe(id);
  expect(initQuestions(found).length).toBeLessThanOrEqual(6);
  parseConfig(applyAnswers(found, {}, TODAY), 'x.json');
});

test('placeholders and this machine are no hosts; the folder names the project', () => {
  const found = detect(
    snapshot([], {
      '.env.example': ['APP_URL=https://app.example.com', 'SITE_URL=https://your-domain.com', 'WEB_URL=http://127.0.0.1', 'API_URL=not a url'].join('\n'),
    }),
  );
  expect(found.hosts).toEqual([]);
  expect(found.project).toBe('My App-');
});

test('at most six questions, with defaults from what was found and answers that are validated', () => {
  const questions = initQuestions(nextApp);
  expect(questions.map(({ id, byDefault }) => [id, byDefault])).toEqual([
    ['host', 'app.acme.example'],
    ['profile', 'b2b-service-launch'],
    ['mail', 'resend'],
    ['hosting', 'Vercel'],
    ['rollback', undefined],
    ['alerts', undefined],
  ]);
  expect(questions[0]?.fault('http://localhost:3000')).toMatch(/port 3000 cannot be audited/);
  expect(questions[0]?.fault('app.acme.example')).toBeUndefined();
  expect(questions[1]?.fault('coach-protoype')).toBe('did you mean coach-prototype?');
  expect(questions[2]?.fault('???')).toMatch(/name of a provider/);
});

test('answers become a config that our own parser takes', () => {
  const config = applyAnswers(
    nextApp,
    {
      host: 'https://App.acme.example/',
      profile: 'coach-prototype',
      mail: 'Amazon SES',
      hosting: "Vercel, Ann's account",
      rollback: 'nobody knows',
      alerts: 'Ann, +44 20 7946 0000',
    },
    TODAY,
  );
  expect(parseConfig(config, 'x.json')).toEqual(config);
  expect(config).toMatchObject({
    canonicalHost: 'app.acme.example',
    mail: { sends: true, senders: [{ domain: 'acme.example', provider: 'amazon-ses' }] },
    chat: { endpoint: 'https://app.acme.example/api/chat' },
    database: { urlEnv: 'DATABASE_URL' },
    contacts: [{ role: 'alerts', name: 'Ann', reach: '+44 20 7946 0000' }],
    attestations: [
      { row: 'A2', by: 'Ann', at: TODAY },
      { row: 'I8', nobodyKnows: true },
      { row: 'J10', statement: 'Ann, +44 20 7946 0000' },
    ],
  });
  expect(applyAnswers(nextApp, { mail: 'none' }, TODAY).mail).toEqual({ sends: false });
  expect(applyAnswers(nextApp, { host: 'x.vercel.app', mail: 'resend' }, TODAY).mail).toEqual({ sends: true });
  expect(applyAnswers(nextApp, { alerts: 'nobody' }, TODAY).contacts).toBeUndefined();
  expect(applyAnswers(nextApp, { alerts: 'ops@acme.example' }, TODAY).contacts).toEqual([
    { role: 'alerts', name: 'ops@acme.example', reach: 'ops@acme.example' },
  ]);
});

test('the printed text is the config, whatever the answers hold', async () => {
  const hostile = { ...fullConfig, project: 'a', contacts: [{ role: 'alerts' as const, name: `O'Neil "\`\${1}\\ \n\u2028`, reach: '</script>' }] };
  const code = printTs(hostile).replace(/^import .*\n/, 'const defineConfig = (config) => config;\n');
  const module = (await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as { default: unknown };
  expect(module.default).toEqual(hostile);
  expect(JSON.parse(printJson(hostile))).toMatchObject({ project: 'a', contacts: hostile.contacts });
  expect(printTs({ project: 'acme', profile: 'coach-prototype', hosts: [{ name: 'a.example', purpose: 'app' }] })).toBe(
    `import { defineConfig } from 'launch-ready/config';\n\nexport default defineConfig({\n  project: 'acme',\n  profile: 'coach-prototype',\n  hosts: [{ name: 'a.example', purpose: 'app' }],\n});\n`,
  );
});

test.each([
  [['expo'], 'app', 'mobile-first-launch'],
  [[], 'warehouse-ops', 'internal-ops-launch'],
  [[], 'career-coach', 'coach-prototype'],
  [[], 'acme-demo', 'internal-ops-demo'],
  [['next'], 'acme', 'b2b-service-launch'],
])('%j %s is proposed %s', (packages, project, profile) => {
  expect(proposeProfile({ packages, project }).profile).toBe(profile);
});
