import { changed, type WorldChange } from '../faults/change.ts';
import { recordsAre, withoutRecords, withRecords } from '../faults/dns.ts';
import { changeHost, expiredCertificate, plainHttpServes, protocolsAre } from '../faults/web.ts';
import { healthy, page, SECURITY_HEADERS } from '../healthy.ts';
import type { WorldSpec } from '../world.ts';
import type { RepositoryFault } from './repository/history.ts';
import type { AcmeFault } from './settings.ts';

/** One thing that is wrong in the demo, where it is wrong, and how it is repaired. */
export interface DemoFault {
  /** What is wrong, in the words of somebody who looks at it. */
  readonly says: string;
  /** What the repair does, as a sentence about the past. */
  readonly repaired: string;
  /** Check that finds it. */
  readonly check: string;
  readonly world?: WorldChange;
  readonly app?: readonly AcmeFault[];
  readonly repository?: readonly RepositoryFault[];
}

/** What the edge network of the healthy world adds to every answer, whatever the app behind it forgets. */
const EDGE = SECURITY_HEADERS.filter(([name]) => name === 'cf-ray');

const wwwServesItself: WorldChange = changeHost('www', (host) => ({
  ...host,
  https: { routes: { '/': { status: 200, headers: [['content-type', 'text/html; charset=utf-8']], body: page('Acme') } }, headers: EDGE },
}));

export const DEMO_FAULTS = {
  dmarc: {
    says: 'no DMARC record: anybody can write mail as acme.example',
    repaired: 'published a DMARC record with reports at _dmarc.acme.example',
    check: 'email/dmarc',
    world: withoutRecords('_dmarc'),
  },
  spf: {
    says: 'two SPF records: receivers treat that as none',
    repaired: 'merged the two SPF records into one',
    check: 'email/spf',
    world: withRecords(['@', 'TXT', 'v=spf1 include:amazonses.com ~all']),
  },
  dkim: {
    says: 'the DKIM key of the mail provider is not published',
    repaired: "published the provider's DKIM record",
    check: 'email/dkim',
    world: withoutRecords('resend._domainkey'),
  },
  docs: {
    says: 'docs.acme.example points to a deployment that was deleted',
    repaired: 'pointed docs.acme.example to the host that serves the documentation',
    check: 'domain/host-resolves',
    world: recordsAreAlias('docs', 'acme-docs-preview.vercel.app.'),
  },
  www: {
    says: 'www.acme.example serves a copy of the site instead of sending to acme.example',
    repaired: 'www.acme.example now redirects to acme.example',
    check: 'domain/canonical-host',
    world: wwwServesItself,
  },
  certificate: {
    says: 'the certificate of api.acme.example has expired',
    repaired: 'renewed the certificate of api.acme.example',
    check: 'edge/certificate',
    world: expiredCertificate('api'),
  },
  https: {
    says: 'app.acme.example also serves its log-in over plain http',
    repaired: 'app.acme.example now sends http to https',
    check: 'edge/https-forced',
    world: plainHttpServes('app'),
  },
  'old-tls': {
    says: 'admin.acme.example still speaks TLS 1.0',
    repaired: 'admin.acme.example now starts at TLS 1.2',
    check: 'edge/tls-protocols',
    world: protocolsAre('admin', ['TLSv1', 'TLSv1.3']),
  },
  headers: {
    says: 'the app sends no security headers',
    repaired: 'the app now sends HSTS, a content policy and its companions',
    check: 'edge/security-headers',
    app: ['no-security-headers'],
  },
  'mixed-content': {
    says: 'the home page of the app loads a script over plain http',
    repaired: 'the page now loads everything over https',
    check: 'edge/mixed-content',
    app: ['mixed-content'],
  },
  keys: {
    says: 'live keys of three providers in the source and its history',
    repaired: 'built the repository as if the keys had never been committed (a real one: replace them first, then remove)',
    check: 'secrets/tree-secrets',
    repository: ['openai-key-in-code', 'service-role-in-browser', 'anthropic-key-in-history'],
  },
  bundle: {
    says: "the script of app.acme.example holds the model provider's key",
    repaired: 'the browser asks the app, and only the app has the key',
    check: 'secrets/deployed-code',
    app: ['secret-in-bundle'],
  },
  'env-file': {
    says: '.env with the database password is tracked by git',
    repaired: '.env is no longer tracked, and was never committed',
    check: 'secrets/committed-env',
    repository: ['env-committed', 'env-in-history'],
  },
  'env-example': {
    says: 'the code reads variables that .env.example does not name',
    repaired: 'added the missing names to .env.example',
    check: 'secrets/env-example',
    repository: ['env-undocumented'],
  },
  logs: {
    says: 'the chat route writes the session cookie of everybody into the log',
    repaired: 'the route logs no headers any more',
    check: 'logs/logging-code',
    repository: ['headers-in-log'],
  },
  deploy: {
    says: 'nothing in the repository says how to deploy and roll back',
    repaired: 'added the platform file, the deploy workflow and the runbook',
    check: 'deploy/scripted-deploy',
    repository: ['no-pipeline', 'no-runbook'],
  },
} as const satisfies Readonly<Record<string, DemoFault>>;
export type DemoFaultName = keyof typeof DEMO_FAULTS;
export const ALL_DEMO_FAULTS = Object.keys(DEMO_FAULTS) as readonly DemoFaultName[];

function recordsAreAlias(label: string, target: string): WorldChange {
  return (spec) => recordsAre(label, 'CNAME', target)(withoutRecords(label)(spec));
}

/** The parts of the faults that concern the app itself, and the repository. */
export function partsOf(faults: readonly DemoFaultName[]): { readonly app: ReadonlySet<AcmeFault>; readonly repository: ReadonlySet<RepositoryFault> } {
  const all = faults.map((name): DemoFault => DEMO_FAULTS[name]);
  return { app: new Set(all.flatMap(({ app = [] }) => app)), repository: new Set(all.flatMap(({ repository = [] }) => repository)) };
}

/**
 * The internet around Acme Assist with these faults: `acme.example` with its hosts, the app itself behind app.acme.example.
 * @param app loopback `address:port` of the running app
 */
export function demoWorld(faults: readonly DemoFaultName[], app: string): WorldSpec {
  const mount = changeHost('app', (host) => ({ ...host, https: { routes: { '*': { proxy: app } }, headers: EDGE } }));
  return changed(healthy(), mount, ...faults.flatMap((name) => (DEMO_FAULTS[name] as DemoFault).world ?? []));
}
