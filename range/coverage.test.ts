import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../src/checks/index.gen.ts';
import { SCENARIOS } from './scenarios/index.ts';

const scenarios = Object.values(SCENARIOS).flat();
const named = new Set(scenarios.flatMap(({ finds, also }) => [...finds, ...(also ?? [])]).map((text) => text.split('@')[0]));
const known = new Set(checks.flatMap(({ id, problems }) => Object.keys(problems).map((problem) => `${id}:${problem}`)));

/** The text of the tests beside the checks of an area, with which a problem may have its own case. */
const casesOf = (area: string): string =>
  globSync(join(import.meta.dirname, '..', 'src', 'checks', area, '*.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

test('every problem of every check is produced by a scenario or by a case beside the check', () => {
  const cases = new Map([...new Set(checks.map(({ id }) => id.split('/')[0] ?? ''))].map((area) => [area, casesOf(area)]));
  const hasCase = (problem: string): boolean => {
    const [check = '', code] = problem.split(':');
    return new RegExp(`['"\`:]${code}['"\`@]`).test(cases.get(check.split('/')[0] ?? '') ?? '');
  };
  expect(known.size).toBeGreaterThan(60);
  expect([...known].filter((problem) => !named.has(problem) && !hasCase(problem))).toEqual([]);
});

test('scenarios name only problems and checks that exist', () => {
  expect([...named].filter((problem) => problem !== undefined && !known.has(problem))).toEqual([]);
  const ids = new Set(checks.map(({ id }) => id));
  expect(scenarios.flatMap(({ unknown }) => unknown ?? []).filter((text) => !ids.has(text.split('@')[0] ?? ''))).toEqual([]);
});

test('scenario names tell them apart', () => {
  const names = scenarios.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
