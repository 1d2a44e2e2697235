import { describe, expect, test } from 'vitest';
import { server, servedBy } from '../../../test/support/domain-facts.ts';
import { ROOT, type Say, soa } from '../../../test/support/in-memory-dns.ts';
import { appBut } from '../../../range/faults/change.ts';
import { withRecords } from '../../../range/faults/dns.ts';
import { alsoAt } from '../../../range/faults/web.ts';
import { page } from '../../../range/healthy.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import { lookAtDns } from '../../../test/support/look-at-dns.ts';
import { type Line, zone } from '../../../test/support/zone-answers.ts';
import { zoneDns } from '../../../test/support/zone-dns.ts';
import type { AddressViews } from '../../evidence/domain/address-views.ts';
import type { DelegationSeen } from '../../evidence/domain/delegation.ts';
import type { DoubledNames } from '../../evidence/domain/doubled-names.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import type { HostDelegation } from '../../evidence/domain/host-delegation.ts';
import type { NameServerTransport } from '../../evidence/domain/name-server-transport.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import type { Ownership } from '../../evidence/domain/ownership.ts';
import type { Propagation } from '../../evidence/domain/propagation.ts';
import type { Wildcard } from '../../evidence/domain/wildcard.ts';
import type { ZoneTransfer } from '../../evidence/domain/zone-transfer.ts';
import type { Zone } from '../../formats/zone.ts';
import { addressViewsProbe } from './address-views.ts';
import { delegationProbe } from './delegation.ts';
import { doubledNamesProbe } from './doubled-names.ts';
import { hostDelegationProbe } from './host-delegation.ts';
import { nameServerTransportProbe } from './name-server-transport.ts';
import { nameServersProbe } from './name-servers.ts';
import { ownershipProbe } from './ownership.ts';
import { propagationProbe } from './propagation.ts';
import { zoneTransferProbe } from './zone-transfer.ts';

const LINES: readonly Line[] = [
  ['@', 'NS', 'ns1.acme.test.'],
  ['@', 'NS', 'ns2.acme.test.'],
  ['ns1', 'A', '198.51.100.1'],
  ['ns2', 'A', '198.51.100.2'],
  ['@', 'A', '203.0.113.7'],
  ['@', 'TXT', 'v=spf1 -all'],
  ['@', 'MX', '10 mx.acme.test.'],
  ['www', 'CNAME', 'acme.test.'],
];
const acme = (...more: readonly Line[]): Zone => zone('acme.test', ...LINES, ...more);
const around = [zone('test', ['@', 'NS', 'ns.test.']), zone('')];
const both = (first: Zone, second: Zone) => ({ '198.51.100.1': { zones: [first] }, '198.51.100.2': { zones: [second] } });
const host = (name: string) => ({ kind: 'host', name, parent: 'domain:acme.test' }) as const;
const NONE: Wildcard = { status: 'none', asked: 'x.acme.test', addresses: [], chain: [], lines: [] };

describe('the delegation', () => {
  const root = zone('', ['test.', 'NS', 'ns.test.'], ['ns.test.', 'A', '198.51.100.3']);
  const parent = zone('test', ['@', 'NS', 'ns.test.'], ['ns', 'A', '198.51.100.3'], ['acme', 'NS', 'ns1.acme.test.'], ['ns1.acme', 'A', '198.51.100.1']);
  const above = { [ROOT.address]: { zones: [root] }, '198.51.100.3': { zones: [parent] }, ...both(acme(), acme()) };
  test('is what the zone above says, with addresses', async () => {
    const { value } = await lookAtDns<DelegationSeen>(delegationProbe, zoneDns([], above));
    expect(value).toMatchObject({ status: 'delegated', parent: 'test', names: ['ns1.acme.test'], glue: [{ addresses: ['198.51.100.1'] }] });
    expect(value.lines.join(' ')).toContain('@198.51.100.3 acme.test. 300 IN NS ns1.acme.test');
  });
  test('decides that servers are asked that only the registrar names', async () => {
    const given = { delegation: { status: 'delegated', names: ['ns1.acme.test', 'ns3.acme.test'] } };
    const { value } = await lookAtDns<NameServers>(nameServersProbe, zoneDns([acme(), ...around], above), { given });
    expect(value.servers.map(({ name }) => name)).toEqual(['ns1.acme.test', 'ns2.acme.test', 'ns3.acme.test']);
  });
});

describe('how name servers speak', () => {
  const seen = servedBy(server('ns1.acme.test', { address: '198.51.100.1' }));
  const answering: Say = ({ name }) => ({ aa: true, answers: [{ ...soa('acme.test'), name }] });
  const look = async (say: Say, given: NameServers = seen) => lookAtDns<NameServerTransport>(nameServerTransportProbe, say, { given: { seen: given } });
  const tcpFails =
    (at: readonly string[]): Say =>
    (asking) =>
      asking.transport === 'tcp' && at.includes(asking.server) ? 'refused' : answering(asking);

  test('over both transports', async () => {
    expect((await look(answering)).value.servers).toMatchObject([{ tcp: 'ok', edns: 'ignored', resolves: null }]);
  });
  test('without TCP, when others can be reached so', async () => {
    expect(await look(tcpFails(['198.51.100.1']))).toMatchObject({ complete: true, value: { servers: [{ tcp: 'refused' }] } });
  });
  test('nobody over TCP: it may be this network', async () => {
    const { value, complete } = await look(tcpFails(['198.51.100.1', ROOT.address]));
    expect(value.servers[0]?.tcp).toBe('unseen');
    expect(complete).toMatchObject([{ part: 'tcp' }]);
  });
  test('a stranger’s question is only put to one that offers to answer it', async () => {
    const open = servedBy(server('ns1.acme.test', { address: '198.51.100.1', recursive: true }));
    const resolving: Say = (asking) => (asking.name.endsWith('.invalid') ? { rcode: 3, ra: true } : answering(asking));
    expect((await look(resolving, open)).value.servers[0]?.resolves).toBe(true);
    expect((await look((asking) => (asking.name.endsWith('.invalid') ? { rcode: 5, ra: true } : answering(asking)), open)).value.servers[0]?.resolves).toBe(
      false,
    );
  });
  test('with no server that answers there is nothing to ask', async () => {
    await expect(look(answering, servedBy(server('ns1.acme.test', { answer: 'timeout' })))).rejects.toMatchObject({ code: 'needs-unseen' });
  });
});

describe('a zone transfer', () => {
  const seen = servedBy(server('ns1.acme.test', { address: '198.51.100.1' }));
  const look = async (say: Say) => (await lookAtDns<ZoneTransfer>(zoneTransferProbe, say, { given: { seen } })).value.servers[0];
  const record = { type: 'A', name: 'admin.acme.test', ttl: 60, data: '203.0.113.7' } as const;
  test('is stopped at the first message, which is proof enough', async () => {
    expect(await look(() => ({ aa: true, answers: [soa('acme.test'), record] }))).toMatchObject({
      answer: 'open',
      records: 2,
      names: ['acme.test', 'admin.acme.test'],
    });
  });
  test('refused, politely refused, or not answered', async () => {
    expect(await look(() => ({ rcode: 5 }))).toMatchObject({ answer: 'refused' });
    expect(await look(() => ({ aa: true, answers: [soa('acme.test')] }))).toMatchObject({ answer: 'refused' });
    expect(await look(() => 'refused')).toMatchObject({ answer: 'unanswered' });
    expect(await look(() => new Uint8Array([1, 2, 3]))).toMatchObject({ answer: 'unanswered' });
  });
  test('is not asked for where nobody answers', async () => {
    const given = { seen: servedBy(server('ns1.acme.test', { answer: 'timeout', authoritative: false })) };
    await expect(lookAtDns(zoneTransferProbe, () => 'silent', { given })).rejects.toMatchObject({ code: 'needs-unseen' });
  });
});

describe('doubled names', () => {
  const look = async (...lines: readonly Line[]) =>
    lookAtDns<DoubledNames>(doubledNamesProbe, zoneDns([acme(...lines), ...around]), { given: { wildcard: NONE } });
  test('are excluded for all names by one question', async () => {
    const { value, asked } = await look();
    expect(value.status).toBe('none');
    expect(asked).toHaveLength(1);
  });
  test('are found where the doubled domain exists', async () => {
    const { value } = await look(['www.acme.test', 'CNAME', 'acme.test.'], ['acme.test', 'MX', '10 mx.acme.test.']);
    expect(value.found.map(({ meant, type }) => `${meant} ${type}`).sort()).toEqual(['acme.test MX', 'www.acme.test CNAME']);
  });
  test('cannot be told below a wildcard', async () => {
    const given = { wildcard: { ...NONE, status: 'wildcard' } };
    expect((await lookAtDns<DoubledNames>(doubledNamesProbe, zoneDns([acme(), ...around]), { given })).value.status).toBe('hidden');
  });
});

describe('propagation', () => {
  const servers = both(acme(['app', 'A', '203.0.113.8']), acme(['app', 'A', '203.0.113.8']));
  const seen = servedBy(server('ns1.acme.test', { address: '198.51.100.1' }), server('ns2.acme.test', { address: '198.51.100.2' }));
  const intent = { hosts: [{ name: 'app.acme.test', purpose: 'app', declared: true }] } as const;
  const old = zoneDns([acme(['app', 'A', '198.18.0.9']), ...around]);
  test('compares every name server and every resolver', async () => {
    const now = zoneDns([acme(['app', 'A', '203.0.113.8']), ...around], servers);
    const say: Say = (asking) => (asking.server === '192.0.2.2' ? old(asking) : now(asking));
    const { value, complete } = await lookAtDns<Propagation>(propagationProbe, say, { given: { seen }, intent, resolvers: ['192.0.2.1', '192.0.2.2'] });
    const app = value.names.find(({ name }) => name === 'app.acme.test');
    expect(app?.views.map(({ server: at, kind, values }) => `${at} ${kind} ${values.join()}`)).toEqual([
      'ns1.acme.test authority 203.0.113.8',
      'ns2.acme.test authority 203.0.113.8',
      '192.0.2.1 resolver 203.0.113.8',
      '192.0.2.2 resolver 198.18.0.9',
    ]);
    expect(complete).toBe(true);
  });
  test('says so when there is only one resolver, and that silence is no absence', async () => {
    const { value, complete } = await lookAtDns<Propagation>(propagationProbe, () => 'silent', { given: { seen }, intent });
    expect(complete).toMatchObject([{ part: 'resolvers' }]);
    expect(new Set(value.names.flatMap(({ views }) => views.map(({ answer }) => answer)))).toEqual(new Set(['unknown']));
  });
});

describe('ownership', () => {
  const vercel: HostAddresses = { status: 'present', chain: ['cname.vercel-dns.com'], addresses: [] };
  const look = async (lines: readonly Line[], given = vercel) =>
    (await lookAtDns<Ownership>(ownershipProbe, zoneDns([acme(...lines), ...around]), { subject: host('app.acme.test'), given: { host: given } })).value.status;
  test('is proven by a text that names the host, and needed only at platforms that know such a text', async () => {
    expect(await look([['_vercel', 'TXT', 'vc-domain-verify=app.acme.test,abc']])).toBe('proven');
    expect(await look([['_vercel', 'TXT', 'vc-domain-verify=www.acme.test,abc']])).toBe('unproven');
    expect(await look([])).toBe('unproven');
    expect(await look([], { ...vercel, chain: [] })).toBe('none');
  });
});

describe('a host that hangs on name servers of its own', () => {
  const root = zone('', ['test.', 'NS', 'ns.test.'], ['ns.test.', 'A', '198.51.100.3']);
  const parent = zone('test', ['@', 'NS', 'ns.test.'], ['ns', 'A', '198.51.100.3'], ['acme', 'NS', 'ns1.acme.test.'], ['ns1.acme', 'A', '198.51.100.1']);
  const cut = acme(['app', 'NS', 'ns.own.test.']);
  const own = (fault?: 'silent' | 'refused') => ({ zones: [], ...(fault && { fault }) });
  const look = async (at: ReturnType<typeof own> | { zones: Zone[] }, given = {}) => {
    const servers = { [ROOT.address]: { zones: [root] }, '198.51.100.3': { zones: [parent] }, ...both(cut, cut), '198.51.100.9': at };
    const say = zoneDns([zone('own.test', ['ns', 'A', '198.51.100.9']), cut, ...around], servers);
    return (await lookAtDns<HostDelegation>(hostDelegationProbe, say, { subject: host('app.acme.test'), given })).value;
  };
  test('that refuse, serve, or are silent', async () => {
    expect(await look(own())).toMatchObject({ status: 'delegated', servers: [{ name: 'ns.own.test', state: 'lame' }] });
    expect((await look({ zones: [zone('app.acme.test')] })).servers).toMatchObject([{ state: 'serves' }]);
    expect((await look(own('silent'))).servers).toMatchObject([{ state: 'silent' }]);
  });
  test('is not looked for when the host can be looked up', async () => {
    expect((await look(own(), { host: { status: 'present' } })).status).toBe('answers');
  });
});

describe('what each address of a host shows', () => {
  const given = { vantage: { dns: 'works', resolvers: [], ipv6: false } };
  const more = withRecords(['app', 'A', '203.0.113.241']);
  test('is seen address by address; one that does not answer has failed, and shows nothing', async () => {
    const both = await lookAtHost<AddressViews>(addressViewsProbe, 'app.acme.example', appBut(more, alsoAt('app', '203.0.113.241', page('Old'))), given);
    expect(both.value.views.map(({ status, title }) => `${status} ${title}`)).toEqual(['200 Acme app', '200 Old']);
    const half = await lookAtHost<AddressViews>(addressViewsProbe, 'app.acme.example', appBut(more), given);
    expect(half.value.views.map(({ outcome }) => outcome)).toEqual(['answered', 'failed']);
  });
  test('is not asked of a host with one address', async () => {
    expect(await lookAtHost<AddressViews>(addressViewsProbe, 'app.acme.example', appBut(), given)).toMatchObject({ value: { views: [] }, connections: 0 });
  });
});
