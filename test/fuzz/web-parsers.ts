import { apiPathsIn } from '../../src/formats/api-paths.ts';
import { ruleFits } from '../../src/formats/cloudflare-expression.ts';
import { parseCacheControl } from '../../src/formats/cache-control.ts';
import { decodeText } from '../../src/formats/charset.ts';
import { codeReferences, cssReferences, inlineSourceMap, sourceMapOf } from '../../src/formats/code-references.ts';
import { allows, parsePolicies } from '../../src/formats/csp.ts';
import { oidText, readDer } from '../../src/formats/der.ts';
import { readChatAnswer } from '../../src/formats/chat-stream.ts';
import { parseHsts } from '../../src/formats/hsts.ts';
import { readControls } from '../../src/formats/html-forms.ts';
import { readHtml } from '../../src/formats/html-references.ts';
import { readRobots } from '../../src/formats/robots.ts';
import { cacheStatus, sharedCache } from '../../src/formats/shared-cache.ts';
import { parseSetCookie, showSetCookie } from '../../src/formats/set-cookie.ts';
import { readSitemap } from '../../src/formats/sitemap.ts';
import { parseUrl, showUrl } from '../../src/formats/url.ts';
import { readCertificate } from '../../src/formats/x509.ts';
import { canonicalName, recordText, zoneRecord } from '../../src/formats/zone-record.ts';
import { certificateBytes, localCa } from '../../range/ca.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';
import { keyTagOf, signatureHolds } from '../../src/formats/dnssec.ts';
import { rdapServersFor, readRdapDomain, readWhois, whoisReferral } from '../../src/formats/registration.ts';

const CERTIFICATE = Buffer.from(certificateBytes(localCa().intermediate)).toString('latin1');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const HTML =
  '<!doctype html><html><head><base href="/x/"><title>A</title><script src="a.js" integrity="sha256-x" defer></script><link rel="canonical" href="https://a.example/"><meta http-equiv="content-security-policy" content="default-src \'self\'"></head><body><img src=b.png><iframe src="//c.example"></iframe><form action=/d method=post></form><style>a{background:url(e.png)}</style></body></html>';
const RECORDS = [
  'A 192.0.2.1',
  'AAAA 2001:db8::1',
  'MX 10 mail.example.com.',
  'TXT "v=spf1 -all" "more \\" text"',
  'TXT plain',
  'CAA 0 issue "ca.example"',
  'SOA ns.example.com. h.example.com. 1 7200 900 1209600 300',
  'SRV 1 2 443 x.example.',
  'DS 1 13 2 00ff',
  'CNAME x.',
];

const RDAP =
  '{"objectClassName":"domain","status":["client hold"],"events":[{"eventAction":"expiration","eventDate":"2027-01-02T03:04:05Z"}],"entities":[{"roles":["registrar"],"vcardArray":["vcard",[["fn",{},"text","Names"]]]}],"nameservers":[{"ldhName":"A.NS.EXAMPLE."}]}';

export const webParsers: readonly FuzzedParser[] = [
  fuzzed({
    file: 'shared-cache',
    name: 'sharedCache',
    samples: ['max-age=60, s-maxage="9", private="a, b", no-cache', 'Wed, 25 Nov 2026 10:00:00 GMT', 'a;q=1, b=?1', '7'],
    read: (text) => {
      const headers = ['cache-control', 'cdn-cache-control', 'expires', 'date', 'age', 'x-cache', 'cache-status'].map((name) => ({ name, value: text }));
      return [sharedCache({ method: 'GET', authorized: false }, { status: 200, headers }), cacheStatus({ status: 200, headers })];
    },
  }),
  fuzzed({
    file: 'chat-stream',
    name: 'readChatAnswer',
    samples: ['event: token\ndata: {"text":"Hi"}\n\n: ping\r\n\r\ndata: [DONE]\n\n', '0:"a"\n0:"b"\n', '{"choices":[{"delta":{"content":"x"}}]}'],
    read: (text) => readChatAnswer(text, ''),
  }),
  fuzzed({
    file: 'cloudflare-expression',
    name: 'ruleFits',
    samples: [
      '(http.host eq "a.example" and not starts_with(lower(http.request.uri.path), "/api/")) or ip.src in {192.0.2.0/24 2001:db8::1}',
      'http.request.uri.path wildcard r"/a/*" xor http.request.headers["x"][0] matches "^a+$" && cf.threat_score > 14',
    ],
    read: (text) => ruleFits(text, { host: 'a.example', path: '/api/chat', method: 'GET' }),
  }),
  fuzzed({
    file: 'charset',
    name: 'decodeText',
    samples: ['\xff\xfea\x00', '<meta http-equiv=x content="text/html; charset=utf-16">\xc0\xbc', '\xef\xbb\xbfa'],
    read: (text) => [decodeText(bytesOf(text), ''), decodeText(bytesOf(text), text)],
  }),
  fuzzed({ file: 'api-paths', name: 'apiPathsIn', samples: ['fetch("/api/v1/users?x"),a(`/trpc/a.b`)'], read: apiPathsIn }),
  fuzzed({ file: 'registration', name: 'readRdapDomain', samples: [RDAP], read: readRdapDomain }),
  fuzzed({
    file: 'registration',
    name: 'rdapServersFor',
    samples: ['{"services":[[["uk","co.uk"],["https://a.example/"]]]}'],
    read: (text) => rdapServersFor(text, 'acme.co.uk'),
  }),
  fuzzed({
    file: 'registration',
    name: 'readWhois',
    samples: [
      'Registrar: Names\r\nRegistry Expiry Date: 2027-01-02T03:04:05Z\r\nDomain Status: clientHold https://x\r\nName Server: A.B\r\n',
      'paid-till: 2027.01.02',
    ],
    read: readWhois,
  }),
  fuzzed({ file: 'registration', name: 'whoisReferral', samples: ['refer: whois.nic.example\n'], read: whoisReferral }),
  fuzzed({
    file: 'dnssec',
    name: 'signatureHolds',
    samples: ['03010001' + 'ab'.repeat(64), '00'.repeat(64), 'l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQw'],
    read: (text) =>
      [8, 13, 15, 99].map((algorithm) => {
        const key = { flags: 257, algorithm, key: text };
        const signature = { algorithm, labels: 1, originalTtl: 1, expiration: 2, inception: 1, keyTag: keyTagOf(key), signer: 'a.example', signature: text };
        return signatureHolds({ name: 'a.example', type: 'SOA', data: [text] }, signature, key);
      }),
  }),
  fuzzed({
    file: 'cache-control',
    name: 'parseCacheControl',
    samples: ['public, max-age=31536000, immutable', 's-maxage="60", no-cache="a, b", stale-while-revalidate=5'],
    read: parseCacheControl,
  }),
  fuzzed({ file: 'hsts', name: 'parseHsts', samples: ['max-age=31536000; includeSubDomains; preload', 'max-age="0"'], read: parseHsts }),
  fuzzed({
    file: 'set-cookie',
    name: 'parseSetCookie',
    samples: ['sid=abc; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=a.example; Max-Age=3600; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
    read: parseSetCookie,
  }),
  fuzzed({ file: 'set-cookie', name: 'showSetCookie', samples: ['sid=abc; Path=/; Secure'], read: showSetCookie }),
  fuzzed({
    file: 'url',
    name: 'parseUrl',
    samples: ['https://ann:pw@a.example:8443/b/c?token=x&d=e#f', '//b.example/..', '/x?y'],
    read: (text) => [parseUrl(text)?.href, parseUrl(text, 'https://a.example/b/')?.href],
  }),
  fuzzed({ file: 'url', name: 'showUrl', samples: ['https://ann:pw@a.example/b?token=x&d=e#f', 'not a url?key=1'], read: showUrl }),
  fuzzed({
    file: 'robots',
    name: 'readRobots',
    samples: ['User-agent: *\nDisallow: /a*b$\nAllow: /\nSitemap: https://a.example/s.xml\n', 'User-agent: x\nUser-agent: launch-ready\nDisallow: /'],
    read: (text) => {
      const { allows, ...rest } = readRobots(text, 'launch-ready');
      return [rest, allows('/aab'), allows(text)];
    },
  }),
  fuzzed({
    file: 'sitemap',
    name: 'readSitemap',
    samples: ['<?xml version="1.0"?><urlset><url><loc>https://a.example/x?y&amp;z</loc></url></urlset>', 'https://a.example/\nhttps://a.example/b'],
    read: readSitemap,
  }),
  fuzzed({
    file: 'code-references',
    name: 'codeReferences',
    samples: [
      'a="https://api.example/v1";b=`ws://x:3000/y`;c=\'http://localhost/\'',
      '@import "http://a.example/b.css";x{y:url(http://c)}\n/*# sourceMappingURL=x.map */',
    ],
    read: (text) => [codeReferences(text).length, cssReferences(text).length, sourceMapOf(text), inlineSourceMap(text)],
  }),
  fuzzed({
    file: 'csp',
    name: 'parsePolicies',
    samples: [
      "default-src 'self'; script-src 'nonce-a' 'strict-dynamic' https://*.a.example:8443/x/ ; connect-src wss:, img-src *",
      "script-src 'sha256-abc='",
    ],
    read: (text) =>
      parsePolicies(text).map((policy) => [
        ...policy.directives,
        allows(policy, { directive: 'script-src-elem', url: new URL('https://b.a.example:8443/x/y'), page: new URL('https://a.example/') }),
      ]),
  }),
  fuzzed({ file: 'html-references', name: 'readHtml', samples: [HTML], read: (text) => readHtml(text, 'https://a.example/') }),
  fuzzed({ file: 'html-forms', name: 'readControls', samples: [HTML], read: (text) => readControls(text, 'https://a.example/') }),
  fuzzed({
    file: 'zone-record',
    name: 'zoneRecord',
    samples: RECORDS,
    read: (text) => {
      const [type = '', ...rest] = text.split(' ');
      const record = zoneRecord('a.example', type, rest.join(' '));
      return [record, recordText(record)];
    },
    refuses: (error) => error instanceof RangeError,
  }),
  fuzzed({ file: 'zone-record', name: 'canonicalName', samples: ['A.Example.'], read: canonicalName }),
  fuzzed({
    file: 'der',
    name: 'readDer',
    samples: [CERTIFICATE],
    read: (text) => readDer(bytesOf(text)).map(({ tag, content }) => [tag, content.length]),
    refuses: (error) => error instanceof RangeError,
  }),
  fuzzed({ file: 'der', name: 'oidText', samples: ['\x55\x1d\x11', '\x2a\x86\x48\x86\xf7\x0d'], read: (text) => oidText(bytesOf(text)) }),
  fuzzed({
    file: 'x509',
    name: 'readCertificate',
    samples: [CERTIFICATE],
    read: (text) => readCertificate(bytesOf(text)).facts,
    refuses: (error) => error instanceof Error && 'code' in error,
  }),
];
