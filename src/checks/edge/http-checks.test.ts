import { describe, expect, test } from 'vitest';
import { failedWalk, HTTP_NO_ADDRESS, httpEvidence, pageOf, walk } from '../../../test/support/edge-evidence.ts';
import { cloudflareEvidence, GOOD_ZONE_FACTS as GOOD } from '../../../test/support/cloudflare-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { Asset, EdgeAssets } from '../../evidence/edge/assets.ts';
import type { Cloudflare } from '../../evidence/edge/cloudflare.ts';
import type { EdgeHttp } from '../../evidence/edge/http.ts';
import type { Check } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { behindProxy } from './behind-proxy.ts';
import { cacheHeaders } from './cache-headers.ts';
import { compression } from './compression.ts';
import { hsts } from './hsts.ts';
import { httpsForced } from './https-forced.ts';
import { mixedContent } from './mixed-content.ts';
import { securityHeaders } from './security-headers.ts';

const HOST = 'app.acme.test';
const subject = { kind: 'host', name: HOST, parent: 'domain:acme.test' } as const;
const evidence = (change: Parameters<typeof httpEvidence>[1] = {}): EdgeHttp => httpEvidence(HOST, change);
const judge = (check: Check, http: EdgeHttp) => judgeOne(check, { http }, { subject });
const challenge = walk([`403 https://${HOST}/`], { end: 'challenged', recognised: { kind: 'challenge', by: 'cloudflare', sign: quote('x') } });

describe('https forced', () => {
  test.each<[string, EdgeHttp, string[]]>([
    ['redirects', evidence(), []],
    ['port 80 closed', evidence({ http: failedWalk('refused', `http://${HOST}/`), deep: null }), []],
    ['serves in clear', evidence({ http: walk([`200 http://${HOST}/`]) }), ['served-in-clear']],
    ['only the front page redirects', evidence({ deep: { http: walk([`200 http://${HOST}/lr-check/deep`]), https: null } }), ['deep-in-clear']],
    ['an error in clear shows nothing', evidence({ deep: { http: walk([`404 http://${HOST}/lr-check/deep`]), https: null } }), []],
    ['https refused', evidence({ http: walk([`200 http://${HOST}/`]), https: failedWalk('refused', `https://${HOST}/`) }), ['https-down']],
    [
      'redirects to https that is down',
      evidence({ http: failedWalk('refused', `https://${HOST}/`, [`301 http://${HOST}/ https://${HOST}/`]), https: failedWalk('refused', `https://${HOST}/`) }),
      ['https-down'],
    ],
    ['back to http', evidence({ https: walk([`302 https://${HOST}/ http://${HOST}/home`, `200 http://${HOST}/home`]) }), ['downgrade']],
  ])('%s', (_, http, problems) => {
    expect(judge(httpsForced, http).problems).toEqual(problems);
  });
  test('a port that only times out is not proven to be down; what is served in clear is', () => {
    const judged = judge(httpsForced, evidence({ http: walk([`200 http://${HOST}/`]), https: failedWalk('timeout', `https://${HOST}/`) }));
    expect(judged.problems).toEqual(['served-in-clear']);
    expect(judged.unknown).toHaveLength(1);
  });
});

describe('hsts', () => {
  const carrying = (value: string) => evidence({ https: walk([`200 https://${HOST}/`], { headers: { 'strict-transport-security': value } }) });
  test.each<[string, EdgeHttp, string[]]>([
    ['missing', evidence(), ['missing']],
    ['a year', carrying('max-age=31536000; includeSubDomains; preload'), []],
    ['quoted', carrying('max-age="31536000"'), []],
    ['short', carrying('max-age=3600'), ['short']],
    ['switched off', carrying('max-age=0'), ['short']],
    ['no max-age', carrying('includeSubDomains'), ['ignored']],
    ['twice', carrying('max-age=1; max-age=31536000'), ['ignored']],
    [
      'on the redirect of the host itself',
      evidence({
        https: walk([`301 https://${HOST}/ https://acme.test/`, '200 https://acme.test/'], { headers: { 'strict-transport-security': 'max-age=31536000' } }),
      }),
      [],
    ],
  ])('%s', (_, http, problems) => {
    expect(judge(hsts, http).problems).toEqual(problems);
  });
});

describe('security headers', () => {
  const all = {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  };
  const carrying = (headers: Readonly<Record<string, string>>) => evidence({ https: walk([`200 https://${HOST}/`], { headers }) });
  test('all there, or XFO instead of CSP', () => {
    expect(judge(securityHeaders, carrying(all)).problems).toEqual([]);
    expect(judge(securityHeaders, carrying({ ...all, 'content-security-policy': '', 'x-frame-options': 'DENY' })).problems).toEqual([]);
  });
  test('one finding lists what is missing, and the fix holds exactly those', () => {
    const judged = judge(securityHeaders, carrying({ ...all, 'content-security-policy': "default-src 'self'", 'referrer-policy': '' }));
    expect(judged.fails[0]?.says).toBe(`${HOST} lacks Content-Security-Policy frame-ancestors, Referrer-Policy`);
    expect(judged.fails[0]?.details.fix?.snippet?.text).not.toContain('nosniff');
  });
  test('only pages of its own are judged', () => {
    expect(judge(securityHeaders, evidence({ page: null })).notApplicable).toHaveLength(1);
    expect(judge(securityHeaders, evidence({ page: pageOf(`https://${HOST}/`, { html: false }) })).notApplicable).toHaveLength(1);
    expect(judge(securityHeaders, evidence({ https: walk([`301 https://${HOST}/ https://acme.test/`, '200 https://acme.test/']) })).notApplicable).toHaveLength(
      1,
    );
  });
});

test.each([
  [{ insecure: [{ element: 'script', url: quote('http://x.test/a.js'), active: true }] }, ['active']],
  [{ insecure: [{ element: 'image', url: quote('http://x.test/a.png'), active: false }] }, ['passive']],
  [{ localhost: [{ element: 'script', url: quote('http://localhost:3000/a.js'), active: true }] }, ['localhost']],
  [{}, []],
] as const)('mixed content %#', (change, problems) => {
  expect(judge(mixedContent, evidence({ page: pageOf(`https://${HOST}/`, change) })).problems).toEqual(problems);
});
test('on a page over plain HTTP nothing is mixed', () => {
  const page = pageOf(`http://${HOST}/`, { insecure: [{ element: 'script', url: quote('http://x.test/a.js'), active: true }] });
  expect(judge(mixedContent, evidence({ page, https: failedWalk('refused', `https://${HOST}/`) })).problems).toEqual([]);
});

test.each([hsts, securityHeaders, mixedContent])('behind a bot check $id is unknown, without address not applicable', (check) => {
  expect(judge(check, evidence({ https: challenge, page: null }))).toMatchObject({ problems: [], unknown: [expect.stringContaining('bot check')] });
  expect(judge(check, HTTP_NO_ADDRESS)).toMatchObject({ problems: [], notApplicable: [expect.any(String)] });
});

describe('behind an edge network', () => {
  const host = (name: string, platforms: string[]) => ({ subject: { kind: 'host', name } as const, value: httpEvidence(name, { platforms }) });
  const hosts = [
    { name: 'acme.test', purpose: 'apex', declared: true },
    { name: HOST, purpose: 'app', declared: true },
    { name: 'docs.acme.test', purpose: 'docs', declared: true },
  ] as const;
  const edges = (list: readonly ReturnType<typeof host>[]) => judgeOne(behindProxy, { hosts: list }, { intent: { hosts } });
  test('all covered, docs elsewhere', () => {
    expect(edges([host('acme.test', ['cloudflare', 'nginx']), host(HOST, ['vercel']), host('docs.acme.test', [])]).passes).toEqual([
      'in front: Cloudflare, Vercel',
    ]);
  });
  test('no sign at all is unknown and can be attested, never a failure', () => {
    expect(edges([host('acme.test', ['nginx']), host(HOST, [])])).toMatchObject({ problems: [], unknown: [expect.stringContaining('row C7')] });
    expect(edges([])).toMatchObject({ unknown: [expect.any(String)] });
  });
  test('one host beside the edge is advice, and the row unknown', () => {
    const judged = edges([host('acme.test', ['cloudflare']), host(HOST, ['nginx'])]);
    expect(judged.problems).toEqual(['uneven']);
    expect(judged.unknown).toHaveLength(1);
    expect(judged.fails[0]).toMatchObject({ says: expect.stringContaining(HOST), details: { grade: 'inferred' } });
  });

  const zone = (records: Cloudflare['records'], paused = false) => ({ ...cloudflareEvidence(), zone: { ...GOOD, paused }, records });
  const record = (content: string, proxied: boolean, type: 'A' | 'CNAME' = 'A') => ({ name: quote(HOST, 255), type, content: quote(content, 255), proxied });
  const withZone = (list: readonly ReturnType<typeof host>[], edge: Cloudflare) => judgeOne(behindProxy, { hosts: list, edge }, { intent: { hosts } });
  test('edge/behind-proxy: with the zone at hand a hidden edge passes and a grey record fails', () => {
    expect(withZone([host(HOST, ['nginx'])], zone([record('203.0.113.1', true)]))).toMatchObject({ problems: [], unknown: [] });
    const grey = withZone([host(HOST, ['nginx'])], zone([record('203.0.113.1', false)]));
    expect(grey).toMatchObject({ problems: ['not-proxied'], unknown: [] });
    expect(grey.fails[0]?.details.proof[0]?.lines).toEqual([`${HOST} A 203.0.113.1 DNS only (grey cloud)`]);
  });
  test('a grey record to a platform with an edge of its own is no failure, recognised in the answers or not', () => {
    expect(withZone([host(HOST, ['vercel'])], zone([record('cname.vercel-dns.com', false, 'CNAME')])).problems).toEqual([]);
    expect(withZone([host(HOST, [])], zone([record('sites.framer.app', false, 'CNAME')])).problems).toEqual([]);
  });
  test('a wildcard record counts for the names below it', () => {
    const wildcard = { ...record('203.0.113.1', true), name: quote('*.acme.test', 255) };
    expect(withZone([host(HOST, [])], zone([wildcard])).passes).toEqual(['in front: Cloudflare (its record is proxied)']);
  });
  test('a paused zone protects nothing', () => {
    expect(withZone([host(HOST, [])], zone([record('203.0.113.1', true)], true)).problems).toEqual(['paused']);
  });
});

describe('static files', () => {
  const asset = (change: Partial<Asset>): Asset => ({
    url: quote(`https://${HOST}/assets/index-BQ8xh2Kd.js`),
    kind: 'script',
    status: 200,
    contentType: quote('text/javascript'),
    cacheControl: quote('public, max-age=31536000, immutable'),
    expires: null,
    hashed: true,
    contentEncoding: 'br',
    wireBytes: 20_000,
    bytes: 60_000,
    ...change,
  });
  const on = (check: Check, ...assets: Asset[]) =>
    judgeOne(check, { files: { status: 'seen', assets } satisfies EdgeAssets, http: evidence({ platforms: ['nginx'] }) }, { subject });
  test.each<[string, Partial<Asset>, string[]]>([
    ['kept for a year', {}, []],
    ['no header', { cacheControl: null }, ['short-lived']],
    ['max-age=0', { cacheControl: quote('public, max-age=0, must-revalidate') }, ['short-lived']],
    ['no-store', { cacheControl: quote('no-store, max-age=31536000') }, ['never-kept']],
    ['without digest in the name', { hashed: false, cacheControl: null }, []],
    ['missing file', { status: 404, cacheControl: null }, []],
  ])('cache headers: %s', (_, change, problems) => {
    expect(on(cacheHeaders, asset(change)).problems).toEqual(problems);
  });
  test.each<[string, Partial<Asset>, string[]]>([
    ['packed', {}, []],
    ['plain', { contentEncoding: null }, ['uncompressed']],
    ['small', { contentEncoding: null, bytes: 500 }, []],
    ['an image', { contentEncoding: null, contentType: quote('image/png') }, []],
    ['a stream', { contentEncoding: null, contentType: quote('text/event-stream') }, []],
  ])('compression: %s', (_, change, problems) => {
    expect(on(compression, asset(change)).problems).toEqual(problems);
  });
});
