import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { makeAssessment, makeFinding, makeWaiver } from '../../test/assessment-fixture.ts';
import * as named from '../../test/assessments.ts';
import { hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import type { Assessment } from '../model/assessment.ts';
import { junit } from './junit.ts';

/** Elements in order, each with its attributes. */
function elementsOf(xml: string): { name: string; attributes: Record<string, string> }[] {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => void elements.push({ name, attributes }) }, { xmlMode: true });
  parser.end(xml);
  return elements;
}
const shape = (assessment: Assessment): string[] => elementsOf(junit(assessment)).map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`);

test('one suite per stage, and the figures add up', () => {
  const elements = elementsOf(junit(named.fixFirst));
  const [root, ...rest] = elements;
  expect(root?.attributes).toMatchObject({ tests: '25', failures: '4', errors: '5', skipped: '1' });
  const number = (name: string): number => rest.filter((element) => element.name === name).length;
  expect([number('testcase'), number('failure'), number('error'), number('skipped')]).toEqual([25, 4, 5, 1]);
  // Mere advice stops nobody's build; its text is there all the same.
  expect(number('system-out')).toBe(1);
  const suites = rest.filter(({ name }) => name === 'testsuite');
  expect(suites.map(({ attributes }) => attributes['name'])).toEqual([
    'audit',
    'domain',
    'edge',
    'secrets',
    'email',
    'performance',
    'monitoring',
    'resilience',
    'ai',
  ]);
  expect(suites.reduce((sum, { attributes }) => sum + Number(attributes['tests']), 0)).toBe(25);
});

test('a waived failure is skipped', () => {
  const finding = makeFinding({ check: 'edge/hsts', problem: 'missing' });
  const { verdicts } = makeAssessment({ findings: [finding] });
  expect(shape(makeAssessment({ verdicts, waived: [{ finding, waiver: makeWaiver(finding) }] }))).toContain('skipped message');
});

test('hostile text changes no element and no attribute, and every character is one of XML', () => {
  const random = seeded(4);
  const expected = shape(named.fixFirst);
  for (let run = 0; run < 25; run++) {
    const hostile = mapOutside(named.fixFirst, (text, path) => (/fingerprint$|findings\.\d+$/u.test(path) ? text : text + hostileText(random)));
    expect(shape(hostile)).toEqual(expected);
    expect(junit(hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|#39);)/u);
    expect(junit(hostile).isWellFormed()).toBe(true);
  }
});
