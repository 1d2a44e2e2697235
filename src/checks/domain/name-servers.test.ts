import { expect, test } from 'vitest';
import { server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import { quote } from '../../model/text.ts';
import { nameServersCheck } from './name-servers.ts';

const good = server('a.ns.test');
const bad = (answer: NameServers['servers'][number]['answer'], more = {}) => server('b.ns.test', { answer, authoritative: false, ...more });

const cases: readonly (readonly [string, NameServers, readonly string[], 'known' | 'unknown'])[] = [
  ['two good ones', servedBy(good, server('b.ns.test')), [], 'known'],
  ['one of two silent', servedBy(good, bad('timeout')), ['silent'], 'known'],
  ['one of two unreachable', servedBy(good, bad('unreachable')), ['silent'], 'known'],
  ['one refuses', servedBy(good, bad('refused')), ['lame'], 'known'],
  ['one fails', servedBy(good, bad('servfail')), ['lame'], 'known'],
  ['one answers without authority', servedBy(good, bad('ok')), ['lame'], 'known'],
  ['one refers elsewhere', servedBy(good, bad('referral')), ['lame'], 'known'],
  ['one has no address', servedBy(good, bad('no-address')), ['no-address'], 'known'],
  ['the address of one is not known', servedBy(good, bad('address-unknown')), [], 'unknown'],
  ['one sends garbage', servedBy(good, bad('malformed')), [], 'unknown'],
  ['all silent: blocked here', servedBy(server('a.ns.test', { answer: 'timeout', authoritative: false }), bad('timeout')), [], 'unknown'],
  [
    'all answer as resolvers: intercepted',
    servedBy(server('a.ns.test', { authoritative: false, recursive: true }), bad('ok', { recursive: true })),
    [],
    'unknown',
  ],
  ['all lame', servedBy(server('a.ns.test', { answer: 'refused', authoritative: false }), bad('servfail')), ['none-serves'], 'known'],
  ['only one', servedBy(good), ['only-one'], 'known'],
  ['no such domain', { status: 'missing', zone: 'test', names: [], servers: [] }, ['domain-missing'], 'known'],
];
test.each(cases)('%s', (_name, seen, problems, outcome) => {
  const judged = judgeOne(nameServersCheck, { seen });
  expect(judged.problems).toEqual(problems);
  expect(judged.unknown).toHaveLength(outcome === 'unknown' ? 1 : 0);
});

test('a platform’s own domain is not judged', () => {
  const judged = judgeOne(nameServersCheck, { seen: servedBy(good) }, { subject: { kind: 'domain', name: 'acme.vercel.app' } });
  expect(judged).toMatchObject({ problems: [], notApplicable: ['Vercel runs this domain'] });
});

test.each<[string, string, 'ok' | 'timeout' | 'refused', boolean, string[]]>([
  ['a second address that answers too', '198.51.100.9', 'ok', true, []],
  ['a second address that refuses', '198.51.100.9', 'refused', false, ['address-fails']],
  ['a second address that is silent', '198.51.100.9', 'timeout', false, ['address-fails']],
  ['IPv6 that is silent where nothing shows that IPv6 works', '2001:db8::9', 'timeout', false, []],
  ['IPv6 that refuses', '2001:db8::9', 'refused', false, ['address-fails']],
])('%s', (_, address, answer, authoritative, problems) => {
  const others = [{ address, answer, authoritative, serial: authoritative ? 1 : null, line: quote(`@${address}`) }];
  expect(judgeOne(nameServersCheck, { seen: servedBy(server('a.ns.test', { others }), server('b.ns.test')) }).problems).toEqual(problems);
});

test('silence over IPv6 counts where another server answers over it', () => {
  const other = (address: string, answer: 'ok' | 'timeout') => [{ address, answer, authoritative: answer === 'ok', serial: null, line: quote(`@${address}`) }];
  const seen = servedBy(server('a.ns.test', { others: other('2001:db8::9', 'timeout') }), server('b.ns.test', { others: other('2001:db8::8', 'ok') }));
  expect(judgeOne(nameServersCheck, { seen }).fails.map(({ says }) => says)).toEqual([
    'a.ns.test serves acme.test at one of its addresses, but not at 2001:db8::9 (it answers timeout): who asks there waits, or sees an error',
  ]);
});
