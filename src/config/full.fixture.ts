import type { LaunchReadyConfig } from './definition.ts';

type Whole<T> = T extends readonly (infer Item)[] ? Whole<Item>[] : T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T;

const reports = { imap: { host: 'imap.acme.example', port: 993, user: 'dmarc@acme.example', passwordEnv: 'REPORTS_PASSWORD', folder: 'Reports' } };
const imap = { host: 'imap.acme.example', port: 993, user: 'inbox@acme.example', passwordEnv: 'INBOX_PASSWORD' };
const api = { kind: 'mailosaur', url: 'https://mailosaur.com', server: 'abc123', userEnv: 'MAILOSAUR_USER', passwordEnv: 'MAILOSAUR_KEY' } as const;
const smtp = { listen: '127.0.0.1:2525', sentFrom: '203.0.113.25' };
const request = {
  url: 'https://app.acme.example/api/forgot',
  method: 'POST',
  headers: { 'x:form': 'reset' },
  fields: { 'e:mail': '{address}' },
  as: 'json',
} as const;
const flows = [{ name: 'password-reset', purpose: 'reset' as const, address: 'ada@acme.example', request, withinSeconds: 60 }];
const endpoints = [
  {
    url: 'https://app.acme.example/api/lead',
    is: 'form' as const,
    method: 'POST' as const,
    headers: {},
    body: { 'e:mail': '{address}' },
    as: 'form' as const,
  },
];
const sessions = [{ name: 'user', role: 'user' as const, host: 'app.acme.example', header: 'cookie', valueEnv: 'USER_COOKIE' }];
const expectation = {
  status: ['2xx', 302],
  text: ['Welcome'],
  notText: ['Error'],
  path: '/chat',
  json: { 'user:plan': 'free' },
  headers: { 'x:build': '7' },
  cookies: ['sid'],
  notCookies: ['old'],
  firstTextSeconds: 3,
};
const around = { name: 'create a chat', expect: expectation, withinSeconds: 10 };
const http = { url: '/api/chats', method: 'POST' as const, headers: { 'x:form': 'chat' }, body: { 'ti:tle': '{token}' }, as: 'json' as const, follow: false };
const journeys = {
  base: 'https://app.acme.example',
  accounts: [{ name: 'user', email: 'smoke@acme.example', passwordEnv: 'SMOKE_PASSWORD' }],
  without: ['signup' as const],
  own: [
    {
      name: 'new-chat',
      flow: 'chat-start' as const,
      steps: [
        { ...around, http, save: { chatId: { json: 'chat.id' } } },
        { ...around, submit: { 'e:mail': '{address}' }, save: { chatId: { field: 'csrf' } } },
        { ...around, chat: { message: 'Hello' }, save: { chatId: { header: 'location' } } },
        { ...around, mail: true as const, save: { chatId: { link: '/reset' } } },
        { ...around, save: { chatId: { json: 'chat.id' } } },
      ],
    },
  ],
};
const app = {
  endpoints,
  journeys,
  sessions,
  approvedOrigins: ['https://partner.example'],
  oldUrls: [{ from: 'https://acme-demo.example/chat', to: 'https://app.acme.example/chat' }],
  variables: {
    names: ['OPENAI_API_KEY'],
    file: 'ops/env.txt',
    platform: {
      name: 'vercel' as const,
      project: 'acme',
      team: 'team_1',
      tokenEnv: 'VERCEL_TOKEN',
      target: 'production',
      others: [{ name: 'staging', project: 'acme-staging' }],
    },
  },
  secretOwners: { OPENAI_API_KEY: 'Ann Lee' },
  edge: { origin: ['203.0.113.40'] },
  cloudflare: { tokenEnv: 'CLOUDFLARE_API_TOKEN', zoneId: '0123456789abcdef0123456789abcdef' },
};
const sources = [
  { name: 'api', kind: 'app' as const, file: 'log:s/api.log' },
  { name: 'worker', kind: 'app' as const, command: ['docker', 'logs', 'worker'] },
  { name: 'nginx', kind: 'proxy' as const, journal: 'nginx.service' },
  { name: 'ci', kind: 'ci' as const, github: { repository: 'acme/app', tokenEnv: 'GITHUB_TOKEN', runs: 2 } },
];
const logs = { sources, redactor: { module: 'src/logger.ts', export: 'logger' } };
const receive = { address: 'launch-ready+{token}@inbox.example', smtp, imap, api, seeds: [{ name: 'gmail', address: 'acme.seed@gmail.com', imap }] };

/** A config with every key there is, which the type system checks; used to hold types, schema and parser together. */
export const fullConfig = {
  $schema: './config.schema.json',
  project: 'acme-assist',
  profile: 'b2b-service-launch',
  environment: 'production',
  environments: {
    staging: {
      domains: ['staging.acme.example'],
      hosts: [{ name: 'app.staging.acme.example', purpose: 'staging', owner: 'Dana' }],
      canonicalHost: 'app.staging.acme.example',
      mail: {
        sends: false,
        senders: [{ domain: 'acme.example', provider: 'postmark', selectors: ['s1'], addresses: ['203.0.113.7'] }],
        dmarc: { raiseOn: '2026-12-20', alignedShare: 0.98, days: 14 },
        reports,
        receive,
        flows,
      },
      chat: { endpoint: 'https://app.staging.acme.example/api/chat', body: '{message}' },
      ...app,
      database: { urlEnv: 'STAGING_DATABASE_URL' },
      logs: { sources: [], redactor: { module: 'src/logger.ts', export: 'logger' } },
      owned: ['localhost'],
      active: true,
      launchAt: '2026-12-01',
      network: { resolvers: [], routes: {}, rootHints: [], overHttps: [], trust: [] },
    },
  },
  domains: ['acme.example'],
  hosts: [
    { name: 'App.Acme.example.', purpose: 'app', owner: 'Dana' },
    { name: 'bücher.acme.example', purpose: 'docs', owner: 'Dana' },
  ],
  canonicalHost: 'app.acme.example',
  mail: {
    sends: true,
    senders: [{ domain: 'mail.acme.example', provider: 'postmark', selectors: ['s1', '20260101.pm'], addresses: ['203.0.113.7', '2001:db8::7'] }],
    dmarc: { raiseOn: '2026-12-20', alignedShare: 0.99, days: 21 },
    reports,
    receive,
    flows,
  },
  chat: { endpoint: 'https://app.acme.example/api/chat', body: '{message}' },
  ...app,
  database: { urlEnv: 'DATABASE_URL' },
  logs,
  owned: ['app.acme.example', '10.0.0.5'],
  active: false,
  launchAt: '2026-12-01T09:00:00+01:00',
  network: {
    resolvers: ['127.0.0.1:5300', '[::1]:53'],
    routes: { '203.0.113.10:443': '127.0.0.1:8443', '*:80': '127.0.0.1:8080' },
    rootHints: ['127.0.0.10:5300'],
    overHttps: [{ url: 'https://dns.acme.example/dns-query', address: '127.0.0.1' }],
    trust: ['ca.pem'],
  },
  repository: '.',
  start: { command: 'npm start', ready: 3000, seconds: 20, variables: ['OPENAI_API_KEY'] },
  secrets: { rules: [{ id: 'acme-session', says: 'an Acme session key', keywords: ['acme_'], pattern: 'acme_([0-9a-f]{32})' }] },
  contacts: [{ role: 'hosting', name: 'Host support', reach: 'https://host.example/support' }],
  waivers: [
    {
      check: 'email/dmarc',
      problem: 'policy-none',
      subject: 'acme.example',
      fingerprint: 'email/dmarc:policy-none|domain:acme.example',
      class: 'incident',
      reason: 'Reports are read for two weeks first.',
      owner: 'Dana',
      at: '2026-11-20',
      until: '2026-12-20',
      consent: 'Ticked at sign-up, privacy notice of 2026-10.',
      acceptedBy: 'Dana Doe',
    },
  ],
  attestations: [
    {
      row: 'J10',
      statement: 'Alerts reach the on-call phone.',
      by: 'Dana',
      evidence: 'https://wiki.acme.example/alerts',
      at: '2026-11-20',
      until: '2027-02-18',
      nobodyKnows: false,
    },
  ],
} satisfies Whole<LaunchReadyConfig>;
