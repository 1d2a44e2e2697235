import { describe, expect, test } from 'vitest';
import { failedWalk, HTTP_NO_ADDRESS, httpEvidence, pageOf, walk } from '../../../test/support/edge-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { EdgeHttp } from '../../evidence/edge/http.ts';
import type { Check } from '../../model/check.ts';
import type { HostPurpose, Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { canonicalHost } from './canonical-host.ts';
import { pageAnswers } from './page-answers.ts';
import { previewHost } from './preview-host.ts';
import { redirectKeepsPath } from './redirect-keeps-path.ts';
import { redirectLoop } from './redirect-loop.ts';
import { redirectPermanent } from './redirect-permanent.ts';
import { searchVisibility } from './search-visibility.ts';

const HOST = 'app.acme.test';
const evidence = (change: Parameters<typeof httpEvidence>[1] = {}): EdgeHttp => httpEvidence(HOST, change);
const judge = (check: Check, http: EdgeHttp, purpose: HostPurpose = 'app', name = HOST, intent: Partial<Intent> = {}) =>
  judgeOne(check, { http }, { subject: { kind: 'host', name, parent: 'domain:acme.test' }, intent: { hosts: [{ name, purpose, declared: true }], ...intent } });
const status = (code: number) => evidence({ https: walk([`${code} https://${HOST}/`]) });
const recognised = (kind: 'parking' | 'platform-error' | 'default-page', code = 404) =>
  evidence({ https: walk([`${code} https://${HOST}/`], { recognised: { kind, by: 'vercel', sign: quote('DEPLOYMENT_NOT_FOUND') } }) });
const CHALLENGED = evidence({
  page: null,
  https: walk([`403 https://${HOST}/`], { end: 'challenged', recognised: { kind: 'challenge', by: 'cloudflare', sign: quote('x') } }),
});

/** A walk over the front pages of these hosts below acme.test. */
const along = (status: number, ...hosts: readonly string[]) => {
  const urls = hosts.map((host) => `${host}${host.endsWith('/') ? '' : '.'}acme.test/`);
  return walk(urls.map((url, at) => (at === urls.length - 1 ? `200 ${url}` : `${status} ${url} ${urls[at + 1]}`)));
};

describe('page answers', () => {
  test.each<[string, EdgeHttp, HostPurpose, string[]]>([
    ['200', status(200), 'app', []],
    ['500', status(500), 'app', ['server-error']],
    ['502 of an API', status(502), 'api', ['server-error']],
    ['404 of an app', status(404), 'app', ['not-found']],
    ['404 of an API', status(404), 'api', []],
    ['401 of an API', status(401), 'api', []],
    ['401 of an app', status(401), 'app', ['asks-password']],
    ['platform error', recognised('platform-error'), 'app', ['platform-error']],
    ['platform error of an API', recognised('platform-error'), 'api', ['platform-error']],
    ['parking', recognised('parking', 200), 'apex', ['parked']],
    ['default page', recognised('default-page', 200), 'app', ['default-page']],
    ['leads to another host', evidence({ https: walk([`301 https://${HOST}/ https://acme.test/`, '500 https://acme.test/']) }), 'www', []],
    [
      'leads nowhere',
      evidence({ https: failedWalk('not-found', 'https://gone.test/', [`301 https://${HOST}/ https://gone.test/`]) }),
      'www',
      ['leads-nowhere'],
    ],
    [
      'leads to no address',
      evidence({ https: walk([`301 https://${HOST}/ javascript:1`], { end: 'bad-location', next: quote('javascript:1') }) }),
      'www',
      ['leads-nowhere'],
    ],
    ['empty page', evidence({ page: pageOf(`https://${HOST}/`, { bytes: 0 }) }), 'app', ['empty']],
  ])('%s', (_, http, purpose, problems) => {
    expect(judge(pageAnswers, http, purpose).problems).toEqual(problems);
  });
  test.each<[string, EdgeHttp]>([
    ['403', status(403)],
    ['bot check', CHALLENGED],
    ['time-out behind a redirect', evidence({ https: failedWalk('timeout', 'https://slow.test/', [`301 https://${HOST}/ https://slow.test/`]) })],
    ['no answer', evidence({ https: failedWalk('timeout', `https://${HOST}/`) })],
  ])('%s is unknown', (_, http) => {
    expect(judge(pageAnswers, http)).toMatchObject({ problems: [], unknown: [expect.any(String)] });
  });
});

describe('redirect loop', () => {
  const loop = walk([`301 https://${HOST}/ https://${HOST}/`], { end: 'loop', next: quote(`https://${HOST}/`) });
  test.each<[string, EdgeHttp, string[]]>([
    ['none', evidence(), []],
    ['loop over https', evidence({ https: loop }), ['loop']],
    ['loop over http only', evidence({ http: loop }), ['loop']],
    [
      'never ends',
      evidence({
        https: walk(
          Array.from({ length: 11 }, (_, n) => `302 https://${HOST}/${n} https://${HOST}/${n + 1}`),
          { end: 'too-many' },
        ),
      }),
      ['too-many'],
    ],
    [
      'five hops',
      evidence({ https: walk([...Array.from({ length: 5 }, (_, n) => `302 https://${HOST}/${n} https://${HOST}/${n + 1}`), `200 https://${HOST}/5`]) }),
      ['long'],
    ],
    ['to HTTPS, then to the main host: as the preload list asks', evidence({ http: along(301, 'http://www', 'https://www', 'https://') }), []],
    ['to the main host, then to HTTPS', evidence({ http: along(301, 'http://www', 'http://', 'https://') }), []],
    ['one step to the main host', evidence({ https: along(308, 'https://www', 'https://') }), []],
    ['over a third host', evidence({ https: along(301, 'https://old', 'https://www', 'https://') }), ['detour']],
    ['out of HTTPS and back', evidence({ https: along(308, 'https://www', 'http://', 'https://') }), ['detour']],
    ['over a third host for now, as sign-ins do', evidence({ https: along(302, 'https://app', 'https://auth', 'https://login') }), []],
    ['a path that the application prefers', evidence({ https: walk([`301 https://${HOST}/ https://${HOST}/en`, `200 https://${HOST}/en`]) }), []],
  ])('%s', (_, http, problems) => {
    expect(judge(redirectLoop, http).problems).toEqual(problems);
  });
  const refused = { 'set-cookie': 'sid=…; Domain=auth.example; Path=/; Secure' };
  test.each<[string, ReturnType<typeof walk>, string[], string]>([
    ['itself, behind Cloudflare', loop, ['cloudflare'], 'over plain HTTP, and your server'],
    ['itself, behind another proxy', loop, ['nginx'], 'takes every visit for plain HTTP'],
    [
      'with and without www',
      walk([`301 https://${HOST}/ https://www.acme.test/`, `301 https://www.acme.test/ https://${HOST}/`], { end: 'loop', next: quote(`https://${HOST}/`) }),
      [],
      'two settings',
    ],
    [
      'back and forth between schemes',
      walk([`301 https://${HOST}/ http://${HOST}/`, `301 http://${HOST}/ https://${HOST}/`], { end: 'loop', next: quote(`https://${HOST}/`) }),
      [],
      'two settings',
    ],
    [
      'a cookie that browsers refuse',
      walk([`302 https://${HOST}/ https://${HOST}/login`, `302 https://${HOST}/login https://${HOST}/`], {
        end: 'loop',
        next: quote(`https://${HOST}/`),
        headers: refused,
      }),
      ['cloudflare'],
      'a cookie that browsers refuse',
    ],
    [
      'an address that grows',
      walk([`302 https://${HOST}/ https://${HOST}/login?next=%2F`], { end: 'too-many', next: quote(`https://${HOST}/login?next=${'%2Flogin'.repeat(20)}`) }),
      [],
      'the whole address before it',
    ],
  ])('the cause of a circle: %s', (_, https, platforms, words) => {
    expect(judge(redirectLoop, evidence({ https, platforms })).fails[0]?.says).toContain(words);
  });
  test('behind Cloudflare the fix names the encryption mode', () => {
    expect(judge(redirectLoop, evidence({ https: loop, platforms: ['cloudflare', 'nginx'] })).fails[0]?.details.fix?.steps[0]).toContain('Full (strict)');
  });
});

describe('redirect keeps path', () => {
  const DEEP = '/lr-check/deep?code=lr&state=lr';
  const deep = (location: string) => evidence({ deep: { http: walk([`301 http://${HOST}${DEEP} ${location}`, `200 ${location}`]), https: null } });
  const home = ['301 https://www.acme.test/ https://acme.test/', '200 https://acme.test/'];
  test.each<[string, EdgeHttp, string, string[]]>([
    ['kept', evidence(), HOST, []],
    ['path lost', deep(`https://${HOST}/`), HOST, ['path-lost']],
    ['query lost', deep(`https://${HOST}/lr-check/deep`), HOST, ['query-lost']],
    ['a language in front', deep(`https://${HOST}/en${DEEP}`), HOST, []],
    ['handed on to the sign-in', deep(`https://${HOST}/login?next=${encodeURIComponent(DEEP)}`), HOST, []],
    ['an unknown path sent elsewhere by the application', deep('https://help.acme.test/'), HOST, []],
    [
      'host redirect over https',
      httpEvidence('www.acme.test', {
        https: walk(home),
        deep: { http: null, https: walk([`301 https://www.acme.test${DEEP} https://acme.test/`, '200 https://acme.test/']) },
      }),
      'www.acme.test',
      ['path-lost'],
    ],
  ])('%s', (_, http, name, problems) => {
    expect(judge(redirectKeepsPath, http, 'app', name).problems).toEqual(problems);
  });
  test('without a general redirect there is nothing to keep', () => {
    expect(
      judge(redirectKeepsPath, evidence({ http: failedWalk('refused', `http://${HOST}/`), deep: { http: null, https: null } })).notApplicable,
    ).toHaveLength(1);
  });
});

test.each<[string, EdgeHttp, string[]]>([
  ['301', evidence(), []],
  ['302 to https', evidence({ http: walk([`302 http://${HOST}/ https://${HOST}/`, `200 https://${HOST}/`]) }), ['temporary']],
  ['302 to the sign-in page', evidence({ https: walk([`302 https://${HOST}/ https://auth.acme.test/login`, '200 https://auth.acme.test/login']) }), []],
])('redirect permanent: %s', (_, http, problems) => {
  expect(judge(redirectPermanent, http).problems).toEqual(problems);
});

describe('canonical host', () => {
  const APEX = 'acme.test';
  const WWW = 'www.acme.test';
  const toApex = httpEvidence(WWW, {
    https: walk([`301 https://${WWW}/ https://${APEX}/`, `200 https://${APEX}/`]),
    http: walk([`301 http://${WWW}/ https://${APEX}/`, `200 https://${APEX}/`]),
  });
  const both = (apex: EdgeHttp | undefined, www: EdgeHttp | undefined, canonicalHost?: string) => {
    const hosts = [
      { subject: { kind: 'host', name: APEX }, value: apex },
      { subject: { kind: 'host', name: WWW }, value: www },
    ].filter(({ value }) => value);
    const declared = [APEX, WWW].map((name) => ({ name, purpose: 'www' as const, declared: false }));
    return judgeOne(canonical, { hosts }, { intent: { hosts: declared, ...(canonicalHost !== undefined && { canonicalHost }) } });
  };
  const canonical = canonicalHost;
  test.each<[string, EdgeHttp, EdgeHttp, string | undefined, string[]]>([
    ['www to apex', httpEvidence(APEX), toApex, undefined, []],
    ['www to apex, as declared', httpEvidence(APEX), toApex, APEX, []],
    ['www to apex, www declared', httpEvidence(APEX), toApex, WWW, ['not-canonical']],
    ['both serve', httpEvidence(APEX), httpEvidence(WWW), undefined, ['both-serve']],
    ['two homes', httpEvidence(APEX, { https: walk([`301 https://${APEX}/ https://${HOST}/`, `200 https://${HOST}/`]) }), toApex, undefined, ['two-homes']],
    [
      'both to the app',
      httpEvidence(APEX, {
        http: walk([`301 http://${APEX}/ https://${HOST}/`, `200 https://${HOST}/`]),
        https: walk([`301 https://${APEX}/ https://${HOST}/`, `200 https://${HOST}/`]),
      }),
      httpEvidence(WWW, {
        http: walk([`301 http://${WWW}/ https://${HOST}/`, `200 https://${HOST}/`]),
        https: walk([`301 https://${WWW}/ https://${HOST}/`, `200 https://${HOST}/`]),
      }),
      HOST,
      [],
    ],
    ['one form does not exist', httpEvidence(APEX), HTTP_NO_ADDRESS, undefined, []],
  ])('%s', (_, apex, www, declared, problems) => {
    expect(both(apex, www, declared).problems).toEqual(problems);
  });
  test('what was not seen, or shows an error, is unknown', () => {
    expect(both(httpEvidence(APEX), undefined).unknown).toHaveLength(1);
    expect(both(httpEvidence(APEX, { http: walk([`500 http://${APEX}/`]), https: walk([`500 https://${APEX}/`]) }), toApex).unknown).toHaveLength(1);
  });
});

describe('preview host', () => {
  const name = 'acme-git-main.vercel.app';
  const page = (change: Parameters<typeof httpEvidence>[1] = {}) => httpEvidence(name, change);
  test.each<[string, EdgeHttp, HostPurpose, string[]]>([
    ['open', page(), 'preview', ['open']],
    ['open staging', page(), 'staging', ['open']],
    ['by its platform name', page(), 'other', ['open']],
    ['noindex', page({ page: pageOf(`https://${name}/`, { noindex: true }) }), 'preview', []],
    ['sign-in', page({ https: walk([`401 https://${name}/`]) }), 'preview', []],
    ['redirects', page({ https: walk([`301 https://${name}/ https://acme.test/`, '200 https://acme.test/']) }), 'preview', []],
    ['the product itself', page(), 'app', []],
  ])('%s', (_, http, purpose, problems) => {
    expect(judge(previewHost, http, purpose, name).problems).toEqual(problems);
  });
  test('other hosts are not applicable', () => {
    expect(judge(previewHost, evidence()).notApplicable).toHaveLength(1);
  });
});

test.each<[string, Parameters<typeof pageOf>[1], HostPurpose, string[]]>([
  ['visible', {}, 'apex', []],
  ['noindex', { noindex: true }, 'apex', ['noindex']],
  ['an app may hide', { noindex: true }, 'app', []],
  ['canonical at localhost', { canonical: quote('http://localhost:3000/') }, 'apex', ['canonical-elsewhere']],
  ['canonical at a preview', { canonical: quote('https://acme.vercel.app/') }, 'www', ['canonical-elsewhere']],
  ['canonical at home', { canonical: quote('https://acme.test/') }, 'apex', []],
])('search visibility: %s', (_, change, purpose, problems) => {
  expect(judge(searchVisibility, evidence({ page: pageOf(`https://${HOST}/`, change) }), purpose).problems).toEqual(problems);
});
