import { describe, expect, test } from 'vitest';
import { lookAtDns } from '../../../test/support/look-at-dns.ts';
import { type Line, zone } from '../../../test/support/zone-answers.ts';
import { serversFromRoot, zoneDns } from '../../../test/support/zone-dns.ts';
import type { Caa } from '../../evidence/domain/caa.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import type { Records } from '../../evidence/domain/records.ts';
import type { Subdomains } from '../../evidence/domain/subdomains.ts';
import type { Wildcard } from '../../evidence/domain/wildcard.ts';
import type { Zone } from '../../formats/zone.ts';
import { probes } from '../index.gen.ts';
import { caaProbe } from './caa.ts';
import { hostAddressesProbe } from './host-addresses.ts';
import { nameServersProbe } from './name-servers.ts';
import { recordsProbe } from './records.ts';
import { subdomainsProbe } from './subdomains.ts';
import { wildcardProbe } from './wildcard.ts';

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
const registry = zone('test', ['@', 'NS', 'ns.test.']);
const around = [registry, zone('')];
const both = (first: Zone, second: Zone) => ({ '198.51.100.1': { zones: [first] }, '198.51.100.2': { zones: [second] } });
const host = (name: string) => ({ kind: 'host', name, parent: 'domain:acme.test' }) as const;
const NONE: Wildcard = { status: 'none', asked: 'x.acme.test', addresses: [], chain: [], lines: [] };

describe('every probe of the domain', () => {
  const own = probes.filter((probe) => probe.id.startsWith('domain/') && probe.about !== 'repository');
  const about = (kind: string) => (kind === 'host' ? { subject: host('app.acme.test') } : {});

  test('was found', () => expect(own.length).toBeGreaterThan(5));
  test.each(own.map((probe) => [probe.id, probe] as const))('%s cannot look where DNS is blocked', async (_id, probe) => {
    for (const dns of ['silent', 'invented', 'no-resolver']) {
      const look = lookAtDns(probe, () => 'silent', { ...about(probe.about), given: { vantage: { dns, resolvers: [], ipv6: false }, wildcard: NONE } });
      await expect(look).rejects.toMatchObject({ code: 'blocked-here' });
    }
  });
  // These have cases of their own below.
  const ownCases = [
    'domain/subdomains',
    'domain/name-server-transport',
    'domain/zone-transfer',
    'domain/propagation',
    'domain/ownership',
    'domain/address-views',
    'domain/dnssec',
    'domain/registration',
  ];
  const single = own.filter(({ id }) => !ownCases.includes(id));
  test.each(single.map((probe) => [probe.id, probe] as const))('%s takes no failure for an absence', async (_id, probe) => {
    for (const say of [() => 'silent' as const, () => ({ rcode: 2 }), () => ({ rcode: 5 })]) {
      await expect(lookAtDns(probe, say, { ...about(probe.about), given: { wildcard: NONE } })).rejects.toThrow(/DNS for/);
    }
  });
});

describe('host addresses', () => {
  test('keep the chain and the lines for proof', async () => {
    const { value, complete } = await lookAtDns<HostAddresses>(hostAddressesProbe, zoneDns([acme(), ...around]), { subject: host('www.acme.test') });
    expect(value).toMatchObject({ status: 'present', chain: ['acme.test'], addresses: [{ address: '203.0.113.7', scope: 'public' }] });
    expect(value.lines).toContain('www.acme.test. 300 IN CNAME acme.test');
    expect(complete).toBe(true);
  });
  test('say which family got no answer', async () => {
    const say = zoneDns([acme(), ...around], {}, { 'www.acme.test AAAA': 2 });
    const { complete } = await lookAtDns<HostAddresses>(hostAddressesProbe, say, { subject: host('www.acme.test') });
    expect(complete).toMatchObject([{ part: 'AAAA' }]);
  });
});

describe('name servers', () => {
  const look = async (first: Zone, second: Zone, servers = both(first, second)) =>
    lookAtDns<NameServers>(nameServersProbe, zoneDns([first, ...around], servers));

  test('are each asked once for the same records', async () => {
    const { value, asked } = await look(acme(), acme());
    expect(value).toMatchObject({ status: 'delegated', zone: 'acme.test', names: ['ns1.acme.test', 'ns2.acme.test'] });
    expect(value.servers.map(({ answer, authoritative, serial }) => ({ answer, authoritative, serial }))).toEqual([
      { answer: 'ok', authoritative: true, serial: 1 },
      { answer: 'ok', authoritative: true, serial: 1 },
    ]);
    expect(value.servers[0]?.records).toEqual({ A: ['203.0.113.7'], AAAA: [], MX: ['10 mx.acme.test'], TXT: ['"v=spf1 -all"'] });
    const questions = asked.map(({ server, name, type }) => `${server} ${name} ${type}`);
    expect(new Set(questions).size).toBe(questions.length);
  });
  test('that are silent are seen as such, and asked nothing more', async () => {
    const servers = { ...both(acme(), acme()), '198.51.100.2': { zones: [], fault: 'silent' as const } };
    const { value, asked } = await look(acme(), acme(), servers);
    expect(value.servers[1]).toMatchObject({ answer: 'timeout', address: '198.51.100.2', serial: null });
    expect(new Set(asked.filter(({ server }) => server === '198.51.100.2').map(({ type }) => type))).toEqual(new Set(['SOA']));
  });
  test('with different serials are asked twice', async () => {
    const newer: Zone = {
      ...acme(),
      records: acme().records.map((record) => (record.type === 'SOA' ? { ...record, data: { ...(record.data as object), serial: 2 } as never } : record)),
    };
    const { value, asked } = await look(acme(), newer);
    expect(value.servers.map(({ serial }) => serial)).toEqual([1, 2]);
    expect(asked.filter(({ server, type }) => server === '198.51.100.1' && type === 'SOA')).toHaveLength(2);
  });
  test('of a domain that lies in its parent zone are those of the parent', async () => {
    const { value } = await lookAtDns<NameServers>(nameServersProbe, zoneDns([acme(['app', 'A', '203.0.113.8']), ...around], both(acme(), acme())), {
      subject: { kind: 'domain', name: 'app.acme.test' },
    });
    expect(value).toMatchObject({ status: 'delegated', zone: 'acme.test', names: ['ns1.acme.test', 'ns2.acme.test'] });
  });
  test('of a domain that does not exist: proven missing', async () => {
    expect((await lookAtDns<NameServers>(nameServersProbe, zoneDns(around, serversFromRoot([registry])))).value.status).toBe('missing');
  });
  test('of a domain that only the resolver of this network denies: not looked at', async () => {
    const others = [serversFromRoot([registry, acme()]), {}];
    for (const servers of others) await expect(lookAtDns(nameServersProbe, zoneDns(around, servers))).rejects.toMatchObject({ code: 'blocked-here' });
  });
  test('whose own name does not exist', async () => {
    const gone = { ...acme(), records: acme().records.filter(({ name }) => name !== 'ns2.acme.test') };
    const servers = { ...both(gone, gone), ...serversFromRoot([registry, gone]) };
    const { value } = await lookAtDns<NameServers>(nameServersProbe, zoneDns([gone, ...around], servers));
    expect(value.servers[1]).toMatchObject({ answer: 'no-address', address: null, lostIn: 'acme.test' });
  });
});

describe('records', () => {
  test('are listed by type', async () => {
    const { value } = await lookAtDns<Records>(recordsProbe, zoneDns([acme(), ...around]));
    expect(value.records.map(({ type, data }) => `${type} ${data}`).slice(1)).toEqual([
      'NS ns1.acme.test',
      'NS ns2.acme.test',
      'A 203.0.113.7',
      'MX 10 mx.acme.test',
      'TXT "v=spf1 -all"',
    ]);
  });
  test('that got no answer are a limit, not an absence', async () => {
    const { complete } = await lookAtDns<Records>(recordsProbe, zoneDns([acme(), ...around], {}, { 'acme.test MX': 'silent' }));
    expect(complete).toMatchObject([{ part: 'MX' }]);
  });
});

describe('a wildcard', () => {
  const cases: readonly (readonly [string, Line | undefined, string])[] = [
    ['is not there', undefined, 'none'],
    ['with an address', ['*', 'A', '203.0.113.9'], 'wildcard'],
    ['that is an alias to nothing', ['*', 'CNAME', 'gone.test.'], 'wildcard'],
    ['for mail only is none for hosts', ['*', 'MX', '10 mx.acme.test.'], 'none'],
  ];
  test.each(cases)('%s', async (_name, line, status) => {
    const { value } = await lookAtDns<Wildcard>(wildcardProbe, zoneDns([acme(...(line ? [line] : [])), ...around]));
    expect(value.status).toBe(status);
  });
});

describe('subdomains', () => {
  const found: readonly Line[] = [
    ['dev', 'CNAME', 'gone.test.'],
    ['api', 'A', '203.0.113.9'],
    ['status', 'AAAA', '2001:db8::9'],
    ['docs', 'TXT', 'not a host'],
  ];
  test('that exist become hosts; declared ones are not tried', async () => {
    const intent = { hosts: [{ name: 'api.acme.test', purpose: 'api', declared: true }] } as const;
    const { value, discovered } = await lookAtDns<Subdomains>(subdomainsProbe, zoneDns([acme(...found), ...around]), { given: { wildcard: NONE }, intent });
    expect(value.found).toEqual(['dev.acme.test', 'status.acme.test', 'www.acme.test']);
    expect(value.tried).not.toContain('api.acme.test');
    expect(discovered?.[0]).toEqual({ kind: 'host', name: 'dev.acme.test', parent: 'domain:acme.test' });
  });
  test('are not looked for below a wildcard', async () => {
    const { value, asked, discovered } = await lookAtDns<Subdomains>(subdomainsProbe, zoneDns([acme(), ...around]), {
      given: { wildcard: { ...NONE, status: 'wildcard' } },
    });
    expect(value).toEqual({ tried: [], found: [], hiddenByWildcard: true });
    expect(asked).toHaveLength(0);
    expect(discovered ?? []).toEqual([]);
  });
  test('without an answer are a limit', async () => {
    const { complete } = await lookAtDns<Subdomains>(subdomainsProbe, zoneDns([acme(), ...around], {}, { 'dev.acme.test': 2 }), { given: { wildcard: NONE } });
    expect(complete).toMatchObject([{ part: 'found', says: expect.stringContaining('dev.acme.test') as string }]);
  });
});

describe('CAA', () => {
  const look = async (name: string, ...lines: readonly Line[]) =>
    lookAtDns<Caa>(caaProbe, zoneDns([acme(['app', 'A', '203.0.113.8'], ...lines), ...around]), { subject: host(name) });

  test('is found by climbing', async () => {
    const { value, asked } = await look('app.acme.test', ['@', 'CAA', '0 issue "letsencrypt.org"']);
    expect(value).toMatchObject({ foundAt: 'acme.test', records: [{ flags: 0, tag: 'issue', value: 'letsencrypt.org' }] });
    expect(asked.map(({ name }) => name)).toEqual(['app.acme.test', 'acme.test']);
  });
  test('nearest to the host holds', async () => {
    const { value } = await look('app.acme.test', ['@', 'CAA', '0 issue "letsencrypt.org"'], ['app', 'CAA', '0 issue ";"']);
    expect(value).toMatchObject({ foundAt: 'app.acme.test', records: [{ value: ';' }] });
  });
  test('follows an alias', async () => {
    const { value } = await look('www.acme.test', ['@', 'CAA', '0 issue "pki.goog"']);
    expect(value.foundAt).toBe('acme.test');
  });
  test('is absent only when every step up to the root says so', async () => {
    const { value, asked } = await look('app.acme.test');
    expect(value).toMatchObject({ foundAt: null, records: [] });
    expect(asked.map(({ name }) => name)).toEqual(['app.acme.test', 'acme.test', 'test']);
  });
});
