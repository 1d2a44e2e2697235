/* MISSION R: the product warns of these things and never asks for one. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from '../src/checks/index.gen.ts';
import { profiles } from '../src/profiles/index.ts';
import { NOT_REQUIRED } from '../tools/claims.ts';

/** Words with which a text would ask for it. */
const WORDS: Readonly<Record<string, RegExp>> = {
  microservices: /micro-?services?/i,
  'multi-region or active-active': /multi-?region|several regions|active-active|second region/i,
  Kubernetes: /kubernetes|kubectl|\bk8s\b|\bhelm\b/i,
  'service mesh': /service mesh|istio|linkerd/i,
  'custom or heavy observability stacks': /prometheus|grafana|\bjaeger\b|\bloki\b|elasticsearch|kibana/i,
  'caching or perfect invalidation before measuring': /varnish|memcached|invalidat/i,
  'queue orchestration without real async load': /kafka|airflow|temporal\.io|rabbitmq|orchestrat/i,
  'autoscaling tuning': /auto-?scal/i,
  'fancy infrastructure abstractions': /pulumi|crossplane|terragrunt|\bcdk\b/i,
  'rewrites before measuring': /rewrite (?:the|your) (?:app|code|backend|frontend)|from scratch in/i,
  'full SRE runbooks': /write (?:full |more )?runbooks|error budget|\bSLOs?\b/i,
  'perfect-Lighthouse chasing': /lighthouse[^.]{0,20}(?:100|perfect)/i,
  'one smoke suite': /(?:second|another|more) smoke suite/i,
  'one dashboard': /(?:second|another|more) dashboards?/i,
  'one secret gate': /(?:second|another|more) (?:secret gate|scanner)/i,
  'one light perf check per release': /(?:second|another|more) (?:performance|perf) checks?/i,
};
const WARNS = 'src/checks/deploy/more-than-needed.ts';
const texts = globSync('src/checks/**/*.ts', { cwd: new URL('..', import.meta.url).pathname })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.test.ts') && path !== WARNS)
  .map((path) => ({ path, lines: readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').split('\n') }));

test('it sees the checks and has words for every item', () => {
  expect(texts.length).toBeGreaterThanOrEqual(checks.length);
  expect(Object.keys(WORDS)).toEqual(Object.keys(NOT_REQUIRED));
});

test.each(Object.entries(WORDS))('no check asks for it: %s', (_, words) => {
  const asking = texts.flatMap(({ path, lines }) => lines.flatMap((line, at) => (words.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])));
  expect(asking).toEqual([]);
});

test('what warns can fail no row and block no launch', () => {
  const warning = checks.find(({ id }) => id === 'deploy/more-than-needed');
  expect(Object.values(warning?.problems ?? {}).map((problem) => problem.class)).toEqual(['later', 'later']);
  expect(warning?.rows).toEqual([]);
  expect(profiles.every(({ required }) => required.every((row) => /^[A-N]\d+$/.test(row)))).toBe(true);
});
