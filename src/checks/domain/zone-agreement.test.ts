import { expect, test } from 'vitest';
import { server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { quote } from '../../model/text.ts';
import { zoneAgreement } from './zone-agreement.ts';

const first = server('a.ns.test');
const records = (change: Partial<typeof first.records>) => ({ records: { ...first.records, ...change } });
type Case = readonly [string, Parameters<typeof server>[1], readonly string[], 'known' | 'unknown'];
const cases: readonly Case[] = [
  ['the same', {}, [], 'known'],
  ['other addresses', records({ A: [quote('203.0.113.8')] }), [], 'known'],
  ['no address there', records({ A: [] }), ['disagree'], 'known'],
  ['IPv6 only there', records({ AAAA: [quote('2001:db8::1')] }), ['disagree'], 'known'],
  ['another MX', records({ MX: [quote('10 old.test')] }), ['disagree'], 'known'],
  ['a text more', records({ TXT: [quote('"x"')] }), ['disagree'], 'known'],
  ['no answer about MX', records({ MX: null }), [], 'known'],
  ['other name servers', { names: ['a.ns.test', 'c.ns.test'] }, ['disagree'], 'known'],
  ['only another serial', { serial: 2 }, ['serials-differ'], 'known'],
  ['another serial and another MX: one finding', { serial: 2, ...records({ MX: [] }) }, ['disagree'], 'known'],
  ['silent', { answer: 'timeout', authoritative: false }, [], 'unknown'],
];
test.each(cases)('%s', (_name, change, problems, outcome) => {
  const judged = judgeOne(zoneAgreement, { seen: servedBy(first, server('b.ns.test', change)) });
  expect(judged.problems).toEqual(problems);
  expect(judged.unknown).toHaveLength(outcome === 'unknown' ? 1 : 0);
});

test('the proof shows what each says', () => {
  const judged = judgeOne(zoneAgreement, { seen: servedBy(first, server('b.ns.test', records({ MX: [] }))) });
  expect(judged.fails[0]?.details.proof[1]?.lines).toEqual(['@a.ns.test MX: 10 mx.acme.test', '@b.ns.test MX: (none)']);
});
