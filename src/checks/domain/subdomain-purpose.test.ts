import { expect, test } from 'vitest';
import { assumed, declared, hostSubject, leadsNowhere, leadsTo } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { DeclaredHost } from '../../model/intent.ts';
import { subdomainPurpose } from './subdomain-purpose.ts';

const there = leadsTo('203.0.113.7');
const cases: readonly (readonly [string, string, DeclaredHost | undefined, typeof there, readonly string[]])[] = [
  ['declared with a purpose', 'app.acme.test', declared('app.acme.test'), there, []],
  ['declared as other without owner', 'x.acme.test', declared('x.acme.test', 'other'), there, ['no-purpose']],
  ['declared as other with owner', 'x.acme.test', { ...declared('x.acme.test', 'other'), owner: 'Ada' }, there, []],
  ['assumed and there', 'www.acme.test', assumed('www.acme.test', 'www'), there, []],
  ['assumed and not there', 'www.acme.test', assumed('www.acme.test', 'www'), leadsNowhere('nxdomain'), []],
  ['found, harmless name', 'docs.acme.test', undefined, there, ['unknown']],
  ['found, name of work in progress', 'staging.acme.test', undefined, there, ['unknown-sensitive']],
  ['found, but leads nowhere', 'staging.acme.test', undefined, leadsNowhere('nxdomain', 'gone.test'), []],
  ['found, but only inside', 'staging.acme.test', undefined, leadsTo('10.0.0.5'), ['unknown']],
];
test.each(cases)('%s', (_name, name, known, host, problems) => {
  expect(judgeOne(subdomainPurpose, { host }, { subject: hostSubject(name), intent: { hosts: known ? [known] : [] } }).problems).toEqual(problems);
});
