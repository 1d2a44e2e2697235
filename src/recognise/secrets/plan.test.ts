import { expect, test } from 'vitest';
import { randomText } from '../../../test/repository/made-up-secrets.ts';
import { secretRules, shapedRules } from '../../data/secret-rules.ts';
import type { SecretRule } from '../../model/secret-rule.ts';
import { compileRules } from './compile-rules.ts';
import { PLAN, PLANNED } from './plan.gen.ts';
import { planRules, readPlan, writePlan } from './plan.ts';
import { compileScanner } from './scanner.ts';

const told = (plan: ReturnType<typeof planRules>): unknown => plan.map(({ lookers, ...word }) => ({ ...word, lookers: lookers() }));

test('what was planned is what the rules say (npm run generate)', () => {
  expect(PLANNED.split(' ')).toEqual(secretRules.map(({ id }) => id));
  expect(told(readPlan(PLAN))).toEqual(told(planRules(secretRules)));
  expect(writePlan(readPlan(PLAN))).toEqual(PLAN);
});

test('every word has somebody who looks at it, and nothing is looked for by a rule that is not wanted', () => {
  const few = compileRules(shapedRules);
  expect(few.words.length).toBeLessThan(readPlan(PLAN).length);
  for (const rules of [compileRules(secretRules), few])
    for (const index of rules.words.keys()) {
      const { detectors, decoders } = rules.at(index);
      expect(detectors.length + decoders.length).toBeGreaterThan(0);
    }
});

test('a rule that was not planned is looked for too', () => {
  const rule: SecretRule = {
    id: 'acme-key',
    says: 'an Acme key',
    provider: 'Acme',
    class: 'secret',
    shapes: ['acmekey_{30a}'],
    selfIdentifying: true,
    bits: 100,
    allows: 'x',
    rotateAt: 'x',
    source: 'https://acme.example',
  };
  const text = Buffer.from(`a = "acmekey_${randomText(30, 3)}"`);
  const found = (rules: readonly SecretRule[]): string[] =>
    compileScanner(rules)
      .scan(text)
      .map(({ format }) => format);
  expect(found([rule])).toEqual(['acme-key']);
  expect(found([...secretRules, rule])).toEqual(['acme-key']);
  expect(found(secretRules)).toEqual([]);
});
