import { expect, test } from 'vitest';
import { DOMAIN, healthy, healthyHost, page, WEB_ADDRESS } from '../../../range/healthy.ts';
import type { Site, SiteFault } from '../../../range/site.ts';
import type { HostSpec } from '../../../range/web.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { EdgeHttp } from '../../evidence/edge/http.ts';
import { edgeHttpProbe } from './http.ts';

const look = async (host: Partial<HostSpec>, others: readonly HostSpec[] = []) =>
  lookAtHost<EdgeHttp>(edgeHttpProbe, DOMAIN, healthy({ hosts: [{ ...healthyHost(DOMAIN, 'apex'), ...host }, ...others] }));
const html = (inside: string, headers: readonly (readonly [string, string])[] = []): Site => ({
  routes: { '/': { status: 200, headers: [['content-type', 'text/html'], ...headers], body: page('Acme', inside) } },
});

test('a good host: redirect to https, then its page', async () => {
  const { value, complete, connections } = await look({});
  expect(complete).toBe(true);
  expect(value.root?.http).toMatchObject({
    end: 'answered',
    hops: [
      { status: 301, scheme: 'http', location: `https://${DOMAIN}/` },
      { status: 200, scheme: 'https' },
    ],
  });
  expect(value.root?.https).toMatchObject({ end: 'answered', hops: [{ status: 200 }], recognised: null });
  expect(value.deep?.http?.hops[0]?.location).toBe(`https://${DOMAIN}/lr-check/deep?code=lr&state=lr`);
  expect(value.deep?.https).toBeNull();
  expect(value.page).toMatchObject({ title: 'Acme apex', html: true, insecure: [], thirdPartyHosts: [] });
  // The page is asked once although two walks end there: http /, https /, http deep, https deep.
  expect(connections).toBe(4);
});

test('a host that leads elsewhere has no page of its own, and its deep path is followed over https too', async () => {
  const { value } = await look({ https: { routes: { '*': { redirect: `https://www.${DOMAIN}`, status: 308 } } } }, [healthyHost(`www.${DOMAIN}`, 'docs')]);
  expect(value.page).toBeNull();
  expect(value.deep?.https?.hops.map(({ status }) => status)).toEqual([308, 404]);
});

test('page facts: title, canonical, robots, mixed content, localhost, third parties, build', async () => {
  const inside = `<link rel="canonical" href="http://old.example/"><meta name="robots" content="noindex, follow">
    <script src="http://cdn.example/a.js"></script><img src="http://cdn.example/b.png"><a href="http://fine.example/">x</a>
    <form action="http://${DOMAIN}/login"></form><script src="http://localhost:3000/dev.js"></script><script>self.__next={"buildId":"abc123"}</script>`;
  const { value } = await look({ https: html(inside) });
  expect(value.page).toMatchObject({
    canonical: 'http://old.example/',
    noindex: true,
    insecure: [
      { element: 'script', url: 'http://cdn.example/a.js', active: true },
      { element: 'image', url: 'http://cdn.example/b.png', active: false },
      { element: 'form', url: `http://${DOMAIN}/login`, active: true },
    ],
    localhost: [{ url: 'http://localhost:3000/dev.js' }],
    thirdPartyHosts: ['cdn.example'],
    trusts: [{ host: 'cdn.example', as: 'script' }],
    buildId: 'abc123',
  });
});

test('cookie values and credentials in addresses never become evidence', async () => {
  const token = 'x'.repeat(40);
  const { value } = await look({
    https: {
      routes: { '*': { redirect: `https://${DOMAIN}:443/cb?session_token=${token}&next=`, keep: 'nothing' } },
      headers: [['set-cookie', `sid=${token}; Secure`]],
    },
  });
  expect(JSON.stringify(value)).not.toContain(token);
  expect(JSON.stringify(value)).toContain('sid=…; Secure');
});

test('a dead redirect target ends the walk with its reason', async () => {
  const { value, complete } = await look({ https: { routes: { '*': { redirect: 'https://nowhere.example' } } } });
  expect(value.root?.https).toMatchObject({ end: 'failed', next: 'https://nowhere.example/', failure: { code: 'not-found' } });
  expect(complete).toBe(true);
});

test('closed https beside an open http is an answer', async () => {
  const { value } = await look({ https: 'refused', http: html('plain') });
  expect(value.root?.https).toMatchObject({ end: 'failed', failure: { code: 'refused' }, hops: [] });
  expect(value.page).toMatchObject({ scheme: 'http', title: 'Acme' });
});

test('a bot check behind the redirect leaves the redirect seen and the page unseen', async () => {
  const { value, complete } = await look({ https: { routes: { '*': { fault: 'bot-challenge' } } } });
  expect(value).toMatchObject({
    page: null,
    root: { https: { end: 'challenged', recognised: { kind: 'challenge', by: 'cloudflare' } } },
    platforms: ['cloudflare'],
  });
  expect(complete).toContainEqual({ part: 'page', says: expect.stringContaining('bot check') });
});

test.each([
  ['a bot check everywhere', 'bot-challenge', 'challenged'],
  ['too many requests', 'too-many-requests', 'challenged'],
  ['closes', 'closes', 'malformed'],
  ['garbage', 'garbage', 'malformed'],
  ['huge headers', 'huge-headers', 'too-large'],
] satisfies readonly [string, SiteFault, string][])('cannot look: %s', async (_, fault, code) => {
  const site: Site = { routes: { '*': { fault } } };
  await expect(look({ https: site, http: site })).rejects.toMatchObject({ name: 'CouldNotLook', code });
});

test('cannot look: both ports refuse', async () => {
  await expect(look({ https: 'refused', http: 'refused' })).rejects.toMatchObject({ code: 'refused' });
});

test.each(['endless-body', 'gzip-bomb'] satisfies readonly SiteFault[])('%s: the page is seen up to the cap, and says so', async (fault) => {
  const { value, complete } = await look({ https: { routes: { '/': { fault } } } });
  expect(value.page?.bytes).toBe(1_000_000);
  expect(complete).toContainEqual({ part: 'page', says: expect.stringContaining('size') });
});

test('bytes that are no UTF-8 are read', async () => {
  const { value } = await look({ https: { routes: { '/': { fault: 'invalid-utf8' } } }, address: WEB_ADDRESS });
  expect(value.page?.html).toBe(true);
});
