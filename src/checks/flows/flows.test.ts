import { describe, expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { KeptJourneyRun } from '../../evidence/flows/journey-runs.ts';
import { quote } from '../../model/text.ts';
import { checks } from '../index.gen.ts';

const flows = checks.filter(({ id }) => id.startsWith('flows/'));
/* Only an app with a flow of its own is asked about it. */
const own = { intent: { journeys: { accounts: [], without: [], own: [{ name: 'mine', flow: 'other' as const, steps: [] }] } } };
const step = {
  name: quote('open it'),
  says: null,
  request: { method: 'GET', url: quote('https://app.acme.test/x'), status: 500 },
  timings: null,
  firstTextMs: null,
  tookMs: 9,
};
const run = (flow: string, outcome: KeptJourneyRun['outcome'], says: string | null = null) => ({
  journey: flow,
  flow,
  environment: 'production',
  base: quote('https://app.acme.test'),
  at: '2026-11-25T00:00:00.000Z',
  outcome,
  says: says === null ? null : quote(says),
  attempts: 2,
  steps: [{ ...step, outcome }],
  tookMs: 1200,
});

describe.each(flows.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const flow = id.split('/')[1] ?? '';
  const journeys = (...runs: unknown[]) => ({ journeys: { runs } });

  test('fails at the step, with what was seen', () => {
    const { problems, fails } = judgeOne(check, journeys(run(flow, 'failed', 'it answered 500'), run('elsewhere', 'passed')), own);
    expect(problems).toEqual(['fails']);
    expect(fails[0]?.says).toMatch(/: at “open it”, it answered 500$/);
    expect(fails[0]?.details.proof[0]).toMatchObject({
      says: expect.stringContaining('2 times'),
      lines: [expect.stringContaining('GET https://app.acme.test/x → 500')],
    });
  });

  test('passes, is open, or is not there', () => {
    expect(judgeOne(check, journeys(run(flow, 'passed')), own).passes).toEqual([`${flow} in 1.2 s`]);
    expect(judgeOne(check, journeys(run(flow, 'unknown', 'no browser')), own).unknown).toEqual(['no browser']);
    expect(judgeOne(check, journeys(run('elsewhere', 'passed')), own).unknown).toHaveLength(1);
    const intent = { journeys: { accounts: [], without: [flow as never], own: [] } };
    expect(judgeOne(check, journeys(), { intent }).notApplicable).toHaveLength(1);
  });

  test('a failure is not hidden by what is open beside it', () => {
    const judged = judgeOne(check, journeys(run(flow, 'unknown', 'no browser'), run(flow, 'failed', 'boom')), own);
    expect([judged.problems, judged.unknown]).toEqual([['fails'], ['no browser']]);
  });
});
