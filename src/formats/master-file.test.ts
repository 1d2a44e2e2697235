import { expect, test } from 'vitest';
import { readMasterFile } from './master-file.ts';

const BIND = `$ORIGIN acme.test.
$TTL 1h
@   IN SOA ns1.acme.test. hostmaster.acme.test. (
        2026112501 ; serial
        7200 900 1209600 300 )
        IN NS  ns1
        IN NS  ns2.dns.example.
ns1     IN A   198.51.100.1
www 300 IN CNAME acme.test.
@       IN MX  10 mail.acme.test
s1._domainkey IN TXT ( "v=DKIM1; k=rsa; "
        "p=AAAA" ) ; two parts
$ORIGIN eu.acme.test.
app  IN 600 AAAA 2001:db8::1
`;

test('owners, lifetimes, parentheses, comments and origins', () => {
  const { origin, entries, unread } = readMasterFile(BIND);
  expect(origin).toBe('acme.test');
  expect(unread).toEqual([]);
  expect(entries.map(({ line, name, ttl, type, data }) => [line, name, ttl, type, data])).toEqual([
    [3, 'acme.test', 3600, 'SOA', 'ns1.acme.test. hostmaster.acme.test. 2026112501 7200 900 1209600 300'],
    [6, 'acme.test', 3600, 'NS', 'ns1'],
    [7, 'acme.test', 3600, 'NS', 'ns2.dns.example.'],
    [8, 'ns1.acme.test', 3600, 'A', '198.51.100.1'],
    [9, 'www.acme.test', 300, 'CNAME', 'acme.test.'],
    [10, 'acme.test', 3600, 'MX', '10 mail.acme.test'],
    [11, 's1._domainkey.acme.test', 3600, 'TXT', '"v=DKIM1; k=rsa; " "p=AAAA"'],
    [14, 'app.eu.acme.test', 600, 'AAAA', '2001:db8::1'],
  ]);
  expect(entries.map(({ target }) => target).filter((target) => target !== undefined)).toEqual([
    'ns1.acme.test',
    'ns2.dns.example',
    'acme.test',
    'mail.acme.test.acme.test',
  ]);
});

test.each<[string, string, string | undefined]>([
  ['$ORIGIN', '$ORIGIN acme.test.\n@ IN A 203.0.113.1', 'acme.test'],
  ['the owner of the SOA record', 'acme.test. 3600 IN SOA a. b. 1 2 3 4 5', 'acme.test'],
  ['the head of a Cloudflare export', ';;\n;; Domain:     acme.test.\n;;\nwww.acme.test.\t1\tIN\tA\t203.0.113.1 ; cf_tags=cf-proxied:true', 'acme.test'],
  ['the SOA record below the root', '$ORIGIN .\nacme.test 3600 IN SOA a. b. 1 2 3 4 5\n$ORIGIN _tcp.acme.test.\n_sip IN SRV 1 1 1 a.', 'acme.test'],
  ['an SOA record with @', '$ORIGIN acme.test.\n@ IN SOA a. b. 1 2 3 4 5', 'acme.test'],
  ['nothing', 'www IN A 203.0.113.1', undefined],
])('the zone is known by %s', (_, text, origin) => {
  expect(readMasterFile(text).origin).toBe(origin);
});

test('an export that writes the zone without its last dot means the zone', () => {
  expect(readMasterFile('acme.test 3600 IN SOA a. b. 1 2 3 4 5', 'acme.test').origin).toBe('acme.test');
});

test.each<[string, string]>([
  ['www IN', 'it has no record type'],
  ['www IN ADDRESS 203.0.113.1', '"ADDRESS" is no lifetime, class or record type'],
  ['www IN A', 'A needs 1 part after it; there are 0'],
  ['@ IN MX mail.acme.test.', 'MX needs 2 parts after it; there is 1'],
  ['www 9999999999 IN A 203.0.113.1', '"9999999999" is no lifetime, class or record type'],
  ['$INCULDE other.zone', 'there is no directive $INCULDE'],
  ['  IN A 203.0.113.1', 'it begins with a blank, and there is no record before it whose name it could have'],
])('%s: %s', (text, why) => {
  expect(readMasterFile(text, 'acme.test').unread).toMatchObject([{ line: 1, why }]);
});

test('records that stand elsewhere are no fault, but the file is not whole', () => {
  expect(readMasterFile('$INCLUDE other.zone', 'acme.test')).toMatchObject({ unread: [], includes: true });
});
