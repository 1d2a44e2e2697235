import { describe, expect, it } from 'vitest';
import { type Line, zone, zoneAnswers } from '../../test/support/zone-answers.ts';
import { driveNow } from './dns-question.ts';
import { evaluateSpf, type SpfRequest, type SpfResult } from './spf-evaluate.ts';

const REQUEST: SpfRequest = { ip: '192.0.2.1', mailFrom: 'ann@acme.test', helo: 'mail.acme.test' };
const OTHERS = [
  zone('inner.test', ['@', 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all'], ['r', 'TXT', 'v=spf1 redirect=inner.test'], ['none', 'TXT', 'x']),
  zone('2.0.192.in-addr.arpa', ['1', 'PTR', 'mail.acme.test.'], ['2', 'PTR', 'other.test.']),
];
/** `bücher` in its ASCII form. */
const BOOKS: Line = ['xn--bcher-kva', 'TXT', 'v=spf1 +all'];
const evaluate = (lines: readonly Line[], request: Partial<SpfRequest> = {}, dead: string[] = []): SpfResult =>
  driveNow(evaluateSpf({ ...REQUEST, ...request }), zoneAnswers([zone('acme.test', ...lines, BOOKS), ...OTHERS], dead));
const record = (text: string): Line[] => [['@', 'TXT', text]];

describe('evaluateSpf', () => {
  it('says which term decided, and the way there', () => {
    expect(evaluate(record('v=spf1 ?include:r.inner.test -all'))).toEqual({
      result: 'neutral',
      domain: 'acme.test',
      mechanism: 'ip4:192.0.2.0/24',
      path: [
        { domain: 'acme.test', term: '?include:r.inner.test' },
        { domain: 'r.inner.test', term: 'redirect=inner.test' },
        { domain: 'inner.test', term: 'ip4:192.0.2.0/24' },
      ],
      lookups: 2,
      voids: 0,
    });
    expect(evaluate(record('v=spf1 redirect=r.inner.test'), { ip: '203.0.113.1' })).toMatchObject({ result: 'fail', mechanism: '-all' });
    expect(evaluate(record('v=spf1 a:none.inner.test'))).toEqual({ result: 'neutral', domain: 'acme.test', path: [], lookups: 1, voids: 1 });
  });

  it('says what is wrong, in which text and where', () => {
    expect(evaluate(record('v=spf1 a mx:: -all')).fault).toEqual({ text: 'v=spf1 a mx:: -all', at: 12, says: expect.any(String) });
    expect(evaluate(record('v=spf1 ip4:10.0.0.1 include:none.inner.test'))).toMatchObject({
      result: 'permerror',
      path: [],
      fault: { text: 'v=spf1 ip4:10.0.0.1 include:none.inner.test', at: 20 },
    });
    expect(evaluate(record('v=spf1 include:inner.test -all'), {}, ['inner.test'])).toMatchObject({ result: 'temperror', fault: { text: 'inner.test' } });
  });

  it.each<[string, Partial<SpfRequest>, SpfResult['result']]>([
    ['no address', { ip: 'localhost' }, 'none'],
    ['an address with a zone', { ip: 'fe80::1%eth0' }, 'none'],
    ['a sender of a megabyte', { mailFrom: `${'a'.repeat(1_000_000)}@acme.test` }, 'none'],
    ['no sender: the greeting counts', { mailFrom: '', helo: 'acme.test.' }, 'pass'],
    ['a domain in capitals with a final dot', { mailFrom: 'ann@ACME.test.' }, 'pass'],
    ['a quoted local part with an at sign', { mailFrom: '"a@b"@acme.test' }, 'pass'],
    ['IPv4 inside of IPv6', { ip: '::FFFF:192.0.2.1' }, 'pass'],
    ['another domain', { mailFrom: 'x@gone.test' }, 'none'],
    ['a domain in Unicode', { mailFrom: 'x@b\u00fccher.acme.test' }, 'pass'],
  ])('%s', (_, request, result) => {
    expect(evaluate(record('v=spf1 ip4:192.0.2.1 -all'), request).result).toBe(result);
  });

  it.each<[string, string, Partial<SpfRequest>]>([
    ['192.0.2.1 1.2.0.192 in-addr', '%{c} %{ir} %{v}', {}],
    ['2001:db8::1 ip6', '%{c} %{v}', { ip: '2001:0DB8:0::0001' }],
    ['1.0.0.2', '%{i4r}', { ip: '2001:db8::1' }],
    ['mail.acme.test', '%{p}', {}],
    ['unknown', '%{p}', { ip: '192.0.2.2' }],
    ['ann@acme.test ann acme.test mail.acme.test mx.rx.test 1795046400', '%{s} %{l} %{o} %{h} %{r} %{t}', { receiver: 'mx.rx.test', now: 1_795_046_400_999 }],
    ['unknown', '%{r}', {}],
    ['a%27b%21%28%29%2A', '%{L}', { mailFrom: "a'b!()*@acme.test" }],
    ['acme test', '%{d1r} %{d1}', {}],
    ['% %20  .', '%% %- %_.', {}],
    ['b.a', '%{lr+-}', { mailFrom: 'a-b@acme.test' }],
  ])('explains %j for %j', (explanation, text, request) => {
    const lines: Line[] = [...record('v=spf1 -all exp=why.acme.test'), ['why', 'TXT', text], ['mail', 'A', '192.0.2.1']];
    expect(evaluate(lines, request).explanation).toBe(explanation);
  });

  it('lets more look-ups without result pass when told so, and never matches non-ASCII names (RFC 8616)', () => {
    const text = 'v=spf1 a:x.acme.test a:y.acme.test a:z.acme.test ~all';
    expect([evaluate(record(text)).result, evaluate(record(text), { mostVoids: 3 }).result]).toEqual(['permerror', 'softfail']);
    expect(evaluate(record('v=spf1 exists:%{l}.acme.test -all'), { mailFrom: 'jörg@acme.test' })).toMatchObject({ result: 'fail', voids: 0 });
  });
});
