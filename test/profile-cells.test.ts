/* Cells of MISSION table Q that steer an audit today: each is seen in what the product makes of it. Expected values are the table's, not the data's. */
import { expect, test } from 'vitest';
import { fixPlan } from '../src/engine/fix-plan.ts';
import { makeFinding as findingOf } from '../src/engine/make-finding.ts';
import { defineCheck } from '../src/model/check.ts';
import type { Profile } from '../src/model/profile.ts';
import { ROWS, type RowId } from '../src/model/rows.ts';
import { CLASSES, IMPACTS, STAGES, type Stage } from '../src/model/terms.ts';
import { profiles } from '../src/profiles/index.ts';
import { explanation } from '../src/reporters/explanation.ts';
import { risks } from '../src/reporters/risks.ts';
import { domain, makeAssessment, makeFinding } from './assessment-fixture.ts';

interface Asked {
  /** Steps of the stage order, and stages in the order in which their work must be planned. */
  readonly steps: number;
  readonly order: readonly Stage[];
  readonly hours: readonly number[];
  readonly labels: readonly string[];
  readonly required: string;
}
const FOUR = [0, 8, 24, 36, 48];
const ASKED: Readonly<Record<string, Asked>> = {
  S0: {
    steps: 7,
    order: ['audit', 'domain', 'email', 'performance', 'deploy', 'monitoring', 'handover'],
    hours: FOUR,
    labels: ['critical', 'high', 'low'],
    required: 'B1 B2 B3 C1 C2 C4 C7 D1 D2 D3 D5 D6 E1 E2 E5 E6 E10 F1 F4 H4 I1 I8 J1 J10 J11 K1 L3 M2 M5 M10 N15',
  },
  S1: {
    steps: 7,
    order: ['audit', 'domain', 'secrets', 'performance', 'monitoring', 'load', 'handover'],
    hours: FOUR,
    labels: ['launch blocker', 'likely incident', 'nice to fix later'],
    required: 'B1 B2 B3 C1 C4 C7 D1 D2 D3 E1 E3 E5 F1 F4 J1 K3 K5 N7 N11',
  },
  S2: {
    steps: 7,
    order: ['audit', 'domain', 'edge', 'deploy', 'performance', 'monitoring', 'handover'],
    hours: FOUR,
    labels: ['downtime', 'data exposure', 'email deliverability', 'UX'],
    required: 'A3 B1 B2 B3 B6 C1 C2 C7 D1 D2 D3 D9 E1 E5 E10 F1 F4 I1 I3 I8 J1 J2 J4 J5 J6 J10 J12 M2 M4 M5 M6 M7 N11',
  },
  S3: {
    steps: 7,
    order: ['audit', 'domain', 'deploy', 'performance', 'secrets', 'monitoring', 'handover'],
    hours: [0, 1, 12, 48],
    labels: ['launch blocker', 'trust issue', 'cleanup'],
    required: 'A4 B1 B2 B3 B12 C1 C7 D1 D2 D3 D5 E1 E2 E3 E4 E5 F1 F12 I1 J1 J5 N14',
  },
  S4: {
    steps: 7,
    order: ['audit', 'domain', 'edge', 'email', 'performance', 'deploy', 'handover'],
    hours: FOUR,
    labels: ['data exposure', 'downtime', 'email deliverability'],
    required: 'B1 B2 B3 C1 C2 C7 C12 D1 D2 D3 E1 E4 E8 F1 F4 F11 I1 I13 J1 K3 N8 N11',
  },
};
const cases = profiles.flatMap((profile) => {
  const asked = ASKED[profile.key];
  return asked ? [{ key: profile.key, profile, asked }] : [];
});

test('every profile is here', () => expect(cases).toHaveLength(5));

test.each(cases)('$key stageOrder: the plan and its explanation follow it', ({ profile, asked }) => {
  const findings = STAGES.map((stage) => makeFinding({ check: `${stage}/x`, problem: 'x', stage, minutes: 1 }));
  const planned = fixPlan(findings, [], profile).blocks.flatMap((block) => block.tasks.map((task) => task.stage));
  expect(planned.filter((stage) => asked.order.includes(stage))).toEqual(asked.order);
  const says = explanation({ about: 'profile', profile });
  expect((/Order of work: (.*)/.exec(says)?.[1] ?? '').split(' → ').filter(Boolean)).toHaveLength(asked.steps);
});

test.each(cases)('$key hourBlocks: the plan has them', ({ profile, asked }) => {
  const { blocks } = fixPlan([], [], profile);
  expect([0, ...blocks.map((block) => block.toHour)]).toEqual(asked.hours);
  expect(blocks.map((block) => block.fromHour)).toEqual(asked.hours.slice(0, -1));
});

test.each(cases)('$key riskLabels: the risk list uses them', ({ profile, asked }) => {
  const findings = CLASSES.flatMap((its) => IMPACTS.map((impact) => makeFinding({ check: `x/${its}-${impact}`, problem: 'x', class: its, impact })));
  const text = risks(makeAssessment({ profile, findings })).toLowerCase();
  for (const label of asked.labels) expect(text).toContain(label.toLowerCase());
});

const rowsThatBlock = (profile: Profile): RowId[] =>
  ROWS.map(([row]) => row).filter((row) => {
    const check = defineCheck({
      id: 'fixture/row',
      rows: [row],
      stage: 'audit',
      about: 'domain',
      title: 't',
      why: 'w',
      test: 't',
      refs: [],
      needs: {},
      maxAge: '24h',
      problems: { broken: { says: 's', class: 'incident', impact: 'control', identity: [], minutes: 1 } },
      judge: () => undefined,
    });
    return findingOf({ check, problem: 'broken', details: { proof: [] }, subject: domain, grade: 'proven', profile }).class === 'blocker';
  });

test.each(cases)('$key required: what fails one of these rows blocks, and nothing else does', ({ profile, asked }) => {
  expect(rowsThatBlock(profile)).toEqual(asked.required.split(' '));
});
