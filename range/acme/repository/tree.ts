/* Longer than 300 lines: it is one tree of files, as text. */
/* Source files of the Acme Assist repository, without faults. Small, but what a founder's Next.js chatbot looks like. */

/** File texts by path. */
export type Tree = Readonly<Record<string, string>>;

export const START: Tree = {
  'README.md': `# Acme Assist

Support chatbot of Acme Bikes. Next.js, PostgreSQL, OpenAI.

    cp .env.example .env.local
    npm install
    npm run dev

Production runs on Fly.io, see docs/RUNBOOK.md.
`,
  '.gitignore': 'node_modules\n.next\n.env\n.env.*\n!.env.example\n*.pem\n',
  'package.json': `${JSON.stringify(
    {
      name: 'acme-assist',
      version: '1.4.0',
      private: true,
      engines: { node: '>=22' },
      scripts: { dev: 'next dev', build: 'next build', start: 'next start', lint: 'eslint .', typecheck: 'tsc --noEmit', test: 'vitest run' },
      dependencies: {
        next: '16.0.3',
        nodemailer: '^7.0.3',
        openai: '^6.7.0',
        pg: '^8.16.3',
        react: '^19.2.0',
        'react-dom': '^19.2.0',
        stripe: '^19.1.0',
        zod: '^4.1.12',
      },
      devDependencies: { '@types/node': '^24.9.1', eslint: '^9.38.0', typescript: '^5.9.3', vitest: '^4.0.3' },
    },
    null,
    2,
  )}\n`,
  'tsconfig.json':
    '{\n  "compilerOptions": { "strict": true, "jsx": "preserve", "module": "esnext", "moduleResolution": "bundler", "noEmit": true, "paths": { "@/*": ["./*"] } },\n  "include": ["**/*.ts", "**/*.tsx"]\n}\n',
  'next.config.mjs': `/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  generateBuildId: () => process.env.GIT_COMMIT ?? 'local',
};
`,
  'app/layout.tsx': `import './globals.css';

export const metadata = { title: 'Acme Assist', description: 'Ask about bikes, orders and repairs.' };

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`,
  'app/page.tsx': `import { Chat } from '@/components/chat';

export default function Home() {
  return (
    <main>
      <h1>Bike questions, answered in seconds.</h1>
      <Chat />
    </main>
  );
}
`,
};

export const CHAT: Tree = {
  'app/api/chat/route.ts': `import { answer } from '@/lib/model';
import { userOf } from '@/lib/auth';

export async function POST(request: Request) {
  const user = await userOf(request);
  if (!user) return Response.json({ error: 'Please log in first.' }, { status: 401 });
  const { message } = await request.json();
  if (typeof message !== 'string' || message.length > 2000) return Response.json({ error: 'Write up to 2000 characters.' }, { status: 400 });
  return new Response(await answer(message, AbortSignal.timeout(15_000)), { headers: { 'content-type': 'text/event-stream' } });
}
`,
  'lib/model.ts': `import OpenAI from 'openai';

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, timeout: 15_000, maxRetries: 1 });

export async function answer(message: string, signal: AbortSignal) {
  const stream = await client.responses.create(
    { model: process.env.OPENAI_MODEL ?? 'gpt-5-mini', input: message, stream: true, max_output_tokens: 600 },
    { signal },
  );
  return stream.toReadableStream();
}
`,
  'components/chat.tsx': `'use client';
import { useState } from 'react';

export function Chat() {
  const [answer, setAnswer] = useState('');
  async function ask(form: FormData) {
    const response = await fetch('/api/chat', { method: 'POST', body: JSON.stringify({ message: form.get('message') }) });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) setAnswer((text) => text + part.value);
  }
  return (
    <form action={ask}>
      <p aria-live="polite">{answer}</p>
      <input name="message" required maxLength={2000} />
      <button>Send</button>
    </form>
  );
}
`,
};

export const ACCOUNTS: Tree = {
  'lib/db.ts': `import { Pool } from 'pg';

export const db = new Pool({ connectionString: process.env.DATABASE_URL, max: 10, statement_timeout: 5_000 });
`,
  'lib/auth.ts': `import { createHmac, timingSafeEqual } from 'node:crypto';
import { db } from './db';

const { SESSION_SECRET } = process.env;

const sign = (id: string) => createHmac('sha256', SESSION_SECRET!).update(id).digest();

export async function userOf(request: Request) {
  const [, id, signature] = /acme_session=([\\w-]+)\\.([\\w-]+)/.exec(request.headers.get('cookie') ?? '') ?? [];
  if (!id || !signature) return null;
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== 32 || !timingSafeEqual(given, sign(id))) return null;
  const { rows } = await db.query('select users.* from sessions join users on users.id = sessions.user_id where sessions.id = $1', [id]);
  return rows[0] ?? null;
}
`,
  'lib/mail.ts': `import { createTransport } from 'nodemailer';

const transport = createTransport(process.env.SMTP_URL);

export const sendReset = (to: string, token: string) =>
  transport.sendMail({
    from: '"Acme Assist" <help@acme.example>',
    to,
    subject: 'Your new Acme password',
    text: process.env.NEXT_PUBLIC_SITE_URL + '/reset?token=' + token,
  });
`,
  'app/healthz/route.ts': `import { db } from '@/lib/db';

export async function GET() {
  await db.query('select 1');
  return Response.json({ status: 'ok', build: process.env.GIT_COMMIT });
}
`,
  'scripts/migrate.mjs': `import { readdir, readFile } from 'node:fs/promises';
import { Client } from 'pg';

const db = new Client({ connectionString: process.env.DATABASE_URL });
await db.connect();
await db.query('create table if not exists migrations (name text primary key)');
for (const name of (await readdir('migrations')).sort()) {
  const { rowCount } = await db.query('insert into migrations values ($1) on conflict do nothing', [name]);
  if (rowCount) await db.query(await readFile('migrations/' + name, 'utf8'));
}
await db.end();
`,
  'migrations/0001_start.sql': `create table users (id bigint generated always as identity primary key, email text not null unique, password text not null);
create table sessions (id text primary key, user_id bigint not null references users, until timestamptz not null);
create table messages (id bigint generated always as identity primary key, user_id bigint not null references users, text text not null);
create index messages_of_user on messages (user_id, id);
`,
};

export const BILLING: Tree = {
  'lib/billing.ts': `import Stripe from 'stripe';

export const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!, { timeout: 10_000 });

export const readEvent = (body: string, signature: string) =>
  stripe.webhooks.constructEvent(body, signature, process.env.STRIPE_WEBHOOK_SECRET!);
`,
};

export const DEPLOY: Tree = {
  Dockerfile: `FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
ARG GIT_COMMIT
RUN npm run build

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/.next/standalone ./
USER node
EXPOSE 3000
CMD ["node", "server.js"]
`,
  '.dockerignore': '.git\nnode_modules\n.next\n.env*\n',
  'fly.toml': `app = "acme-assist"
primary_region = "fra"

[deploy]
  release_command = "node scripts/migrate.mjs"
  strategy = "rolling"

[http_service]
  internal_port = 3000
  force_https = true
  min_machines_running = 2

  [[http_service.checks]]
    path = "/healthz"
    interval = "15s"
    timeout = "2s"
`,
  'docker-compose.yml': `services:
  app:
    build: .
    ports: ["3000:3000"]
    env_file: .env.local
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?set it in .env.local}
`,
};

/** How a workflow names the platform's token. */
export const FLY_TOKEN_REFERENCE = `\${{ secrets.FLY_API_TOKEN }}`;

export const PIPELINE: Tree = {
  '.github/workflows/ci.yml': `name: ci
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with: { fetch-depth: 0 }
      - uses: actions/setup-node@v5
        with: { node-version: 24, cache: npm }
      - run: npm ci
      - run: npm run lint
      - run: npm run typecheck
      - run: npm test
      - run: npm run build
      - run: npx launch-ready audit --only secrets
`,
  '.github/workflows/deploy.yml': `name: deploy
on:
  push:
    tags: ['v*']
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v5
      - uses: superfly/flyctl-actions/setup-flyctl@v1
      - run: flyctl deploy --remote-only --build-arg GIT_COMMIT=\${{ github.sha }}
        env:
          FLY_API_TOKEN: ${FLY_TOKEN_REFERENCE}
      - run: node scripts/smoke.mjs https://app.acme.example
`,
  'scripts/smoke.mjs': `const [origin] = process.argv.slice(2);
for (const path of ['/', '/healthz', '/login']) {
  const response = await fetch(origin + path, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(path + ' answered ' + response.status);
}
`,
};

export const DOCUMENTED: readonly string[] = [
  '# Secret key of the model provider: platform.openai.com, API keys',
  'OPENAI_API_KEY=',
  'OPENAI_MODEL=gpt-5-mini',
  '# PostgreSQL',
  'DATABASE_URL=postgres://acme:change-me@localhost:5432/acme',
  'POSTGRES_PASSWORD=change-me',
  '# openssl rand -base64 32',
  'SESSION_SECRET=',
  'SMTP_URL=smtp://localhost:1025',
  '# Stripe: dashboard, Developers, API keys',
  'STRIPE_SECRET_KEY=sk_test_your_key_here',
  'STRIPE_WEBHOOK_SECRET=whsec_your_secret_here',
  'NEXT_PUBLIC_SITE_URL=http://localhost:3000',
  '# Set by the deploy workflow',
  'GIT_COMMIT=',
  '',
];

export const DOCUMENTS: Tree = {
  '.env.example': DOCUMENTED.join('\n'),
  'docs/RUNBOOK.md': `# Runbook

Production: Fly.io, app \`acme-assist\`, region fra. Domain and DNS: Cloudflare. Mail: Postmark.

## Deploy
Push a tag: \`git tag v1.4.1 && git push --tags\`. The workflow "deploy" builds, releases and runs the smoke script.

## Rollback (under 5 minutes)
1. \`fly releases --app acme-assist\` and note the version before the bad one.
2. \`fly deploy --app acme-assist --image registry.fly.io/acme-assist:deployment-<id>\`
3. \`node scripts/smoke.mjs https://app.acme.example\`

## Who answers
Alerts go to oncall@acme.example. First: Ada, second: Bo.
`,
};

export const LEADS: Tree = {
  'app/api/lead/route.ts': `import { db } from '@/lib/db';

export async function POST(request: Request) {
  const { name, email, text } = await request.json();
  await db.query('insert into leads (name, email, text) values ($1, $2, $3)', [name, email, text]);
  return Response.json({ ok: true }, { status: 201 });
}
`,
  'migrations/0002_leads.sql':
    'create table leads (id bigint generated always as identity primary key, name text not null, email text not null, text text not null);\n',
};
