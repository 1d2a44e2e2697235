import { seeded, stripeLiveKey, stripeTestKey } from '../acme/repository/key-shapes.ts';
import { changed, declaring } from '../faults/change.ts';
import { answersTo, platformApi } from '../faults/platform-api.ts';
import { repositoryWith, writes } from '../faults/repository.ts';
import type { Scenario } from '../scenario.ts';

/** A value that looks real; assembled here, so that no file of ours holds one. */
const made = (name: string): string => seeded(`scenario/environment/${name}`).text(40);
const code = 'export const db = connect(process.env.DATABASE_URL, process.env.PAY_KEY);\nexport const site = process.env.NEXT_PUBLIC_SITE_URL ?? "";\n';
const documented =
  '# key of the model provider\nMODEL_KEY=\n# where the data is\nDATABASE_URL=\n# dashboard of the payment provider\nPAY_KEY=\nNEXT_PUBLIC_SITE_URL=\nSESSION_SECRET=\n';
const app = writes({ 'src/db.ts': code, 'src/session.ts': 'export const secret = process.env.SESSION_SECRET;\n', '.env.example': documented });
const database = `postgres://app:${made('database')}@db.acme.example/app`;

/** What a config of the range may name as a token. */
const tokenEnv = 'RANGE_USER';
const heroku = (staging: Readonly<Record<string, string>>, production: Readonly<Record<string, string>>) =>
  platformApi('api.heroku.com', { app: answersTo('visitor=ann', { '/apps/acme/config-vars': production, '/apps/acme-staging/config-vars': staging }) });
const atHeroku = declaring({
  variables: { platform: { name: 'heroku', project: 'acme', tokenEnv, target: 'production', others: [{ name: 'staging', project: 'acme-staging' }] } },
});
const whole = {
  MODEL_KEY: made('model'),
  DATABASE_URL: database,
  PAY_KEY: stripeLiveKey(seeded('scenario/environment/live')),
  SESSION_SECRET: made('session'),
};
const forTests = {
  MODEL_KEY: made('other model'),
  DATABASE_URL: `postgres://app:${made('other')}@staging.acme.example/app`,
  PAY_KEY: stripeTestKey(seeded('scenario/environment/test')),
  SESSION_SECRET: made('staging session'),
};

/** Env files that lie on the machine, what the build does with variables, and what is set where the app runs. */
export const environmentScenarios: readonly Scenario[] = [
  {
    name: 'env files for production and staging as they should be',
    world: repositoryWith([app], {
      untracked: {
        '.env.production': `DATABASE_URL="${database}"\nPAY_KEY=${stripeLiveKey(seeded('scenario/environment/live'))}\nSESSION_SECRET=${made('session')}\nNEXT_PUBLIC_SITE_URL=https://app.acme.example\n`,
        '.env.staging': `DATABASE_URL="postgres://app:${made('other')}@staging.acme.example/app"\nPAY_KEY=${stripeTestKey(seeded('scenario/environment/test'))}\nSESSION_SECRET=${made('staging session')}\n`,
        '.env.local': 'DATABASE_URL=postgres://postgres:postgres@localhost:5432/app\nNEXT_PUBLIC_SITE_URL=http://localhost:3000\n',
      },
    }),
    finds: [],
    passes: ['secrets/env-separate', 'secrets/env-stage', 'secrets/env-strength', 'secrets/env-malformed', 'secrets/env-duplicate', 'secrets/example-values'],
  },
  {
    name: 'env files in which everything is wrong that can be',
    world: repositoryWith([app], {
      untracked: {
        '.env.production': `DATABASE_URL=${database}?sslmode=disable\nPAY_KEY=${stripeTestKey(seeded('scenario/environment/test'))}\nSESSION_SECRET=supersecret\nNEXT_PUBLIC_SITE_URL=http://localhost:3000\nMODEL_KEY=changeme\nMAIL_PASSWORD=${made('mail').slice(0, 12)}#x1\nAPP_NAME="Acme\n`,
        '.env.staging': `DATABASE_URL=${database}?sslmode=disable\nPAY_KEY=${stripeLiveKey(seeded('scenario/environment/live'))}\nCORS_ORIGIN=https://app.acme.example/\n`,
        '.env': `SERVICE_URL=https://one.acme.example\nSERVICE_URL=https://two.acme.example\nmodel_key=x\nhello\nA_B = c\n`,
      },
    }),
    finds: [
      'secrets/env-separate:same-secret',
      'secrets/env-stage:test-key-in-production',
      'secrets/env-stage:local-address-in-production',
      'secrets/env-stage:live-key-outside-production',
      'secrets/env-strength:known-secret',
      'secrets/env-strength:no-tls',
      'secrets/env-strength:no-tls',
      'secrets/env-malformed:cut-value',
      'secrets/env-malformed:odd-quotes',
      'secrets/env-malformed:no-value',
      'secrets/env-malformed:lower-case',
      'secrets/env-duplicate:twice',
    ],
    also: ['secrets/env-malformed:unreadable-line', 'secrets/env-malformed:stray-space', 'secrets/env-malformed:odd-address'],
  },
  {
    name: 'the build hands a key to browsers, the server all variables, the image takes the env file along, and the example holds a real value',
    world: repositoryWith([
      writes({
        'vite.config.ts':
          "import { defineConfig, loadEnv } from 'vite';\nexport default defineConfig(({ mode }) => {\n  const env = loadEnv(mode, '.', '');\n  return { define: { 'process.env.API_KEY': JSON.stringify(env.GEMINI_API_KEY), 'process.env.VERSION': JSON.stringify(env.APP_VERSION) } };\n});\n",
        'src/debug.ts': 'export const debug = (_: Request) => Response.json(process.env);\n',
        Dockerfile: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
        '.vercelignore': 'docs\n',
        '.claude/settings.json': '{ "permissions": { "allow": ["Read(./.env)"] } }\n',
        '.env.example': `MODEL_KEY=\nGEMINI_API_KEY=\nAPP_VERSION=\nSESSION_SECRET=${made('example')}\n`,
        'src/session.ts': 'export const secret = process.env.SESSION_SECRET;\n',
      }),
    ]),
    finds: [
      'secrets/config-spread:secret-published',
      'secrets/config-spread:all-published',
      'secrets/gitignore-env:image-takes-env',
      'secrets/example-values:real-value',
    ],
    also: ['secrets/gitignore-env:upload-takes-env', 'secrets/agent-access:agent-gets-env'],
  },
  {
    name: 'a variable that the app stops without is not set where it runs, and one that it uses as it is',
    world: changed(repositoryWith([app]), declaring({ variables: { names: ['SESSION_SECRET', 'PAY_KEY'] } })),
    finds: ['secrets/env-missing:stops-without', 'secrets/env-missing:not-set'],
  },
  {
    name: 'what is set is in a file that a command of the platform wrote',
    world: changed(
      repositoryWith([
        app,
        writes({
          'ops/env.txt':
            'NAME             DIGEST     CREATED AT\nMODEL_KEY        0a1b2c3d   2026-01-01\nDATABASE_URL     0a1b2c3d   2026-01-01\nPAY_KEY          0a1b2c3d   2026-01-01\nSESSION_SECRET   0a1b2c3d   2026-01-01\n',
        }),
      ]),
      declaring({ variables: { file: 'ops/env.txt' } }),
    ),
    finds: [],
    passes: ['secrets/env-missing'],
  },
  {
    name: 'the file with what is set is not there',
    world: changed(repositoryWith([app]), declaring({ variables: { file: 'ops/gone.txt' } })),
    finds: [],
    unknown: ['secrets/env-missing', 'secrets/env-separate'],
  },
  {
    name: 'the host has everything, each stage its own, and nothing else holds it',
    world: changed(repositoryWith([app]), heroku(forTests, whole), atHeroku),
    finds: [],
    passes: ['secrets/env-missing', 'secrets/env-separate', 'secrets/env-stage', 'secrets/env-strength', 'secrets/secret-store'],
  },
  {
    name: 'the host has a test key, a stand-in and a secret of the other stage, one variable is empty, and a file here holds what it has',
    world: changed(
      repositoryWith([app], { untracked: { '.env.production': `SESSION_SECRET=${made('session')}\n` } }),
      heroku({ ...forTests, SESSION_SECRET: made('session') }, { ...whole, PAY_KEY: forTests.PAY_KEY, DATABASE_URL: 'changeme', MODEL_KEY: '' }),
      atHeroku,
    ),
    finds: [
      'secrets/env-missing:stops-without',
      'secrets/env-stage:test-key-in-production',
      'secrets/env-stage:dummy-in-production',
      'secrets/env-separate:same-value-at-host',
    ],
    also: ['secrets/secret-store:also-in-file'],
  },
  {
    name: 'the host does not let the token look',
    world: changed(repositoryWith([app]), platformApi('api.heroku.com', { app: answersTo('another token', {}) }), atHeroku),
    finds: [],
    unknown: ['secrets/env-missing', 'secrets/env-separate', 'secrets/env-stage', 'secrets/secret-store'],
  },
];
