import { expect, test } from 'vitest';
import type { Assessment } from '../src/model/assessment.ts';
import { soundRepository } from './faults/repository.ts';
import { DOMAIN, healthy } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld } from './world.ts';

const whole = healthy({ mail: [{ name: 'smtp.google.com', address: '203.0.113.30' }] });

test('a run over the healthy world, whose hosts are ours, asks no question twice and makes no request twice', async () => {
  const { assessment, world } = await runScenario(whole, startWorld, { owned: [DOMAIN] });
  const questions = world.queries().map(({ name, type, server, transport }) => `${name} ${type} at ${server} over ${transport}`);
  expect(repeated(questions)).toEqual([]);
  expect(repeated(world.requests().map(({ scheme, host, method, path }) => `${method} ${scheme}://${host}${path}`))).toEqual([]);
  expect(questions.length).toBeGreaterThan(20);
  expect(assessment.verdicts.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(20);
  // Nothing could not be looked at, but for endpoints that nobody named.
  expect(openReasons(assessment).filter((reason) => !UNTOLD.test(reason))).toEqual([]);
});

test('without a word on what is ours, all that stays open is what only its owner may ask', async () => {
  const { assessment } = await runScenario(whole, startWorld);
  const reasons = openReasons(assessment);
  expect(reasons.filter((reason) => NOT_OURS.test(reason)).length).toBeGreaterThan(0);
  expect(reasons.filter((reason) => !NOT_OURS.test(reason) && !UNTOLD.test(reason))).toEqual([]);
});

const UNTOLD = /: the config does not say where the app has its /;
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
