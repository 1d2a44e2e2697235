import { expect, test } from 'vitest';
import type { Waiver } from '../model/intent.ts';
import { IMPACTS } from '../model/terms.ts';
import { profileOf } from '../profiles/index.ts';
import { cover } from './cover.ts';
import { HOST, makeFinding, NOW, smallNumber } from './engine.fixture.ts';
import { fixPlan } from './fix-plan.ts';
import { rank } from './rank.ts';
import { waive } from './waive.ts';

const waiver: Waiver = {
  check: 'fixture/small-number',
  problem: 'large',
  class: 'blocker',
  reason: 'we know',
  owner: 'Ann',
  at: '2026-11-20',
  until: '2026-12-10',
};

test('rank: class, impact, grade, reach, minutes, id; whatever the order they came in', () => {
  const list = [
    makeFinding({ class: 'later', fingerprint: 'f' }),
    makeFinding({ minutes: 5, fingerprint: 'd' }),
    makeFinding({ minutes: 10, fingerprint: 'e' }),
    makeFinding({ grade: 'observed', minutes: 1, fingerprint: 'e2' }),
    makeFinding({ impact: 'data', fingerprint: 'a' }),
  ];
  const order = (findings: typeof list) =>
    rank(findings, IMPACTS)
      .map((finding) => finding.fingerprint)
      .join(' ');
  expect(order(list)).toBe('a d e e2 f');
  expect(order(list.toReversed())).toBe('a d e e2 f');
});

test('waive: takes the finding out, until its day', () => {
  expect(waive([makeFinding()], [waiver], NOW)).toMatchObject({ findings: [], waived: [{ waiver }] });
  const later = waive([makeFinding()], [waiver], Date.parse('2026-12-12'));
  expect(later.findings).toHaveLength(1);
  expect(later.ended).toMatchObject([{ because: 'it ended on 2026-12-11' }]);
});

test('waive: at most 30 days, whatever it says', () => {
  expect(waive([makeFinding()], [{ ...waiver, until: '2027-12-31' }], Date.parse('2026-12-21')).findings).toHaveLength(1);
});

test('waive: raw personal data rests only where it is said how the people agreed', () => {
  const personal = makeFinding({ rows: ['K4'] });
  expect(waive([personal], [waiver], NOW)).toMatchObject({
    findings: [personal],
    waived: [],
    ended: [{ because: expect.stringMatching(/how the people agreed/) }],
  });
  expect(waive([personal], [{ ...waiver, consent: 'Ticked at sign-up.' }], NOW)).toMatchObject({ findings: [], waived: [{ finding: personal }] });
});

test('waive: ends when the class rises; never covers a proven data exposure', () => {
  expect(waive([makeFinding()], [{ ...waiver, class: 'later' }], NOW).ended).toMatchObject([{ because: 'the finding rose from later to blocker' }]);
  const exposure = makeFinding({ impact: 'data' });
  expect(waive([exposure], [waiver], NOW)).toMatchObject({ findings: [exposure], waived: [], accepted: [] });
  expect(waive([exposure], [{ ...waiver, acceptedBy: 'Ann Founder' }], NOW)).toMatchObject({ findings: [exposure], accepted: [{ by: 'Ann Founder' }] });
});

test('cover: required checks and required rows that no check serves', () => {
  const profile = { ...profileOf('b2b-service-launch'), required: ['B1', 'F1'] as const };
  const verdict = {
    check: smallNumber.id,
    title: '',
    stage: 'domain',
    rows: ['B1'],
    subject: HOST,
    outcome: 'pass',
    failedRows: [],
    grade: 'proven',
    findings: [],
  } as const;
  const base = { checks: [smallNumber], profile, attestations: [], waived: new Set<string>(), failing: [], now: NOW, whole: true };
  expect(cover({ ...base, verdicts: [verdict] })).toMatchObject({ proven: 1, failed: 0, unknown: 1, total: 2 });
  expect(cover({ ...base, verdicts: [verdict, { ...verdict, outcome: 'unknown' }] })).toMatchObject({ proven: 0, unknown: 2 });
  expect(cover({ ...base, verdicts: [] })).toMatchObject({ proven: 0, unknown: 2 });
  const failing = makeFinding();
  const failed = { ...verdict, outcome: 'fail', failedRows: ['B1'], findings: [failing.fingerprint] } as const;
  expect(cover({ ...base, verdicts: [failed], failing: [failing] })).toMatchObject({ failed: 1 });
  expect(cover({ ...base, verdicts: [failed], failing: [failing], waived: new Set([failing.fingerprint]) })).toMatchObject({ failed: 0, proven: 1 });
  const attested = [{ row: 'F1', statement: 'measured', by: 'Ann', evidence: 'note', at: '2026-11-20' }] as const;
  expect(cover({ ...base, verdicts: [verdict], attestations: attested })).toMatchObject({ proven: 2, unknown: 0 });
});

test('plan: blockers first, long waits started first, the same problem once, what does not fit is cut', () => {
  const profile = profileOf('b2b-service-launch');
  const plan = fixPlan(
    [
      makeFinding({ fingerprint: 'quick', minutes: 5 }),
      makeFinding({ fingerprint: 'twin', minutes: 5, subject: { ...HOST, name: 'www.acme.example' } }),
      makeFinding({ problem: 'slow', fingerprint: 'wait', says: 'slow', minutes: 5, waitMinutes: 600 }),
      makeFinding({ problem: 'huge', fingerprint: 'huge', says: 'huge', minutes: 10_000 }),
      makeFinding({ class: 'later', fingerprint: 'later', says: 'later' }),
    ],
    [],
    profile,
  );
  expect(plan.blocks[0]?.tasks.map((task) => task.findings)).toEqual([['wait'], ['quick', 'twin']]);
  expect(plan.cut.map((item) => item.findings[0])).toEqual(['later', 'huge']);
});

test('plan: problems that one and the same change repairs are one task, counted once', () => {
  const fix = { steps: [], changes: [{ kind: 'dns', op: 'add', name: 'acme.example', type: 'TXT', ttl: 300, data: '"v=spf1 ~all"' }] } as const;
  const other = { steps: [], changes: [{ ...fix.changes[0], data: '"v=spf1 -all"' }] } as const;
  const plan = fixPlan(
    [
      makeFinding({ problem: 'loose', fingerprint: 'a', says: 'a', minutes: 10, fix }),
      makeFinding({ problem: 'double', fingerprint: 'b', says: 'b', minutes: 15, fix }),
      makeFinding({ problem: 'third', fingerprint: 'c', says: 'c', minutes: 5, fix: other }),
    ],
    [],
    profileOf('b2b-service-launch'),
  );
  expect(plan.blocks[0]?.tasks.map(({ title, findings, minutes }) => [title, findings, minutes])).toEqual([
    ['a (the same change repairs 1 more)', ['a', 'b'], 15],
    ['c', ['c'], 5],
  ]);
});

test('plan rule: a roadmap may keep only what earns or keeps customers in the 48 hours; blockers always stay', () => {
  const incident = (impact: 'experience' | 'control', fingerprint: string) =>
    makeFinding({ class: 'incident', impact, fingerprint, says: fingerprint, problem: fingerprint });
  const findings = [makeFinding({ fingerprint: 'blocker', impact: 'control' }), incident('experience', 'kept'), incident('control', 'waits')];
  const profile = profileOf('coach-prototype');
  const plan = fixPlan(findings, [], profile);
  expect(plan.blocks.flatMap((block) => block.tasks.flatMap((task) => task.findings))).toEqual(['blocker', 'kept']);
  expect(plan.cut).toEqual([{ title: 'waits', findings: ['waits'], because: profile.planRule?.says }]);
  expect(fixPlan(findings, [], profileOf('b2b-service-launch')).cut).toEqual([]);
});
