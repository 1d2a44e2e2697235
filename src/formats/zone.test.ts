import { expect, test } from 'vitest';
import { recordText, zoneRecord } from './zone-record.ts';
import { answerFrom, resolveOver, zoneFor, type Zone } from './zone.ts';

const acme: Zone = {
  name: 'acme.example',
  records: [
    zoneRecord('acme.example', 'SOA', 'ns1.acme.example hostmaster.acme.example 1 7200 3600 1209600 60', 3600),
    zoneRecord('acme.example', 'NS', 'ns1.acme.example'),
    zoneRecord('ns1.acme.example', 'A', '203.0.113.1'),
    zoneRecord('acme.example', 'A', '203.0.113.10'),
    zoneRecord('www.acme.example', 'CNAME', 'acme.example'),
    zoneRecord('out.acme.example', 'CNAME', 'cdn.other.example'),
    zoneRecord('loop.acme.example', 'CNAME', 'loop2.acme.example'),
    zoneRecord('loop2.acme.example', 'CNAME', 'loop.acme.example'),
    zoneRecord('*.wild.acme.example', 'A', '203.0.113.11'),
    zoneRecord('taken.wild.acme.example', 'TXT', 'here'),
    zoneRecord('a.b.acme.example', 'A', '203.0.113.12'),
    zoneRecord('sub.acme.example', 'NS', 'ns.sub.acme.example'),
    zoneRecord('ns.sub.acme.example', 'A', '203.0.113.13'),
    zoneRecord('gone.acme.example', 'CNAME', 'absent.acme.example'),
  ],
};
const other: Zone = {
  name: 'other.example',
  records: [zoneRecord('other.example', 'SOA', 'ns1.other.example hostmaster.other.example 1 2 3 4 5'), zoneRecord('cdn.other.example', 'A', '203.0.113.20')],
};

const brief = (name: string, type: string): string => {
  const { rcode, aa, answers, authority, additional } = answerFrom([acme], { name, type });
  const show = (records: typeof answers): string => records.map((record) => `${record.type} ${recordText(record).split(' ')[0]}`).join(',');
  return `${rcode} ${aa ? 'aa' : '--'} [${show(answers)}] [${show(authority)}] [${show(additional)}]`;
};

test.each([
  ['data', 'ACME.example.', 'A', 'NOERROR aa [A 203.0.113.10] [] []'],
  ['alias inside the zone', 'www.acme.example', 'A', 'NOERROR aa [CNAME acme.example,A 203.0.113.10] [] []'],
  ['alias itself', 'www.acme.example', 'CNAME', 'NOERROR aa [CNAME acme.example] [] []'],
  ['alias with no data of the type', 'www.acme.example', 'AAAA', 'NOERROR aa [CNAME acme.example] [SOA ns1.acme.example] []'],
  ['alias that leaves the zone', 'out.acme.example', 'A', 'NOERROR aa [CNAME cdn.other.example] [] []'],
  ['alias to nothing', 'gone.acme.example', 'A', 'NXDOMAIN aa [CNAME absent.acme.example] [SOA ns1.acme.example] []'],
  ['alias loop', 'loop.acme.example', 'A', 'NOERROR aa [CNAME loop2.acme.example,CNAME loop.acme.example] [] []'],
  ['no data', 'acme.example', 'TXT', 'NOERROR aa [] [SOA ns1.acme.example] []'],
  ['empty non-terminal', 'b.acme.example', 'A', 'NOERROR aa [] [SOA ns1.acme.example] []'],
  ['no such name', 'nope.acme.example', 'A', 'NXDOMAIN aa [] [SOA ns1.acme.example] []'],
  ['wildcard', 'any.wild.acme.example', 'A', 'NOERROR aa [A 203.0.113.11] [] []'],
  ['wildcard, deeper', 'x.any.wild.acme.example', 'A', 'NOERROR aa [A 203.0.113.11] [] []'],
  ['wildcard without that type', 'any.wild.acme.example', 'MX', 'NOERROR aa [] [SOA ns1.acme.example] []'],
  ['existing name beside a wildcard', 'taken.wild.acme.example', 'A', 'NOERROR aa [] [SOA ns1.acme.example] []'],
  ['below an existing name, no wildcard', 'x.taken.wild.acme.example', 'A', 'NXDOMAIN aa [] [SOA ns1.acme.example] []'],
  ['delegation', 'deep.sub.acme.example', 'A', 'NOERROR -- [] [NS ns.sub.acme.example] [A 203.0.113.13]'],
  ['DS at the cut', 'sub.acme.example', 'DS', 'NOERROR aa [] [SOA ns1.acme.example] []'],
  ['not ours', 'elsewhere.example', 'A', 'REFUSED -- [] [] []'],
])('%s', (_, name, type, expected) => {
  expect(brief(name, type)).toBe(expected);
});

test('the negative TTL is the smaller of SOA TTL and minimum', () => {
  expect(answerFrom([acme], { name: 'nope.acme.example', type: 'A' }).authority[0]?.ttl).toBe(60);
});

test('a resolver follows aliases across zones and says SERVFAIL for loops, dead zones and unserved delegations', () => {
  const resolve = (name: string, dead = ''): string => resolveOver([acme, other], { name, type: 'A' }, (zone) => zone === dead).rcode;
  expect(resolveOver([acme, other], { name: 'out.acme.example', type: 'A' }).answers).toHaveLength(2);
  expect(resolve('out.acme.example')).toBe('NOERROR');
  expect(resolve('out.acme.example', 'other.example')).toBe('SERVFAIL');
  expect(resolve('loop.acme.example')).toBe('SERVFAIL');
  expect(resolve('x.sub.acme.example')).toBe('SERVFAIL');
  expect(resolve('nope.acme.example')).toBe('NXDOMAIN');
});

test('DS of an apex belongs to the parent', () => {
  const parent: Zone = { name: 'example', records: [] };
  expect(zoneFor([parent, acme], { name: 'acme.example', type: 'DS' })?.name).toBe('example');
  expect(zoneFor([parent, acme], { name: 'acme.example', type: 'A' })?.name).toBe('acme.example');
});

test.each([
  ['MX', '10 mx.acme.example', '10 mx.acme.example'],
  ['MX', '0 .', '0 .'],
  ['CAA', '0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"'],
  ['TXT', 'v=spf1 -all', '"v=spf1 -all"'],
  ['TXT', '"one" "two \\"x\\""', '"one" "two \\"x\\""'],
  ['TXT', 'a'.repeat(300), `"${'a'.repeat(255)}" "${'a'.repeat(45)}"`],
  ['NS', 'NS1.Acme.Example.', 'ns1.acme.example'],
  ['SRV', '1 2 443 app.acme.example', '1 2 443 app.acme.example'],
  ['DS', '1 13 2 AB CD', '1 13 2 abcd'],
])('%s %s', (type, text, expected) => {
  expect(recordText(zoneRecord('x.example', type, text))).toBe(expected);
});

test('text that does not fit its type is refused', () => {
  expect(() => zoneRecord('x.example', 'MX', 'mx.example')).toThrow(RangeError);
  expect(() => zoneRecord('x.example', 'LOC', 'x')).toThrow('LOC records are not known here');
});
