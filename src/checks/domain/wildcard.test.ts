import { expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { wildcardCheck } from './wildcard.ts';

const seen = { status: 'wildcard', asked: 'lr-1.acme.test', addresses: ['203.0.113.9'], chain: [], lines: [] };
const cases: readonly (readonly [string, object, string, readonly string[], string | undefined])[] = [
  ['none', { ...seen, status: 'none', addresses: [] }, 'acme.test', [], undefined],
  ['an address', seen, 'acme.test', ['wildcard'], '*.acme.test. 300 IN A 203.0.113.9'],
  ['an alias', { ...seen, chain: ['x.host.test'] }, 'acme.test', ['wildcard'], '*.acme.test. 300 IN CNAME x.host.test.'],
  ['of a platform', seen, 'vercel.app', [], undefined],
];
test.each(cases)('%s', (_name, value, name, problems, deleted) => {
  const judged = judgeOne(wildcardCheck, { seen: value }, { subject: { kind: 'domain', name } });
  expect(judged.problems).toEqual(problems);
  expect(judged.fails[0]?.details.fix?.snippet?.text).toBe(deleted === undefined ? undefined : `; delete: ${deleted}`);
});
