import { expect, test } from 'vitest';
import { judgeOne, type Judged } from '../../../test/support/judge-one.ts';
import { type ZoneFiles, zoneFiles } from '../../evidence/domain/zone-files.ts';
import { readMasterFile } from '../../formats/master-file.ts';
import { quote } from '../../model/text.ts';
import { zoneFile } from './zone-file.ts';

const SOUND = `$ORIGIN acme.test.
$TTL 3600
@ IN SOA ns1.dns.example. hostmaster.acme.test. 1 7200 900 1209600 300
@ IN NS ns1.dns.example.
@ IN NS ns2.dns.example.
@ IN A 203.0.113.1
@ IN MX 10 mail
mail IN A 203.0.113.2
www IN CNAME acme.test.
*.preview IN CNAME cname.host.example.
_dmarc IN TXT "v=DMARC1; p=none"
_sip._tcp IN SRV 1 1 5061 sip.vendor.example.
`;

function judge(text: string, flattens = false): Judged {
  const { origin = 'acme.test', entries, unread } = readMasterFile(text);
  const file: ZoneFiles['files'][number] = {
    path: quote('dns/acme.test.zone'),
    origin,
    entries: entries.map((entry) => ({
      ...entry,
      name: quote(entry.name),
      nameWritten: quote(entry.nameWritten),
      ttl: entry.ttl ?? null,
      data: quote(entry.data),
      target: entry.target === undefined ? null : quote(entry.target),
      targetWritten: entry.targetWritten === undefined ? null : quote(entry.targetWritten),
    })),
    unread: unread.map((one) => ({ line: one.line, why: quote(one.why), text: quote(one.text) })),
    flattens,
  };
  expect(zoneFiles.schema.fault({ files: [file] }, 'value')).toBeUndefined();
  return judgeOne(zoneFile, { seen: { files: [file] } }, { subject: { kind: 'repository', name: '.' } });
}

test('a sound zone file gives no finding', () => {
  expect(judge(SOUND)).toMatchObject({ problems: [], passes: ['dns/acme.test.zone: 10 records'] });
});

test.each<[problem: string, line: string, says: string]>([
  [
    'alias-beside',
    'mail IN CNAME ghs.vendor.example.',
    'dns/acme.test.zone, line 13: mail.acme.test is an alias (CNAME) and also has A: name servers refuse such a zone',
  ],
  [
    'alias-beside',
    'www IN CNAME other.example.',
    'dns/acme.test.zone, line 9: www.acme.test is an alias (CNAME) and also has CNAME: name servers refuse such a zone',
  ],
  [
    'alias-loop',
    'a IN CNAME b\nb IN CNAME a',
    'dns/acme.test.zone, line 13: the aliases a.acme.test → b.acme.test lead back to where they began: nobody can open any of them',
  ],
  [
    'missing-dot',
    'app IN CNAME www.acme.test',
    'dns/acme.test.zone, line 13: www.acme.test has no dot at its end, so the zone’s own name is added to it again',
  ],
  [
    'missing-dot',
    'app.acme.test IN A 203.0.113.1',
    'dns/acme.test.zone, line 13: app.acme.test has no dot at its end, so the zone’s own name is added to it again',
  ],
  [
    'missing-dot',
    'shop IN CNAME shops.myshopify.com',
    'dns/acme.test.zone, line 13: shops.myshopify.com has no dot at its end, so the zone’s own name is added to it again',
  ],
  ['bad-name', 'app IN CNAME https://app.vercel.app.', 'dns/acme.test.zone, line 13: https://app.vercel.app is no name that can exist in DNS'],
  ['bad-name', 'my..app IN A 203.0.113.1', 'dns/acme.test.zone, line 13: my..app.acme.test is no name that can exist in DNS'],
  ['unreadable', 'app IN ADDRESS 203.0.113.1', 'dns/acme.test.zone, line 13 cannot be read as a record: "ADDRESS" is no lifetime, class or record type'],
  ['duplicate', 'mail IN A 203.0.113.2', 'dns/acme.test.zone, line 8: mail.acme.test has the same A record twice'],
  [
    'lifetimes-differ',
    'mail 60 IN A 203.0.113.3',
    'dns/acme.test.zone, line 8: records of one name and type (mail.acme.test) have different lifetimes: 3600, 60 s',
  ],
  [
    'long-lifetime',
    'app 30d IN A 203.0.113.3',
    'dns/acme.test.zone, line 13: app.acme.test is remembered for 2592000 s, more than a week: a change takes as long to reach everybody',
  ],
])('domain/zone-file:%s by the line %s', (problem, line, says) => {
  expect(judge(`${SOUND}${line}\n`).fails.map((fail) => [fail.problem, fail.says])).toEqual([[problem, says]]);
});

test('what only looks like a forgotten dot is a guess, and a name that exists in the zone is none', () => {
  expect(judge(`${SOUND}shop IN CNAME shops.myshopify.com\n`).fails[0]?.details.grade).toBe('inferred');
  expect(judge(`${SOUND}shop IN CNAME a.io\na.io IN A 203.0.113.9\n`).problems).toEqual([]);
});

test('below $ORIGIN . names are whole without a last dot', () => {
  const text =
    '$ORIGIN .\n$TTL 3600\nacme.test IN SOA ns1.dns.example hostmaster.acme.test 1 7200 900 1209600 300\nacme.test IN NS ns1.dns.example\nwww.acme.test IN CNAME shops.myshopify.com\n';
  expect(judge(text).problems).toEqual([]);
});

test('Cloudflare replaces an alias at the apex, so its export may have one', () => {
  const text = SOUND.replace('@ IN A 203.0.113.1', '@ IN CNAME cname.host.example.');
  expect(judge(text).problems).toEqual(['alias-beside']);
  expect(judge(text, true).problems).toEqual([]);
});

test('without a zone file there is nothing to judge', () => {
  expect(judgeOne(zoneFile, { seen: { files: [] } }).notApplicable).toHaveLength(1);
});
