import { describe, expect, test } from 'vitest';
import { parseCacheControl } from './cache-control.ts';
import { parseHsts } from './hsts.ts';
import { readHtml } from './html-references.ts';
import { parseSetCookie, showSetCookie } from './set-cookie.ts';
import { parseUrl, showUrl } from './url.ts';

/** Texts put together at random from pieces that matter to a parser; the same ones in every run. */
function* randomTexts(pieces: readonly string[], count = 1000): Generator<string> {
  let seed = 20_261_125;
  const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
  for (let n = 0; n < count; n += 1) yield Array.from({ length: next(12) }, () => pieces[next(pieces.length)] ?? '').join('');
}

describe('HSTS, RFC 6797', () => {
  test.each([
    ['max-age=31536000', { maxAge: 31_536_000, includeSubDomains: false, preload: false }],
    ['max-age="300" ; includeSubDomains;preload', { maxAge: 300, includeSubDomains: true, preload: true }],
    ['MAX-AGE=0;;unknown=1', { maxAge: 0, includeSubDomains: false, preload: false }],
    ['includeSubDomains', undefined],
    ['max-age=1; max-age=2', undefined],
    ['max-age=abc', undefined],
    ['max-age=-1', undefined],
    ['', undefined],
  ])('%s', (text, expected) => expect(parseHsts(text)).toEqual(expected));
  test('any text gives nothing or a number that is one', () => {
    for (const text of randomTexts(['max-age', '=', ';', '"', '1', ' ', 'includeSubDomains', 'x', '\u0000', ',']))
      expect(Number.isSafeInteger(parseHsts(text)?.maxAge ?? 0)).toBe(true);
  });
});

describe('Cache-Control, RFC 9111', () => {
  test('directives, quoted values and numbers', () => {
    const parsed = parseCacheControl('Public, max-age="60", s-maxage=10, no-cache="set-cookie, x", stale-while-revalidate');
    expect([...parsed.directives]).toEqual([
      ['public', ''],
      ['max-age', '60'],
      ['s-maxage', '10'],
      ['no-cache', 'set-cookie, x'],
      ['stale-while-revalidate', ''],
    ]);
    expect([parsed.maxAge, parsed.sharedMaxAge]).toEqual([60, 10]);
  });
  test('the first of two counts, nonsense is no number', () => {
    expect(parseCacheControl('max-age=5, max-age=9').maxAge).toBe(5);
    expect(parseCacheControl('max-age=1.5').maxAge).toBeUndefined();
  });
  test('any text is read', () => {
    for (const text of randomTexts(['max-age', '=', ',', '"', '9', ' ', 'no-store', '\\', ';']))
      expect(parseCacheControl(text).maxAge ?? 0).toBeGreaterThanOrEqual(0);
  });
});

describe('Set-Cookie, RFC 6265', () => {
  test('attributes in any case, leading dot of the domain dropped', () => {
    expect(parseSetCookie('sid=a=b; Domain=.ACME.test; path=/x; secure; HTTPONLY; SameSite=Lax; Max-Age=-1')).toEqual({
      name: 'sid',
      value: 'a=b',
      domain: 'acme.test',
      path: '/x',
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      maxAge: -1,
    });
  });
  test.each(['', '=x', ';Secure', 'novalue'])('"%s" is no cookie', (line) => expect(parseSetCookie(line)).toBeUndefined());
  test('what is shown never holds the value', () => {
    const value = 'v'.repeat(12);
    for (const text of randomTexts(['a', ';', ' ', 'Path=/', 'Secure', ',', 'Expires=Wed'])) expect(showSetCookie(`sid=${value}${text}`)).not.toContain(value);
    expect(showSetCookie(value)).not.toContain(value);
  });
});

describe('addresses as they may be shown', () => {
  test.each([
    ['https://user:pass@a.test/x?lang=en#frag', 'https://a.test/x?lang=en'],
    ['https://a.test/?code=abc&state=xyz', 'https://a.test/?code=…&state=…'],
    ['https://a.test/?code=lr&state=lr', 'https://a.test/?code=lr&state=lr'],
    [`https://a.test/?q=${'x'.repeat(21)}`, 'https://a.test/?q=…'],
    ['/relative?token=abc', '/relative'],
    ['http://[bad', 'http://[bad'],
  ])('%s', (text, shown) => expect(showUrl(text)).toBe(shown));
  test('no text throws, and no token comes through', () => {
    for (const text of randomTexts(['http', 's', '://', 'a.test', '/', '?', '&', 'token=SECRETVALUE', '#', '%zz', '@', '[', ' '])) {
      expect(parseUrl(text) ?? null).toSatisfy((url: unknown) => url === null || url instanceof URL);
      expect(showUrl(`https://a.test/?token=SECRETVALUE&${text.replaceAll('SECRETVALUE', '')}`)).not.toContain('SECRETVALUE');
    }
  });
});

describe('HTML', () => {
  const read = (html: string) => readHtml(html, 'https://a.test/dir/page');
  test('base, relative addresses, srcset, preload, inline style', () => {
    const facts = read(`<base href="/b/"><img srcset="1.png 1x, http://x.test/2.png 2x"><link rel="preload" as="script" href="p.js">
      <style>@import "http://x.test/c.css"; a{background:url( 'http://x.test/i.png' )}</style><link rel="alternate stylesheet" href="http://x.test/alt.css">`);
    expect(facts.references.map(({ element, url }) => `${element} ${url.href}`)).toEqual([
      'image https://a.test/b/1.png',
      'image http://x.test/2.png',
      'script https://a.test/b/p.js',
      'style http://x.test/c.css',
      'style http://x.test/i.png',
    ]);
  });
  test('meta: robots, refresh, upgrade, version', () => {
    const facts = read(`<title> A &amp; B </title><meta name="ROBOTS" content="NoIndex, nofollow"><meta http-equiv="Refresh" content="0; URL='https://b.test/'">
      <meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests"><meta name="version" content="1.2.3">`);
    expect(facts).toMatchObject({ title: 'A & B', robots: ['noindex', 'nofollow'], refresh: 'https://b.test/', upgradesInsecure: true, buildId: '1.2.3' });
  });
  test('comments, text and scripts are no references', () => {
    expect(
      read('<!-- <script src="http://x.test/a.js"></script> --><p>&lt;img src="http://x.test"&gt;</p><script>"<img src=http://x.test/b.png>"</script>')
        .references,
    ).toEqual([]);
  });
  test('no text throws', () => {
    for (const html of randomTexts([
      '<',
      '>',
      'script',
      'style',
      ' src="http://x.test/"',
      '"',
      "'",
      '<!--',
      '-->',
      '</title>',
      '<base href="::">',
      '<svg>',
      '&#x0;',
      '\u0000',
    ]))
      expect(read(html).references.length).toBeLessThan(100);
  });
});
