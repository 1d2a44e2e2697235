import { describe, expect, test } from 'vitest';
import { caaOf, declared, hostSubject, leadsTo, server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { DelegationSeen } from '../../evidence/domain/delegation.ts';
import type { DoubledNames } from '../../evidence/domain/doubled-names.ts';
import type { ZoneTransfer } from '../../evidence/domain/zone-transfer.ts';
import { quote } from '../../model/text.ts';
import { addressSplit } from './address-split.ts';
import { apexAlias } from './apex-alias.ts';
import { caaHosting } from './caa-hosting.ts';
import { delegationCheck } from './delegation.ts';
import { doubledNamesCheck } from './doubled-names.ts';
import { zoneTransferCheck } from './zone-transfer.ts';

const app = { subject: hostSubject('app.acme.test'), intent: { hosts: [declared('app.acme.test')] } };
const at = (one: ReturnType<typeof server>) => ({ seen: servedBy(one) });

describe('the domain as an alias', () => {
  test('hides its mail: alias', () => {
    const judged = judgeOne(apexAlias, at(server('a.ns.test', { alias: quote('cname.vercel-dns.com') })));
    expect(judged.problems).toEqual(['alias']);
    expect(judged.fails[0]?.details.fix?.steps[1]).toContain('Delete the CNAME record with the name "@"');
  });
  test('is none when it is flattened, and cannot be told when nobody answers', () => {
    expect(judgeOne(apexAlias, at(server('a.ns.test'))).problems).toEqual([]);
    expect(judgeOne(apexAlias, at(server('a.ns.test', { answer: 'timeout', authoritative: false }))).unknown).toHaveLength(1);
  });
});

describe('addresses that do not belong together', () => {
  const judge = (...addresses: readonly string[]) => judgeOne(addressSplit, { host: leadsTo(...addresses) }, app).problems;
  test.each<[string, readonly string[], readonly string[]]>([
    ['one platform', ['76.76.21.21'], []],
    ['a new address of the same platform', ['76.76.21.21', '203.0.113.7'], []],
    ['two platforms', ['76.76.21.21', '75.2.60.5'], ['two-platforms']],
    ['IPv6 from somewhere else', ['76.76.21.21', '2001:db8::1'], ['ipv6-left-behind']],
    ['a platform that has IPv6', ['185.199.108.153', '2001:db8::1'], []],
    ['nobody we know', ['203.0.113.7', '2001:db8::1'], []],
  ])('%s', (_name, addresses, problems) => expect(judge(...addresses)).toEqual(problems));
  test('behind an alias are its owner’s affair', () => {
    const host = { ...leadsTo('76.76.21.21', '2001:db8::1'), chain: ['cname.vercel-dns.com'] };
    expect(judgeOne(addressSplit, { host }, app).notApplicable).toHaveLength(1);
  });
});

describe('CAA and the hosting', () => {
  const judge = (lines: readonly string[], more = {}) => judgeOne(caaHosting, { caa: caaOf(...lines), host: leadsTo('76.76.21.21'), ...more }, app);
  test('forbidden, allowed, unrestricted', () => {
    expect(judge(['0 issue digicert.com']).problems).toEqual(['forbids-platform']);
    expect(judge(['0 issue digicert.com', '0 issue letsencrypt.org']).problems).toEqual([]);
    expect(judge([]).passes).toHaveLength(1);
  });
  test('a certificate that is there counts more than what we know of the platform', () => {
    expect(judge(['0 issue digicert.com'], { tls: { addresses: [{ trust: 'trusted', chain: [] }] } })).toMatchObject({
      problems: [],
      notApplicable: [/renewal/],
    });
  });
});

describe('names with the domain in them twice', () => {
  const found = (type: string, text: string): DoubledNames => ({
    status: 'some',
    tried: [],
    found: [{ name: 'www.acme.test.acme.test', meant: 'www.acme.test', type, text: quote(text) }],
    lines: [],
  });
  test.each([
    ['TXT', '"v=spf1 " "-all"', 'v=spf1 -all'],
    ['MX', '10 mx.acme.test', '10 mx.acme.test'],
  ])('%s: doubled, and the fix moves it', (type, text, moved) => {
    const judged = judgeOne(doubledNamesCheck, { seen: found(type, text) });
    expect(judged.problems).toEqual(['doubled']);
    expect(judged.fails[0]?.details.fix?.steps.join(' ')).toContain(moved);
  });
  test('hidden by a wildcard', () =>
    expect(judgeOne(doubledNamesCheck, { seen: { status: 'hidden', tried: [], found: [], lines: [] } }).notApplicable).toHaveLength(1));
});

describe('handing out the zone', () => {
  const seen = (answer: ZoneTransfer['servers'][number]['answer']): ZoneTransfer => ({
    servers: [{ name: 'a.ns.test', address: '198.51.100.1', answer, records: 9, names: [] }],
  });
  test('open, refused, unanswered, not asked', () => {
    expect(judgeOne(zoneTransferCheck, { seen: seen('open') }).problems).toEqual(['open']);
    expect(judgeOne(zoneTransferCheck, { seen: seen('refused') }).passes).toHaveLength(1);
    expect(judgeOne(zoneTransferCheck, { seen: seen('unanswered') }).unknown).toHaveLength(1);
    expect(judgeOne(zoneTransferCheck, {}).notApplicable).toHaveLength(1);
  });
});

describe('registrar and zone', () => {
  const above = (names: readonly string[], glue: DelegationSeen['glue'] = []): DelegationSeen => ({
    status: 'delegated',
    parent: 'test',
    names,
    glue,
    lines: [],
  });
  const judge = (seen: DelegationSeen) => judgeOne(delegationCheck, { above: seen, below: servedBy(server('a.ns.test'), server('b.ns.test')) }).problems;
  test.each<[string, DelegationSeen, readonly string[]]>([
    ['the same', above(['a.ns.test', 'b.ns.test']), []],
    ['one more', above(['a.ns.test', 'b.ns.test', 'c.ns.test']), ['sets-differ']],
    ['one less', above(['a.ns.test']), ['sets-differ']],
    ['none in common', above(['x.other.test', 'y.other.test']), ['two-hosts']],
    ['glue that fits in part', above(['a.ns.test', 'b.ns.test'], [{ name: 'a.ns.test', addresses: ['198.51.97.1', '203.0.113.9'] }]), []],
    ['old glue', above(['a.ns.test', 'b.ns.test'], [{ name: 'a.ns.test', addresses: ['203.0.113.9'] }]), ['glue-differs']],
    ['no glue', above(['a.ns.test', 'b.ns.test'], [{ name: 'a.ns.test', addresses: [] }]), ['glue-missing']],
    ['servers of both zones', { ...above([]), status: 'same-servers' }, []],
  ])('%s', (_name, seen, problems) => expect(judge(seen)).toEqual(problems));
  test('one of two name servers silent says nothing about the list', () => {
    const below = servedBy(server('a.ns.test'), server('b.ns.test', { answer: 'timeout', authoritative: false, names: null }));
    expect(judgeOne(delegationCheck, { above: above(['a.ns.test', 'b.ns.test']), below }).problems).toEqual([]);
  });
});
