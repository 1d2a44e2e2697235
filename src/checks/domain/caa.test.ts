import { expect, test } from 'vitest';
import { caaOf, hostSubject } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { caaCheck } from './caa.ts';

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['none', [], []],
  ['one authority', ['0 issue letsencrypt.org'], []],
  ['with parameters', ['0 issue letsencrypt.org; validationmethods=dns-01'], []],
  ['nobody', ['0 issue ;'], ['nobody-may-issue']],
  ['nobody, written empty', ['0 issue '], ['nobody-may-issue']],
  ['nobody beside somebody', ['0 issue ;', '0 issue pki.goog'], []],
  ['only where to report', ['0 iodef mailto:a@acme.test'], []],
  ['only about wildcards', ['0 issuewild ;'], []],
  ['critical and known', ['128 issue letsencrypt.org'], []],
  ['critical and unknown', ['0 issue letsencrypt.org', '128 tbs unknown'], ['unknown-critical']],
  ['unknown but not critical', ['0 issue letsencrypt.org', '0 tbs unknown'], []],
];
test.each(cases)('%s', (_name, lines, problems) => {
  expect(judgeOne(caaCheck, { hosts: [{ subject: hostSubject('app.acme.test'), value: caaOf(...lines) }] }).problems).toEqual(problems);
});

test('a set at the target of an alias is its owner’s to change', () => {
  const judged = judgeOne(caaCheck, { hosts: [{ subject: hostSubject('app.acme.test'), value: { ...caaOf('0 issue ;'), foundAt: 'edge.host.example' } }] });
  expect(judged.fails[0]?.details.fix?.changes).toBeUndefined();
  expect(judged.fails[0]?.details.fix?.steps[0]).toContain('which you do not run');
});

test('one record is one finding, however many hosts it holds for', () => {
  const hosts = ['app.acme.test', 'www.acme.test'].map((name) => ({ subject: hostSubject(name), value: caaOf('0 issue ;') }));
  expect(judgeOne(caaCheck, { hosts }).fails.map(({ says }) => says)).toEqual([
    'The CAA record at acme.test forbids every certificate authority to issue: the next certificate cannot be had for app.acme.test, www.acme.test',
  ]);
});
