import { appBut, declaring, fewHostsBut } from '../faults/change.ts';
import { withRecords } from '../faults/dns.ts';
import { changeSite, everything, path } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { SiteAnswer } from '../site.ts';
import type { Scenario } from '../scenario.ts';
import type { WorldChange } from '../faults/change.ts';

const APP = `app.${DOMAIN}`;
const html = (body: string, headers: readonly (readonly [string, string])[] = [], status = 200): SiteAnswer => ({
  status,
  headers: [['content-type', 'text/html; charset=utf-8'], ...headers],
  body,
});
const old = (from: string, to?: string): WorldChange => declaring({ oldUrls: [{ from, ...(to !== undefined && { to }) }] });
const endpoint = (url: string, is: 'callback' | 'webhook', method: 'GET' | 'POST'): WorldChange => declaring({ endpoints: [{ url, is, method, headers: {} }] });
const callback = `https://${APP}/auth/callback`;
const built = (digest: string, inside = ''): SiteAnswer => html(page('Acme app', `<script src="/assets/index-${digest}.js"></script>${inside}`));
const scripts = (label: string, ...digests: readonly string[]): WorldChange[] =>
  digests.map((digest) =>
    path(label, `/assets/index-${digest}.js`, {
      status: 200,
      headers: [
        ['content-type', 'text/javascript'],
        ['cache-control', 'public, max-age=31536000, immutable'],
      ],
      body: '/* */',
    }),
  );

/** Addresses that the config names: old ones, callbacks, endpoints; and one app at several places. */
export const routeScenarios: readonly Scenario[] = [
  { name: 'an old address is dead', world: appBut(old(`https://${APP}/old`)), finds: ['domain/old-urls:dead'] },
  {
    name: 'an old address still shows a page',
    world: appBut(old(`https://${APP}/old`), path('app', '/old', html(page('Old')))),
    finds: ['domain/old-urls:stays'],
  },
  {
    name: 'an old address leads to another page than it should',
    world: appBut(old(`https://${APP}/old`, `https://${APP}/pricing`), path('app', '/old', { redirect: `https://${APP}/`, keep: 'nothing' })),
    finds: ['domain/old-urls:wrong-place'],
  },
  {
    name: 'an old address redirects for a while only',
    world: appBut(old(`https://${APP}/old`), path('app', '/old', { redirect: `https://${DOMAIN}/`, keep: 'nothing', status: 302 })),
    finds: [],
    also: ['domain/old-urls:temporary'],
  },
  {
    name: 'an old address leads to its page',
    world: appBut(
      old(`https://${APP}/old`, `https://${APP}/pricing/`),
      path('app', '/old', { redirect: `https://${APP}/pricing`, keep: 'nothing', status: 308 }),
      path('app', '/pricing', html(page('Pricing'))),
    ),
    finds: [],
  },
  {
    name: 'what stands at an old address takes us for a bot',
    world: appBut(old(`https://${APP}/old`), path('app', '/old', { fault: 'bot-challenge' })),
    finds: [],
    unknown: ['domain/old-urls'],
  },
  { name: 'the callback of the sign-in is gone', world: appBut(endpoint(callback, 'callback', 'GET')), finds: ['domain/callbacks:gone'] },
  {
    name: 'the callback of the sign-in fails',
    world: appBut(endpoint(callback, 'callback', 'GET'), path('app', '/auth/callback', html('', [], 500))),
    finds: ['domain/callbacks:fails'],
  },
  {
    name: 'the callback of the sign-in leads back to the log-in, which is fine',
    world: appBut(endpoint(callback, 'callback', 'GET'), path('app', '/auth/callback', { redirect: '/?error=code', keep: 'nothing', status: 302 })),
    finds: [],
  },
  {
    name: 'the callback stands on a host that loses its code',
    world: appBut(
      endpoint(`https://www.${DOMAIN}/auth/callback`, 'callback', 'GET'),
      everything('www', 'https', { redirect: `https://${DOMAIN}`, keep: 'path' }),
    ),
    finds: ['domain/callbacks:loses-code', `domain/redirect-keeps-path:query-lost@www.${DOMAIN}`],
  },
  {
    name: 'the callback stands on a host that is not there',
    world: appBut(endpoint('https://auth.gone.example/cb', 'callback', 'GET')),
    finds: ['domain/callbacks:unreachable'],
  },
  {
    name: 'a session is set on www and left behind there',
    world: appBut(
      changeSite('www', 'https', (site) => ({ ...site, headers: [...(site.headers ?? []), ['set-cookie', 'session_id=abc; Path=/; Secure; HttpOnly']] })),
    ),
    finds: [`domain/redirect-keeps-cookies:left-behind@www.${DOMAIN}`],
  },
  {
    name: 'a webhook that is posted to by plain http is lost',
    world: appBut(endpoint(`https://${APP}/hooks/stripe`, 'webhook', 'POST'), declaring({ active: true, owned: [DOMAIN] })),
    finds: [],
    also: ['domain/redirect-keeps-method:method-lost'],
  },
  {
    name: 'without consent nothing is posted',
    world: appBut(endpoint(`https://${APP}/hooks/stripe`, 'webhook', 'POST')),
    finds: [],
    unknown: ['domain/redirect-keeps-method'],
  },
  {
    name: 'the domain and www serve two builds',
    world: appBut(path('@', '/', built('4f9d2c81')), everything('www', 'https', built('8a1b2c3d')), ...scripts('@', '4f9d2c81')),
    finds: ['domain/same-build:split', 'domain/canonical-host:both-serve'],
  },
  {
    name: 'one of two addresses of app serves an older build',
    world: appBut(withRecords(['app', 'A', '203.0.113.241']), path('app', '/', built('4f9d2c81')), ...scripts('app', '4f9d2c81', '8a1b2c3d'), (spec) => {
      const app = spec.hosts.find(({ name }) => name === APP);
      if (!app || typeof app.https === 'string') return spec;
      return {
        ...spec,
        hosts: [...spec.hosts, { ...app, address: '203.0.113.241', https: { ...app.https, routes: { ...app.https.routes, '/': built('8a1b2c3d') } } }],
      };
    }),
    finds: ['domain/same-build:split'],
  },
  {
    name: 'app is sent to the site for good',
    world: fewHostsBut(['app'], everything('app', 'https', { redirect: `https://${DOMAIN}` })),
    finds: ['domain/second-domain:leads-away'],
  },
  {
    name: 'the sitemap of the site names a page that hides itself and calls a preview the real one',
    world: appBut(
      path('@', '/sitemap.xml', { status: 200, body: `<urlset><url><loc>https://${DOMAIN}/a</loc></url></urlset>` }),
      path(
        '@',
        '/a',
        html('<!doctype html><title>A</title><meta name="robots" content="noindex"><link rel="canonical" href="https://acme.vercel.app/a"><h1>A</h1>'),
      ),
    ),
    finds: [],
    also: [`domain/search-visibility:listed-and-hidden@${DOMAIN}`, `domain/search-visibility:canonical-elsewhere@${DOMAIN}`],
  },
];
