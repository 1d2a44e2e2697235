import { expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { DeployedCode } from '../../evidence/secrets/deployed-code.ts';
import { quote } from '../../model/text.ts';
import { testModeLive } from './test-mode-live.ts';

const place = { part: 'script' as const, at: quote('https://app.acme.test/a.js'), line: 1, column: 3, modules: [] };
const seen = (format: string, status: DeployedCode['status'] = 'seen'): object => ({
  status,
  secrets: [{ format, class: 'public', sure: true, masked: 'pk_t…zz', fingerprint: null, variables: [], encoding: null, places: [place] }],
  pages: 1,
  files: 1,
  bytes: 1,
  sourceMaps: [],
});
const subject = { kind: 'host', name: 'app.acme.test' } as const;
const judge = (value: object, environment = 'production', purpose = 'app'): ReturnType<typeof judgeOne> =>
  judgeOne(testModeLive, { seen: value }, { subject, intent: { environment, hosts: [{ name: subject.name, purpose, declared: true }] as never } });

test('a key of the test mode where customers are', () => {
  expect(judge(seen('stripe-publishable-test-key')).problems).toEqual(['test-key-served']);
  expect(judge(seen('stripe-publishable-key')).passes).toHaveLength(1);
});
test('where no customer is, it belongs', () => {
  expect(judge(seen('stripe-publishable-test-key'), 'staging').notApplicable).toHaveLength(1);
  expect(judge(seen('stripe-publishable-test-key'), 'production', 'preview').notApplicable).toHaveLength(1);
  expect(judge(seen('stripe-publishable-test-key', 'none')).notApplicable).toHaveLength(1);
});
