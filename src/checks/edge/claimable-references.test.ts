import { expect, test } from 'vitest';
import { hostSubject } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { TrustedHosts } from '../../evidence/edge/trusted-hosts.ts';
import { quote } from '../../model/text.ts';
import { claimableReferences } from './claimable-references.ts';

type Target = TrustedHosts['targets'][number];
const lost = (host: string, lostIn: string): Target => ({ host, status: 'lost', lostIn, lines: [quote('NXDOMAIN')] });
const there = (host: string): Target => ({ host, status: 'present', lostIn: null, lines: [] });
const open = (host: string): Target => ({ host, status: 'unknown', lostIn: null, lines: [] });
const judge = (target: Target, ...powers: readonly string[]) =>
  judgeOne(
    claimableReferences,
    { seen: { status: 'seen', targets: [target], powers: powers.map((as) => ({ host: target.host, as })) } },
    { subject: hostSubject('app.acme.test') },
  );

test.each<[string, Target, string[], string[]]>([
  ['a script of an unregistered domain', lost('cdn.gone.com', 'com'), ['script'], ['script']],
  ['a script counts more than what else it is', lost('cdn.gone.com', 'com'), ['stylesheet', 'policy', 'script'], ['script']],
  ['a frame of an unregistered domain', lost('cdn.gone.co.uk', 'co.uk'), ['frame'], ['content']],
  ['only let in by the policy', lost('cdn.gone.com', 'com'), ['policy'], ['allowed']],
  ['a name that its own domain denies', lost('old.vendor.com', 'vendor.com'), ['script'], []],
  ['a name at a service that hands them out', lost('widget-1.azurewebsites.net', 'azurewebsites.net'), ['script'], ['script']],
  ['a name that exists', there('cdn.vendor.com'), ['script'], []],
])('%s', (_, target, powers, problems) => {
  expect(judge(target, ...powers).problems).toEqual(problems);
});

test('a name without an answer is unknown, unless only the policy names it', () => {
  expect(judge(open('cdn.vendor.com'), 'script').unknown).toEqual(['it could not be made sure from here whether cdn.vendor.com exists']);
  expect(judge(open('cdn.vendor.com'), 'policy').unknown).toEqual([]);
});

test('of an alias, the name where it ends is lost', () => {
  const alias = (leadsTo: string, lostIn: string): Target => ({ ...lost('cdn.vendor.com', lostIn), leadsTo });
  expect(judge(alias('shop.lapsed.net', 'net'), 'script').fails[0]?.details).toMatchObject({ lost: 'cdn.vendor.com', free: 'lapsed.net' });
  expect(judge(alias('widget-1.azurewebsites.net', 'azurewebsites.net'), 'script').fails[0]?.details).toMatchObject({
    free: 'widget-1.azurewebsites.net',
    grade: 'inferred',
  });
  expect(judge(lost('cdn.vendor.com', 'net'), 'script').problems).toEqual([]);
});

test('what a service may hand out is a guess; what a registry denies is seen', () => {
  expect(judge(lost('widget-1.azurewebsites.net', 'azurewebsites.net'), 'script').fails[0]?.details.grade).toBe('inferred');
  expect(judge(lost('cdn.gone.com', 'com'), 'script').fails[0]?.details).toMatchObject({ grade: 'observed', free: 'gone.com' });
});
