import { expect, test } from 'vitest';
import { profileOf } from '../profiles/index.ts';
import type { Catalogue } from '../model/catalogue.ts';
import { quote } from '../model/text.ts';
import { DOMAIN, HOST, makeIntent, NOW, PROJECT, seen, smallNumber } from './engine.fixture.ts';
import { evidenceSet } from './evidence-set.ts';
import { judge, type JudgeOptions } from './judge.ts';

const profile = { ...profileOf('b2b-service-launch'), required: ['B1'] } as const;
function judged(observations: Parameters<typeof evidenceSet>[1], changes: Partial<JudgeOptions> = {}) {
  const result = judge({
    checks: [smallNumber],
    evidence: evidenceSet([PROJECT, DOMAIN, HOST], observations),
    intent: makeIntent(),
    profile,
    now: NOW,
    gradeOf: () => 'proven',
    ...changes,
  });
  return { verdict: result.verdicts[0], finding: result.findings[0] };
}

test('passes on whole evidence', () => {
  expect(judged([seen('fixture/host', HOST, { n: 2 })]).verdict).toMatchObject({ outcome: 'pass', grade: 'proven' });
});

test('evidence that was not seen is unknown, never a pass', () => {
  expect(judged([]).verdict).toMatchObject({ outcome: 'unknown' });
});

test('partly seen evidence cannot prove that nothing is wrong', () => {
  const partly = seen('fixture/host', HOST, { n: 2 }, { complete: [{ part: 'body', says: quote('the body was cut') }] });
  expect(judged([partly]).verdict).toMatchObject({ outcome: 'unknown', reason: 'not everything could be seen: the body was cut' });
});

test('old evidence is unknown', () => {
  expect(judged([seen('fixture/host', HOST, { n: 2 }, { at: '2026-11-23T00:00:00Z' })]).verdict).toMatchObject({ outcome: 'unknown' });
});

test('a required row makes a failing incident a blocker, with the reason', () => {
  expect(judged([seen('fixture/host', HOST, { n: 12 })]).finding).toMatchObject({
    class: 'blocker',
    classBecause: 'the profile b2b-service-launch requires B1',
    says: '12 is too large',
  });
  expect(judged([seen('fixture/host', HOST, { n: 12 })], { profile: { ...profile, required: [] } }).finding).toMatchObject({ class: 'incident' });
});

test('advice fails no row and stays later', () => {
  const { verdict, finding } = judged([seen('fixture/host', HOST, { n: 3 })]);
  expect(finding).toMatchObject({ class: 'later', failedRows: [] });
  expect(verdict).toMatchObject({ outcome: 'fail', failedRows: [] });
});

test('an inferred blocker is to be verified first', () => {
  expect(judged([seen('fixture/host', HOST, { n: 12 })], { gradeOf: () => 'inferred' }).finding).toMatchObject({ class: 'blocker', verifyFirst: true });
});

test('a defect of a check is unknown, not a crash', () => {
  const broken = {
    ...smallNumber,
    judge: () => {
      throw new TypeError('boom');
    },
  };
  expect(judged([seen('fixture/host', HOST, { n: 2 })], { checks: [broken] }).verdict).toMatchObject({
    outcome: 'unknown',
    reason: expect.stringContaining('boom'),
  });
});

test("a person's word stands in only where the check allows it, and while it lasts", () => {
  const intent = makeIntent({ attestations: [{ row: 'B1', statement: 'it is small', by: 'Ann', evidence: 'note', at: '2026-11-20' }] });
  expect(judged([], { intent }).verdict).toMatchObject({ outcome: 'unknown' });
  expect(judged([], { intent, checks: [{ ...smallNumber, attestable: true }] }).verdict).toMatchObject({ outcome: 'pass', grade: 'attested' });
  expect(judged([], { intent, checks: [{ ...smallNumber, attestable: true }], now: NOW + 100 * 86_400_000 }).verdict).toMatchObject({ outcome: 'unknown' });
});

test('the fingerprint holds no measured value', () => {
  const [a, b] = [12, 13].map((n) => judged([seen('fixture/host', HOST, { n })]).finding?.fingerprint);
  expect(a).toBe(b);
  expect(a).toBe('1|fixture/small-number:large|host:app.acme.example');
});

test('a list past its age makes what rests on it a guess that says so, and no other finding', () => {
  const list: Catalogue = {
    id: 'numbers',
    title: 'large numbers',
    asOf: '2026-01-01',
    maxAgeDays: 90,
    source: 'a book',
    licence: 'Apache-2.0',
    refresh: 'read it again',
    decides: ['fixture/small-number:large'],
    seeks: ['fixture/small-number'],
  };
  const large = [seen('fixture/host', HOST, { n: 12 })];
  const says = 'Our list of large numbers is from 2026-01-01 and should not be older than 90 days: update launch-ready, or verify this first';
  const aged = judged(large, { catalogues: [list] }).finding;
  expect(aged).toMatchObject({ grade: 'inferred', class: 'blocker', verifyFirst: true });
  expect(aged?.proof.at(-1)?.says).toBe(says);
  for (const changes of [{ now: Date.parse('2026-03-01') }, { catalogues: [{ ...list, decides: ['fixture/other'] }] }])
    expect(judged(large, { catalogues: [list], ...changes }).finding?.grade).toBe('proven');
  const small = [seen('fixture/host', HOST, { n: 2 })];
  expect(judged(small, { catalogues: [list] }).verdict).toMatchObject({
    outcome: 'pass',
    reason: expect.stringContaining('our list of large numbers is from 2026-01-01') as string,
  });
});
