import { seeded } from '../acme/repository/key-shapes.ts';
import { repositoryWith, writes } from '../faults/repository.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

/** A value that looks real; assembled here, so that no file of ours holds one. */
const made = (name: string): string => seeded(`scenario/config/${name}`).text(28);
const compose = (password: string): string =>
  `services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: ${password}\n  app:\n    environment:\n      - 'SESSION_SECRET=\${SESSION_SECRET:?missing}'\n`;
const workflow = (...steps: string[]): string =>
  [
    'name: ci',
    'on: [push, pull_request]',
    'jobs:',
    '  check:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v5',
    ...steps,
    '',
  ].join('\n');
const BUILDS = ['      - run: npm ci', '      - run: npm run lint', '      - run: npm run typecheck', '      - run: npm test', '      - run: npm run build'];
const GATE = '      - uses: gitleaks/gitleaks-action@v2';
const CI = '.github/workflows/ci.yml';

/** What the repository shows of variables, workflows and deployment config. Building one takes longer than looking at it: several finds share one. */
export const repositoryScenarios: readonly Scenario[] = [
  {
    name: 'passwords in compose, platform and workflow files, a variable that no document names, and no look for keys',
    world: repositoryWith([
      writes({
        'compose.yaml': compose(made('compose')),
        'fly.staging.toml': `app = 'acme-staging'\n[env]\n  JWT_SECRET = "${made('fly')}"\n`,
        '.github/workflows/nightly.yml': `name: nightly\non: { schedule: [{ cron: '0 3 * * *' }] }\nenv:\n  WEBHOOK_SECRET: ${made('workflow')}\njobs: {}\n`,
        'compose.dev.yaml': compose(made('dev')),
        'src/pay.ts': 'export const pay = connect(process.env.PAY_URL, process.env.PAY_MODE ?? "live");\n',
        'src/session.ts': `export const sessionSecret = '${made('code')}';\nexport const tokenName = 'session-token-of-the-app';\n`,
        [CI]: workflow(...BUILDS),
      }),
    ]),
    finds: [
      'secrets/deploy-config:value-in-code',
      'secrets/deploy-config:value-in-config',
      'secrets/deploy-config:value-in-config',
      'secrets/deploy-config:value-in-config',
      'secrets/env-example:undocumented',
      'deploy/secret-gate:no-gate',
    ],
    also: ['secrets/deploy-config:maybe-stand-in', 'secrets/env-example:undocumented-optional'],
  },
  {
    name: 'a zone file with an alias beside a record, a forgotten dot and a line that is no record',
    world: repositoryWith([
      writes({
        [CI]: workflow(...BUILDS, GATE),
        'dns/acme.zone': `$ORIGIN ${DOMAIN}.\n$TTL 3600\n@ IN SOA ns1.dns.example. hostmaster 1 7200 900 1209600 300\n@ IN NS ns1.dns.example.\nwww IN CNAME ${DOMAIN}.\nwww IN TXT "here"\napp IN CNAME ${DOMAIN}\ndocs IN ADDRESS 203.0.113.1\n`,
      }),
    ]),
    finds: ['domain/zone-file:alias-beside', 'domain/zone-file:missing-dot', 'domain/zone-file:unreadable'],
  },
  {
    name: 'code that logs requests, the environment and errors whole, and code that logs what helps',
    world: repositoryWith([
      writes({
        [CI]: workflow(...BUILDS, GATE),
        'src/routes/chat.ts':
          "import { logger } from '../logger';\nexport async function POST(request: Request) {\n  const { messages } = await request.json();\n  console.log('chat', messages);\n  logger.info({ headers: Object.fromEntries(request.headers) });\n  try {\n    return await answer(messages);\n  } catch (error) {\n    console.error(error.config);\n    throw error;\n  }\n}\n",
        'src/boot.ts': 'console.log(process.env);\n',
        'src/routes/health.ts':
          "export function GET(request: Request) {\n  console.log('health', request.headers.get('x-request-id'));\n  if (process.env.NODE_ENV !== 'production') console.log(request.headers);\n  return new Response('ok');\n}\n",
      }),
    ]),
    finds: ['logs/logging-code:headers-in-code', 'logs/logging-code:error-in-code', 'logs/logging-code:environment-in-code'],
    also: ['logs/logging-code:body-in-code'],
  },
  {
    name: 'a password in a compose file that is not committed yet, and a look for keys that cannot stop anything',
    world: repositoryWith([writes({ [CI]: workflow(...BUILDS, GATE, '        continue-on-error: true') })], {
      untracked: { 'compose.yaml': compose(made('untracked')) },
    }),
    finds: ['secrets/deploy-config:not-committed', 'deploy/secret-gate:cannot-stop'],
  },
  {
    name: 'a look for keys in the newest commit only, a variable that nothing reads, and config that refers to its secrets',
    world: repositoryWith([
      writes({
        'compose.yaml': compose('${POSTGRES_PASSWORD}'),
        '.env.example': '# key of the model provider\nMODEL_KEY=\nOLD_TOKEN=\n',
        [CI]: workflow(...BUILDS, GATE),
      }),
    ]),
    finds: [],
    also: ['deploy/secret-gate:newest-commit-only', 'secrets/env-example:unused'],
  },
];
