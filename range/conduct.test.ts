import { expect, test } from 'vitest';
import type { Assessment } from '../src/model/assessment.ts';
import { soundRepository } from './faults/repository.ts';
import { DOMAIN, healthy } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld, type World } from './world.ts';

const whole = healthy({ mail: [{ name: 'smtp.google.com', address: '203.0.113.30' }] });

const asked = (world: World): string[] => world.queries().map(({ name, type, server, transport }) => `${name} ${type} at ${server} over ${transport}`);
const requested = (world: World): string[] => world.requests().map(({ scheme, host, method, path }) => `${method} ${scheme}://${host}${path}`);

test('a run over the healthy world asks no question twice and makes no request twice', async () => {
  const { assessment, world } = await runScenario(whole, startWorld);
  expect(repeated(asked(world))).toEqual([]);
  expect(repeated(requested(world))).toEqual([]);
  expect(asked(world).length).toBeGreaterThan(20);
  expect(assessment.verdicts.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(20);
  // All that stays open is what only its owner may ask, and what nobody told.
  const reasons = openReasons(assessment);
  expect(reasons.filter((reason) => NOT_OURS.test(reason)).length).toBeGreaterThan(0);
  expect(reasons.filter((reason) => !NOT_OURS.test(reason) && !UNTOLD.test(reason))).toEqual([]);
});

test('where the hosts are ours nothing stays open but what nobody told, and only caches are asked twice', async () => {
  const { assessment, world } = await runScenario(whole, startWorld, { owned: [DOMAIN] });
  expect(repeated(asked(world))).toEqual([]);
  // A cache shows itself by its second answer.
  expect(repeated(requested(world)).filter((request) => !/\/(?:\?lr-check=lr-\w+|style\.css)$/.test(request))).toEqual([]);
  expect(openReasons(assessment).filter((reason) => !UNTOLD.test(reason))).toEqual([]);
});

/** What waits for a line in the config, for consent, or for a server that says whether its answers come from a cache. */
const UNTOLD =
  /: the config does not say where the app has its |: name the session of one \(sessions, |: put a session of this host into the config |this needs active consent|do not say whether they come from a cache/;
const NOT_OURS = /is not confirmed as yours/;
function openReasons({ verdicts }: Assessment): string[] {
  const open = verdicts.filter(({ outcome, subject }) => outcome === 'unknown' && subject.kind !== 'project');
  return open.map(({ check, subject, reason }) => `${check}@${subject.name}: ${reason}`);
}

function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))];
}

test('the healthy world ships, once people have said what only people can say', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const kept = healthy({ repository: soundRepository });
  const { assessment: before } = await runScenario(kept, startWorld);
  // What a run could not prove by looking is confirmed by a person, item by item; nothing that failed is among it.
  expect(before.coverage.items.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(before.decision.decision).toBe('fix-first');
  const open = before.coverage.items.filter(({ state }) => state === 'unknown').flatMap(({ rows }) => rows);
  const rows = new Set([...open, ...before.questions.map(({ row }) => row)]);
  const attestations = [...rows].map((row) => ({ row, statement: 'done', by: 'Ann', evidence: 'notes', at: today }));
  const { assessment } = await runScenario(kept, startWorld, { attestations });
  expect(assessment.findings.filter((finding) => finding.class !== 'later')).toEqual([]);
  expect(assessment.decision).toMatchObject({ decision: 'ship-now' });
});
