import { describe, expect, test } from 'vitest';
import { caaOf, declared, hostSubject, leadsTo, server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { AddressView } from '../../evidence/domain/address-views.ts';
import type { DelegationSeen } from '../../evidence/domain/delegation.ts';
import type { DoubledNames } from '../../evidence/domain/doubled-names.ts';
import type { HostDelegation } from '../../evidence/domain/host-delegation.ts';
import type { View } from '../../evidence/domain/propagation.ts';
import type { ZoneTransfer } from '../../evidence/domain/zone-transfer.ts';
import { quote } from '../../model/text.ts';
import { addressSplit } from './address-split.ts';
import { addressViewsCheck } from './address-views.ts';
import { apexAlias } from './apex-alias.ts';
import { caaHosting } from './caa-hosting.ts';
import { claimableMail } from './claimable-mail.ts';
import { delegationCheck } from './delegation.ts';
import { danglingDelegation } from './dangling-delegation.ts';
import { doubledNamesCheck } from './doubled-names.ts';
import { propagationCheck } from './propagation.ts';
import { unclaimedHost } from './unclaimed-host.ts';
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
  test('open, refused, unanswered', () => {
    expect(judgeOne(zoneTransferCheck, { seen: seen('open') }).problems).toEqual(['open']);
    expect(judgeOne(zoneTransferCheck, { seen: seen('refused') }).passes).toHaveLength(1);
    expect(judgeOne(zoneTransferCheck, { seen: seen('unanswered') }).unknown).toHaveLength(1);
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

describe('propagation', () => {
  const view = (server: string, kind: View['kind'], value: string, serial: number | null = null): View => ({
    server,
    kind,
    answer: 'present',
    values: [quote(value)],
    ttl: 600,
    serial,
  });
  const judge = (...views: readonly View[]) => judgeOne(propagationCheck, { seen: { names: [{ name: 'app.acme.test', type: 'A', views }], resolvers: 1 } });
  const new1 = view('a.ns.test', 'authority', '203.0.113.8', 7);
  test('a resolver that remembers the old answer: until when', () => {
    const judged = judge(new1, view('192.0.2.53', 'resolver', '198.18.0.9'));
    expect(judged.problems).toEqual(['resolver-behind']);
    expect(judged.fails[0]?.says).toContain('(198.18.0.9), until 2026-11-25 00:10 UTC');
  });
  test.each<[string, readonly View[], readonly string[]]>([
    ['a name server with the older zone', [new1, view('b.ns.test', 'authority', '198.18.0.9', 6)], ['server-behind']],
    [
      'serial numbers go round',
      [view('a.ns.test', 'authority', '203.0.113.8', 2), view('b.ns.test', 'authority', '198.18.0.9', 4_294_967_290)],
      ['server-behind'],
    ],
    ['other answers of the same version: by place or load', [new1, view('b.ns.test', 'authority', '198.18.0.9', 7)], []],
    ['other addresses of one pool', [new1, view('192.0.2.53', 'resolver', '203.0.200.1')], []],
    [
      'name servers that do not agree decide nothing about resolvers',
      [new1, view('b.ns.test', 'authority', '203.0.113.9', 7), view('r', 'resolver', '198.18.0.9')],
      [],
    ],
    ['a resolver that did not say', [new1, { ...view('r', 'resolver', 'x'), answer: 'unknown', values: [] }], []],
  ])('%s', (_name, views, problems) => expect(judge(...views).problems).toEqual(problems));
  test('no name server: unknown', () => expect(judge(view('r', 'resolver', '203.0.113.8')).unknown).toHaveLength(1));
});

describe('a host that a platform does not know', () => {
  const host = { ...leadsTo('76.76.21.21'), chain: ['cname.vercel-dns.com'] };
  const walk = (by?: string) => ({ end: 'answered', hops: [], next: null, failure: null, recognised: by ? { kind: 'platform-error', by, sign: 'x' } : null });
  const judge = (by: string | undefined, more = {}, options: Parameters<typeof judgeOne>[2] = { subject: hostSubject('old.acme.test') }) =>
    judgeOne(unclaimedHost, { host, http: { root: { https: walk(by), http: walk() } }, ...more }, options);
  test('unclaimed: removed where nobody declared it, attached where somebody did', () => {
    expect(judge('vercel').fails[0]?.details.fix?.changes).toMatchObject([{ op: 'remove', name: 'old.acme.test' }]);
    expect(judge('vercel', {}, app).fails[0]?.details.fix?.changes).toBeUndefined();
    expect(judge('vercel').fails[0]?.details.grade).toBe('inferred');
  });
  test('answers, is another platform’s, is tied to an account, or was not seen', () => {
    expect(judge(undefined).passes).toHaveLength(1);
    expect(judge('netlify').passes).toHaveLength(1);
    expect(judge('vercel', { ours: { status: 'proven', at: [], texts: [quote('vc-domain-verify=')] } }).passes).toHaveLength(1);
    expect(judge('vercel', { http: undefined }).unknown).toHaveLength(1);
  });
  test('a wildcard record is what is removed when the host lives by it', () => {
    const wild = { status: 'wildcard', asked: 'x', addresses: [], chain: ['cname.vercel-dns.com'], lines: [] };
    expect(judge('vercel', { wild }).fails[0]?.details.fix?.steps.join(' ')).toContain('"*"');
  });
});

describe('a host that hangs on name servers of its own', () => {
  const seen = (...states: HostDelegation['servers'][number]['state'][]): HostDelegation => ({
    status: 'delegated',
    servers: states.map((state, at) => ({ name: `ns${at}.own.test`, address: null, state, line: quote('@') })),
  });
  test.each<[string, HostDelegation, readonly string[]]>([
    ['all lame or lost', seen('lame', 'lost'), ['dead']],
    ['one serves', seen('lame', 'serves'), []],
    ['one of two silent', seen('lame', 'silent'), []],
    ['not delegated', { status: 'inside', servers: [] }, []],
  ])('%s', (_name, given, problems) => expect(judgeOne(danglingDelegation, { seen: given }, app).problems).toEqual(problems));
});

describe('mail to a domain that is for sale', () => {
  const seen = (status: 'present' | 'lost' | 'unknown', lostIn: string | null) => ({ targets: [{ host: 'mx.gone.co.uk', status, lostIn, lines: [] }] });
  test.each([
    ['denied by the registry', seen('lost', 'co.uk'), ['claimable']],
    ['denied by its own domain', seen('lost', 'gone.co.uk'), []],
    ['there', seen('present', null), []],
  ])('%s', (_name, given, problems) => expect(judgeOne(claimableMail, { seen: given }).problems).toEqual(problems));
  test('not known', () => expect(judgeOne(claimableMail, { seen: seen('unknown', null) }).unknown).toHaveLength(1));
});

describe('what each address shows', () => {
  const view = (address: string, more: Partial<AddressView>): AddressView => {
    const plain = { outcome: 'answered', status: 200, title: quote('Acme'), sendsTo: null, foreign: null, line: quote('') } as const;
    return { address, family: 4, ...plain, ...more };
  };
  const judge = (one: Partial<AddressView>, two: Partial<AddressView>) =>
    judgeOne(addressViewsCheck, { host: leadsTo('203.0.113.1', '203.0.113.2'), seen: { views: [view('203.0.113.1', one), view('203.0.113.2', two)] } }, app);
  test.each<[string, Partial<AddressView>, Partial<AddressView>, readonly string[]]>([
    ['the same', {}, {}, []],
    ['a title that counts', { title: quote('(3) Inbox') }, { title: quote('(12) Inbox') }, []],
    ['other titles', {}, { title: quote('Welcome to nginx') }, ['different-sites']],
    ['a parking page', {}, { foreign: quote('parking (sedo)') }, ['different-sites']],
    ['not found at one', {}, { status: 404, title: null }, ['different-sites']],
    ['in trouble for a moment at one', {}, { status: 502, title: null }, []],
    ['redirects to two places', { status: 301, sendsTo: quote('a.test') }, { status: 301, sendsTo: quote('b.test') }, ['different-sites']],
    ['a page without a title', {}, { title: null }, []],
  ])('%s', (_name, one, two, problems) => expect(judge(one, two).problems).toEqual(problems));
  test('one of two did not answer: unknown, not different', () => {
    expect(judge({}, { outcome: 'failed' })).toMatchObject({ problems: [], unknown: [/fewer than two/] });
  });
});
