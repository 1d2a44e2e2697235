import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { compose } from '../../src/compose.ts';
import type { Selection } from '../../src/engine/plan.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Intent } from '../../src/model/intent.ts';
import { audit } from '../../src/verbs/audit.ts';
import { siteBut, type WorldChange } from '../faults/change.ts';
import { changeHost } from '../faults/web.ts';
import { DOMAIN, WEB_ADDRESS } from '../healthy.ts';
import { intentOf } from '../scenario.ts';
import { startWorld } from '../world.ts';
import { startOwnApache } from './own-apache.ts';
import { type Hole, joined, type OwnServer, type RunningServer, startOwnCaddy, startOwnNginx, startOwnProgram, WWW } from './own-stack.ts';

/* Our own fix text, as a reader would apply it: put into the configuration of a real server of their stack, and looked at again.
   Proxies that hold a chat back, keep what is private or limit nothing: see edges.real.ts. */

const FINDS: Readonly<Record<Exclude<Hole, 'none'>, readonly string[]>> = {
  headers: ['edge/hsts:missing', 'edge/security-headers:missing'],
  clear: ['edge/https-forced:served-in-clear'],
  'two-hosts': ['domain/canonical-host:both-serve'],
  cache: ['edge/cache-headers:short-lived'],
  compression: ['edge/compression:uncompressed'],
  path: ['domain/redirect-keeps-path:path-lost'],
  inherit: ['edge/hsts:uneven', 'edge/security-headers:uneven'],
  cors: ['edge/cors:any-site-signed-in'],
};
const EVERYWHERE: readonly (keyof typeof FINDS)[] = ['headers', 'clear', 'two-hosts', 'cache', 'compression'];
const CHECKS = Object.values(FINDS).flatMap((ids) => ids.map((id) => id.split(':')[0] ?? ''));
/** What the app declares, where a hole is only found by trying. */
const API: Partial<Intent> = {
  endpoints: [{ url: `https://${DOMAIN}/api/orders`, is: 'api', method: 'GET', headers: {} }],
  active: true,
  owned: [DOMAIN],
  approvedOrigins: [`https://app.${DOMAIN}`],
};
interface Stack {
  readonly start: (server: OwnServer) => Promise<RunningServer>;
  /** Named in the package.json of the repository, where answers do not tell the framework. */
  readonly packages?: string;
  readonly holes?: readonly (keyof typeof FINDS)[];
}
const STACKS: Readonly<Record<string, Stack>> = {
  nginx: { start: startOwnNginx, holes: [...EVERYWHERE, 'path', 'inherit', 'cors'] },
  caddy: { start: startOwnCaddy },
  apache: { start: startOwnApache },
  express: { start: (server) => startOwnProgram('express', server) },
  hono: { start: (server) => startOwnProgram('hono', server), packages: 'hono' },
  fastify: { start: (server) => startOwnProgram('fastify', server), packages: 'fastify' },
};

/** What is found with this server in the place of the site. */
async function lookAt({ start, packages }: Stack, server: OwnServer): Promise<readonly Finding[]> {
  const running = await start(server);
  const manifest: WorldChange = (spec) =>
    packages === undefined
      ? spec
      : { ...spec, repository: { commits: [{ message: 'app', files: { 'package.json': `{"dependencies":{"${packages}":"^1"}}` } }] } };
  const world = await startWorld(siteBut(manifest, ...behind(running, server.hole)));
  try {
    const direct =
      running.https === undefined ? {} : { [`${WEB_ADDRESS}:443`]: `127.0.0.1:${running.https}`, [`${WEB_ADDRESS}:80`]: `127.0.0.1:${running.http}` };
    const tried = server.hole === 'cors' ? API : server.hole === 'none' ? { owned: [DOMAIN, WWW] } : {};
    const intent: Intent = { ...intentOf(world), ...tried, network: { ...world.network, routes: { ...world.network.routes, ...direct } } };
    const deps = compose({ folder: tmpdir(), env: world.env });
    // In order is what everything says; a manifest in place of a repository is no repository to judge.
    const all: Selection = packages === undefined ? {} : { stages: ['domain', 'edge'] };
    const selection: Selection = server.hole === 'none' ? all : { checks: CHECKS };
    const { assessment } = await audit({ intent, selection, archive: false, signal: AbortSignal.timeout(30_000) }, deps);
    return assessment.findings;
  } finally {
    await Promise.all([world.stop(), running.stop()]);
  }
}

/** A program speaks plain HTTP: the range speaks HTTPS for it, and says so. What is not its task is in order. */
function behind({ proxied }: RunningServer, hole: Hole): WorldChange[] {
  if (proxied === undefined) return [];
  const proxy = { routes: { '*': { proxy: `127.0.0.1:${proxied}` } } };
  const plain = hole === 'clear' ? { http: proxy } : {};
  return [
    changeHost('@', (host) => ({ ...host, https: proxy, ...plain })),
    changeHost('www', (host) => ({ ...host, ...(hole === 'two-hosts' && { https: proxy }) })),
  ];
}

/** A host that only redirects may lack the header that a first finding did not ask for. */
const ids = (findings: readonly Finding[]): string[] =>
  [
    ...new Set(findings.filter(({ check, subject }) => check !== 'edge/hsts' || subject.name !== WWW).map(({ check, problem }) => `${check}:${problem}`)),
  ].sort();

describe.concurrent.each(Object.entries(STACKS))('%s', (_, stack) => {
  test('in order: no finding of class incident or above', async () => {
    const findings = await lookAt(stack, { hole: 'none' });
    expect(findings.filter((finding) => finding.class !== 'later').map(({ check, problem, says }) => `${check}:${problem} ${says}`)).toEqual([]);
  });
  test.each(stack.holes ?? EVERYWHERE)('%s: found, repaired by our own text, found no more', async (hole) => {
    const before = await lookAt(stack, { hole });
    expect(ids(before)).toEqual([...FINDS[hole]].sort());
    const fixes = FINDS[hole].map((id) => before.find(({ check, problem, subject }) => `${check}:${problem}` === id && subject.name !== WWW)?.fix);
    // What needs no text (Caddy redirects by itself) is repaired by what its steps say.
    const snippet = joined(fixes.map((fix) => fix?.snippet?.text ?? (fix?.steps ?? []).map((step) => `# ${step}`).join('\n')));
    expect(ids(await lookAt(stack, { hole, snippet }))).toEqual([]);
  });
});
