import type { Commit } from './git.ts';
import * as keys from './key-shapes.ts';
import { lookalikes } from './lookalikes.ts';
import { ACCOUNTS, BILLING, CHAT, DEPLOY, DOCUMENTED, DOCUMENTS, FLY_TOKEN_REFERENCE, LEADS, PIPELINE, START, type Tree } from './tree.ts';

/** What can be wrong in the repository, as data. */
export const REPOSITORY_FAULTS = {
  'openai-key-in-code': 'lib/model.ts holds a model provider key, today and in the past',
  'stripe-key-in-code': 'lib/billing.ts holds a live payment key as fallback',
  'service-role-in-browser': 'a browser component holds the database key that passes all row security',
  'aws-keys-in-compose': 'docker-compose.yml holds a cloud key pair',
  'github-token-in-workflow': 'the deploy workflow holds a personal access token',
  'anthropic-key-in-history': 'a model provider key was committed and removed later',
  'private-key-deleted': 'a TLS private key was committed and deleted later',
  'key-in-merge': 'a mail provider key exists only in a merge commit and was removed after it',
  'env-committed': '.env is tracked, with a database password and a session secret',
  'env-in-history': '.env.production was tracked and removed later',
  'env-undocumented': 'the code reads two variables that .env.example does not name',
  'headers-in-log': 'the chat route logs all headers of each request, session cookie included',
  'no-runbook': 'nothing says how to deploy and roll back',
  'no-pipeline': 'no workflow builds, checks or deploys; a script copies files to a server',
} as const;
export type RepositoryFault = keyof typeof REPOSITORY_FAULTS;
export const ALL_REPOSITORY_FAULTS = Object.keys(REPOSITORY_FAULTS) as readonly RepositoryFault[];

/** A secret that is really there. `value` is for comparing in tests and must never show up in any output of the product. */
export interface Planted {
  readonly fault: RepositoryFault;
  readonly kind: string;
  readonly path: string;
  readonly value: string;
  /** In the newest commit; otherwise only in older ones. */
  readonly inTree: boolean;
}

export interface Plan {
  readonly commits: readonly Commit[];
  readonly planted: readonly Planted[];
  readonly lookalikes: ReturnType<typeof lookalikes>['list'];
}

/** The commits of an Acme Assist repository with the named faults. Pure: same seed, same plan. */
export function planHistory(faults: ReadonlySet<RepositoryFault>, seed: string): Plan {
  const planted: Planted[] = [];
  // Each value has its own seed, so that adding one fault does not change the others.
  const plant = (fault: RepositoryFault, kind: string, path: string, inTree: boolean, make: (random: keys.Seeded) => string): string => {
    const value = make(keys.seeded(`${seed}/${fault}/${kind}`));
    planted.push({ fault, kind, path, value, inTree });
    return value;
  };
  const when = (fault: RepositoryFault, files: () => Commit['files']): Commit['files'] => (faults.has(fault) ? files() : {});
  const fakes = lookalikes(keys.seeded(`${seed}/lookalikes`));

  const start: Commit = {
    message: 'Start from the Next.js template',
    files: { ...START, ...when('env-committed', () => ({ '.gitignore': 'node_modules\n.next\n' })) },
  };
  const chat: Commit = {
    message: 'Chat with streaming answers',
    files: {
      ...CHAT,
      ...when('anthropic-key-in-history', () => ({
        'lib/claude.ts': claude(plant('anthropic-key-in-history', 'anthropic', 'lib/claude.ts', false, keys.anthropicKey)),
      })),
    },
  };
  const accounts: Commit = {
    message: 'Log in, sign up and reset passwords',
    files: {
      ...ACCOUNTS,
      ...when('openai-key-in-code', () =>
        edit(CHAT, 'lib/model.ts', 'process.env.OPENAI_API_KEY', `'${plant('openai-key-in-code', 'openai', 'lib/model.ts', true, keys.openAiKey)}'`),
      ),
      ...when('private-key-deleted', () => ({
        'certs/server.pem': plant('private-key-deleted', 'private-key', 'certs/server.pem', false, keys.privateKeyPem),
      })),
      ...when('env-committed', () => ({ '.env': committedEnv(plant) })),
    },
  };
  const billing: Commit = {
    message: 'Billing with Stripe',
    files: {
      ...BILLING,
      ...when('anthropic-key-in-history', () => ({ 'lib/claude.ts': null })),
      ...when('stripe-key-in-code', () =>
        edit(
          BILLING,
          'lib/billing.ts',
          'STRIPE_SECRET_KEY!',
          `STRIPE_SECRET_KEY ?? '${plant('stripe-key-in-code', 'stripe', 'lib/billing.ts', true, keys.stripeLiveKey)}'`,
        ),
      ),
      ...when('env-in-history', () => ({
        '.env.production': `SESSION_SECRET=${plant('env-in-history', 'session-secret', '.env.production', false, (random) => random.text(44))}\n`,
      })),
    },
  };
  const deploy: Commit = {
    message: 'Container and platform',
    files: {
      ...deployFiles(faults, plant),
      ...when('private-key-deleted', () => ({ 'certs/server.pem': null })),
      ...when('env-in-history', () => ({ '.env.production': null })),
    },
  };
  const pipeline: Commit = { message: 'Build, check and deploy on push', files: pipelineFiles(faults, plant) };
  const documents: Commit = { message: 'Say how to run it', files: { ...documentFiles(faults) } };
  const leads: Commit = { message: 'Lead form', files: LEADS, author: 'Bo Builder', parent: 4 };
  const merge: Commit = {
    message: "Merge branch 'leads'",
    parent: 6,
    merges: 7,
    files: {
      ...LEADS,
      ...when('key-in-merge', () => ({ 'lib/send.ts': sendGrid(plant('key-in-merge', 'sendgrid', 'lib/send.ts', false, keys.sendGridKey)) })),
    },
  };
  const tests: Commit = {
    message: 'First tests and fixtures',
    files: {
      ...fakes.files,
      ...when('key-in-merge', () => ({ 'lib/send.ts': null })),
      ...when('service-role-in-browser', () => browserFile(plant)),
      ...when('env-undocumented', undocumentedFile),
      ...when('headers-in-log', () =>
        edit(CHAT, 'app/api/chat/route.ts', '  const user = await', "  console.log('chat', request.headers);\n  const user = await"),
      ),
    },
  };
  return { commits: [start, chat, accounts, billing, deploy, pipeline, documents, leads, merge, tests], planted, lookalikes: fakes.list };
}

type Plant = (fault: RepositoryFault, kind: string, path: string, inTree: boolean, make: (random: keys.Seeded) => string) => string;

/** `tree`'s file with one piece of text replaced; the piece must be there. */
function edit(tree: Tree, path: string, find: string, text: string): Tree {
  const before = tree[path];
  if (!before?.includes(find)) throw new Error(`${path} does not contain ${find}`);
  return { [path]: before.replace(find, () => text) };
}

const claude = (key: string): string => `import Anthropic from '@anthropic-ai/sdk';\n\nexport const claude = new Anthropic({ apiKey: '${key}' });\n`;
const sendGrid = (key: string): string => `import mail from '@sendgrid/mail';\n\nmail.setApiKey('${key}');\nexport { mail };\n`;

function committedEnv(plant: Plant): string {
  const password = plant('env-committed', 'database-url', '.env', true, (random) => random.text(24));
  const secret = plant('env-committed', 'session-secret', '.env', true, (random) => random.text(44));
  return `DATABASE_URL=postgres://acme:${password}@db.acme.example:5432/acme\nSESSION_SECRET=${secret}\nNEXT_PUBLIC_SITE_URL=https://app.acme.example\n`;
}

function deployFiles(faults: ReadonlySet<RepositoryFault>, plant: Plant): Commit['files'] {
  const { 'fly.toml': fly, ...rest } = DEPLOY;
  const files = faults.has('no-pipeline') ? rest : { ...rest, 'fly.toml': fly ?? '' };
  if (!faults.has('aws-keys-in-compose')) return files;
  const id = plant('aws-keys-in-compose', 'aws-id', 'docker-compose.yml', true, keys.awsKeyId);
  const secret = plant('aws-keys-in-compose', 'aws-secret', 'docker-compose.yml', true, keys.awsSecret);
  const environment = `env_file: .env.local\n    environment:\n      AWS_ACCESS_KEY_ID: ${id}\n      AWS_SECRET_ACCESS_KEY: ${secret}`;
  return { ...files, ...edit(DEPLOY, 'docker-compose.yml', 'env_file: .env.local', environment) };
}

const COPY_SCRIPT = '#!/bin/sh\nnpm run build\nscp -r .next root@app.acme.example:/srv/acme\nssh root@app.acme.example systemctl restart acme\n';
function pipelineFiles(faults: ReadonlySet<RepositoryFault>, plant: Plant): Commit['files'] {
  const token = (): string => plant('github-token-in-workflow', 'github', '.github/workflows/deploy.yml', true, keys.gitHubToken);
  if (faults.has('no-pipeline')) {
    // The token still needs a workflow to sit in: one that only sends a message.
    const notify = (): Tree => ({
      '.github/workflows/deploy.yml': `name: notify\non: [issues]\njobs:\n  tell:\n    runs-on: ubuntu-latest\n    steps:\n      - run: gh issue list\n        env:\n          GH_TOKEN: ${token()}\n`,
    });
    return { 'scripts/deploy.sh': COPY_SCRIPT, ...(faults.has('github-token-in-workflow') ? notify() : {}) };
  }
  return faults.has('github-token-in-workflow') ? { ...PIPELINE, ...edit(PIPELINE, '.github/workflows/deploy.yml', FLY_TOKEN_REFERENCE, token()) } : PIPELINE;
}

function documentFiles(faults: ReadonlySet<RepositoryFault>): Tree {
  const { 'docs/RUNBOOK.md': runbook = '', ...rest } = DOCUMENTS;
  return faults.has('no-runbook') ? rest : { ...rest, 'docs/RUNBOOK.md': runbook };
}

function browserFile(plant: Plant): Tree {
  const key = plant('service-role-in-browser', 'supabase-service-role', 'components/orders.tsx', true, (random) => keys.supabaseKey(random, 'service_role'));
  return {
    'components/orders.tsx': `'use client';\nimport { createClient } from '@supabase/supabase-js';\n\nconst supabase = createClient('https://acme.supabase.co', '${key}');\n\nexport const orders = () => supabase.from('orders').select();\n`,
  };
}

function undocumentedFile(): Tree {
  const lines = [
    'const inbox = process.env.LEAD_INBOX;',
    "const fallback = process.env['MODEL_FALLBACK_URL'];",
    '',
    "export const tell = (text: string) => fetch(fallback!, { method: 'POST', body: JSON.stringify({ inbox, text }) });",
    '',
  ];
  return { 'lib/leads.ts': lines.join('\n') };
}

/** Names that the code reads and `.env.example` leaves out, when the fault `env-undocumented` is in. */
export const UNDOCUMENTED = ['LEAD_INBOX', 'MODEL_FALLBACK_URL'] as const;
/** Names that `.env.example` of the good version documents. */
export const DOCUMENTED_NAMES = DOCUMENTED.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
