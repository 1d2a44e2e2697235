import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localIo } from '../../../test/repository/local-io.ts';
import { judgeOne, type Judged } from '../../../test/support/judge-one.ts';
import { notNeeded, oneIsEnough } from '../../data/not-needed.ts';
import { infrastructure } from '../../evidence/deploy/infrastructure.ts';
import type { Intent } from '../../model/intent.ts';
import { PROFILE_IDS, type ProfileId } from '../../model/profile.ts';
import { infrastructureProbe } from '../../probes/deploy/infrastructure.ts';
import { moreThanNeeded } from './more-than-needed.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infra-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;
async function judged(files: Files, profile: ProfileId): Promise<Judged> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const look = {
    subject: { kind: 'repository', name: '.' } as const,
    given: {},
    intent: {} as Intent,
    io: await localIo(root),
    signal: AbortSignal.timeout(10_000),
  };
  const { value } = await infrastructureProbe.gather(look);
  expect(infrastructure.schema.fault(value, 'value')).toBeUndefined();
  return judgeOne(moreThanNeeded, { seen: value }, { intent: { profile } });
}
const many = (count: number, path: (n: number) => string, text = ''): Files => Object.fromEntries(Array.from({ length: count }, (_, n) => [path(n), text]));
const packages = (...names: string[]): Files => ({
  'package.json': JSON.stringify({ devDependencies: Object.fromEntries(names.map((name) => [name, '1'])) }, null, 2),
});
const images = (...names: string[]): Files => ({ 'compose.yaml': names.map((name, n) => `  s${n}:\n    image: ${name}:1\n`).join('') });

type Case = readonly [item: string, files: Files, says: string, where: readonly ProfileId[]];
const warns = (item: string, files: Files, says: string, where: readonly ProfileId[] = PROFILE_IDS): Case => [item, files, says, where];
const CASES: readonly Case[] = [
  warns(
    'microservices',
    many(5, (n) => `services/s${n}/Dockerfile`),
    'separately deployed services',
  ),
  warns('multi-region or active-active', { 'vercel.json': '{ "regions": ["fra1", "iad1"] }' }, 'several regions'),
  warns('Kubernetes', { 'k8s/app.yaml': 'apiVersion: apps/v1\nkind: Deployment\n' }, 'Kubernetes', ['coach-prototype', 'b2b-service-launch']),
  warns('service mesh', { 'k8s/mesh.yaml': 'apiVersion: networking.istio.io/v1\nkind: VirtualService\n' }, 'a service mesh'),
  warns('custom or heavy observability stacks', images('prom/prometheus', 'grafana/grafana', 'grafana/loki'), 'an observability stack'),
  warns('caching or perfect invalidation before measuring', { ...images('varnish'), ...packages('ioredis') }, 'several layers of cache'),
  warns('queue orchestration without real async load', packages('kafkajs'), 'a streaming or workflow engine'),
  warns('autoscaling tuning', { 'k8s/hpa.yaml': 'kind: HorizontalPodAutoscaler\n' }, 'tuned autoscaling'),
  warns('fancy infrastructure abstractions', { 'infra/Pulumi.yaml': '' }, 'over the infrastructure'),
  warns('rewrites before measuring', { 'app-rewrite/package.json': '{}' }, 'a rewrite'),
  warns(
    'full SRE runbooks',
    many(8, (n) => `docs/runbooks/r${n}.md`),
    'a shelf of runbooks',
    ['b2b-service-launch'],
  ),
  warns('perfect-Lighthouse chasing', { '.lighthouserc.json': '{ "minScore": 1 }' }, 'a perfect Lighthouse figure', ['coach-prototype']),
  warns('one smoke suite', packages('@playwright/test', 'cypress'), 'one smoke suite'),
  warns('one dashboard', packages('dd-trace', 'newrelic'), 'one dashboard'),
  warns('one secret gate', { '.github/workflows/a.yml': '- run: gitleaks git\n- run: trufflehog git\n' }, 'one secret gate'),
  warns('one light perf check per release', { '.github/workflows/a.yml': '- run: k6 run x.js\n- run: npx lhci autorun\n' }, 'one light performance check', [
    'internal-ops-demo',
  ]),
];

test.each(CASES)('%s: warned of, at most as later, where the roadmap says so', async (_, files, says, where) => {
  for (const profile of PROFILE_IDS) {
    const { fails } = await judged(files, profile);
    const warnings = fails.map((fail) => fail.says).join();
    expect(warnings.includes(says), `${profile}: ${warnings}`).toBe(where.includes(profile));
    expect(fails.every(({ problem }) => moreThanNeeded.problems[problem]?.class === 'later')).toBe(true);
    expect(moreThanNeeded.rows).toEqual([]);
  }
});

test('an ordinary repository brings nothing of it, and much of it is one finding', async () => {
  const plain = {
    ...images('postgres', 'redis'),
    ...packages('@playwright/test', 'ioredis', 'bullmq', '@sentry/node'),
    Dockerfile: '',
    'docs/runbooks/rollback.md': '',
  };
  expect((await judged(plain, 'b2b-service-launch')).problems).toEqual([]);
  const much = await judged(
    { 'infra/Pulumi.yaml': '', 'k8s/hpa.yaml': 'kind: HorizontalPodAutoscaler\n', 'app-rewrite/package.json': '{}' },
    'b2b-service-launch',
  );
  expect(much.problems).toEqual(['not-needed']);
  expect((await judged(packages('@playwright/test', 'cypress'), 'b2b-service-launch')).problems).toEqual(['not-needed', 'one-is-enough']);
});

test('every entry of the catalogue has its case', () => {
  const cased = CASES.map(([, , says]) => says);
  expect([...notNeeded, ...oneIsEnough].filter(({ name }) => !cased.some((says) => name.includes(says))).map(({ id }) => id)).toEqual([]);
});
