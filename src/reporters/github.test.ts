import { expect, test } from 'vitest';
import { makeAssessment, makeFinding } from '../../test/assessment-fixture.ts';
import * as named from '../../test/assessments.ts';
import { hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import { githubAnnotations, stepSummary } from './github.ts';

const COMMAND = /^::(?:error|warning|notice) (?:file=[^:,]+,line=\d+,)?title=[^:,]+::[^\n]*$/u;

test('an error names file, line and title, and says what to do', () => {
  expect(githubAnnotations(named.fixFirst).split('\n')[0]).toBe(
    '::error file=.env.production,line=3,title=Launch blocker%3A repository::A key of the model provider was committed and is still in the history%0ASeen: A line of the form of a provider key%0AFix: Revoke the key at the provider first; deleting the file does not help. (30 min)',
  );
});

test('at most ten annotations of a kind', () => {
  const findings = Array.from({ length: 40 }, (_, at) => makeFinding({ check: `domain/thing-${at}`, problem: 'missing' }));
  const lines = githubAnnotations(makeAssessment({ findings })).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(11);
  expect(lines.at(-1)).toContain('31 more findings in the report');
});

test('hostile text gives the same number of commands, each well formed', () => {
  const random = seeded(5);
  const expected = githubAnnotations(named.fixFirst).split('\n').length;
  for (let run = 0; run < 25; run++) {
    const lines = githubAnnotations(mapOutside(named.fixFirst, (text) => (random() < 0.5 ? hostileText(random) : text + hostileText(random)))).split('\n');
    expect(lines.length).toBe(expected);
    expect(lines.filter((line) => line !== '' && !COMMAND.test(line))).toEqual([]);
  }
});

test('the summary of a very large assessment stays below 1 MiB', () => {
  const findings = Array.from({ length: 5000 }, (_, at) => makeFinding({ check: `domain/thing-${at}`, problem: 'missing', says: 'x'.repeat(5000) }));
  expect(new TextEncoder().encode(stepSummary(makeAssessment({ findings }))).length).toBeLessThan(200_000);
});
