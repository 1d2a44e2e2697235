import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { Assessment } from '../src/model/assessment.ts';
import type { Io } from '../src/ports/io.ts';
import type { ArchivedRun } from '../src/ports/store.ts';
import { canonicalJson, json } from '../src/reporters/json.ts';
import { audit } from '../src/verbs/audit.ts';
import { replay } from '../src/verbs/replay.ts';
import { healthyBut } from './faults/change.ts';
import { recordsAre, withoutRecords } from './faults/dns.ts';
import { expiredCertificate } from './faults/web.ts';
import { intentOf } from './scenario.ts';
import { startWorld, type World } from './world.ts';

/** A small seeded generator (mulberry32): the same order in every run of the tests. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const deps = compose({ folder: tmpdir(), env: {} });
let world: World;
beforeAll(async () => {
  world = await startWorld(healthyBut(withoutRecords('_dmarc'), recordsAre('@', 'TXT', 'v=spf1 include:_spf.google.com ptr ?all'), expiredCertificate('app')));
});
afterAll(() => world.stop());

/** A run whose answers come late by a random time each. */
function look(random?: () => number): Promise<ArchivedRun> {
  const late = async (): Promise<void> => (random ? new Promise((resolve) => setTimeout(resolve, random() * 25)) : undefined);
  const openIo = async (...args: Parameters<typeof deps.openIo>): Promise<Io> => {
    const io = await deps.openIo(...args);
    return {
      ...io,
      udp: async (...question) => {
        const reply = await io.udp(...question);
        await late();
        return reply;
      },
      connect: async (...target) => {
        await late();
        return io.connect(...target);
      },
    };
  };
  return audit({ intent: intentOf(world), archive: false, signal: AbortSignal.timeout(30_000) }, { ...deps, openIo });
}

describe('order does not matter', () => {
  test('the same evidence in any order gives the same bytes', async () => {
    const run = await look();
    const once = json(replay(run, deps));
    expect(once.length).toBeGreaterThan(10_000);
    for (const seed of [1, 2, 3, 4, 5]) {
      const random = seeded(seed);
      const mixed = {
        ...run,
        evidence: shuffled(run.evidence, random),
        assessment: { ...run.assessment, subjects: shuffled(run.assessment.subjects, random) },
      };
      expect(json(replay(mixed, deps)) === once, `seed ${seed}`).toBe(true);
    }
  });
  test('answers that come in another order give the same verdicts, findings, plan and decision', async () => {
    const runs = [await look(), await look(seeded(7)), await look(seeded(8))];
    const [first = '', ...others] = runs.map(({ assessment }) => canonicalJson(timeless(assessment)));
    expect(first).toContain('email/dmarc');
    for (const other of others) expect(other).toBe(first);
  });
});

/** What does not tell when and how long it looked. */
function timeless({ decision, coverage, findings, verdicts, plan, questions, inventory }: Assessment): unknown {
  return { decision, coverage, findings, plan, questions, inventory, verdicts: verdicts.map((verdict) => ({ ...verdict, evidenceAt: null })) };
}
