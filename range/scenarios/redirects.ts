import { appBut, declaring, fewHostsBut } from '../faults/change.ts';
import { withRecords } from '../faults/dns.ts';
import { changeSite, everything, path, plainHttpRedirects, plainHttpServes, portIs, withHost } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const HTML = [['content-type', 'text/html; charset=utf-8']] as const;
const homePage = { status: 200, headers: HTML, body: page('Acme') };
/** `/` leads to `/1`, that to `/2` and so on; the last one is a page. */
const chain = (steps: number) =>
  changeSite('app', 'https', (site) => ({
    ...site,
    routes: {
      ...Object.fromEntries(
        Array.from({ length: steps }, (_, at) => [at === 0 ? '/' : `/${at}`, { redirect: `https://${APP}/${at + 1}`, keep: 'nothing' as const }]),
      ),
      [`/${steps}`]: homePage,
    },
  }));
const preview = { name: `preview.${DOMAIN}`, purpose: 'preview' as const, declared: true };

export const redirectScenarios: readonly Scenario[] = [
  { name: 'app shows its pages on plain HTTP', world: appBut(plainHttpServes('app')), finds: [`edge/https-forced:served-in-clear@${APP}`] },
  {
    name: 'app sends only its front page to HTTPS',
    world: appBut(changeSite('app', 'http', () => ({ routes: { '/': { redirect: `https://${APP}` }, '*': homePage } }))),
    finds: [`edge/https-forced:deep-in-clear@${APP}`],
  },
  {
    name: 'app sends visitors back to plain HTTP',
    world: appBut(plainHttpServes('app'), everything('app', 'https', { redirect: `http://${APP}` })),
    finds: [`edge/https-forced:downgrade@${APP}`, `edge/https-forced:served-in-clear@${APP}`],
  },
  {
    name: 'HTTP sends to HTTPS and HTTPS to HTTP',
    world: appBut(everything('app', 'https', { redirect: `http://${APP}` })),
    finds: [`edge/https-forced:downgrade@${APP}`, `domain/redirect-loop:loop@${APP}`],
  },
  {
    name: 'HTTPS of app is not there',
    world: appBut(portIs('app', 'https', 'refused')),
    finds: [`edge/https-forced:https-down@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  { name: 'plain HTTP of app is not there, which is fine', world: appBut(portIs('app', 'http', 'refused')), finds: [] },
  {
    name: 'app redirects to itself',
    world: appBut(everything('app', 'https', { redirect: `https://${APP}` })),
    finds: [`domain/redirect-loop:loop@${APP}`],
  },
  {
    name: 'app sends visitors to localhost',
    world: appBut(everything('app', 'https', { redirect: 'http://localhost:3000', status: 307 })),
    finds: [`domain/redirect-target:inner-address@${APP}`, `edge/https-forced:downgrade@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app sends visitors to the port behind its proxy',
    world: appBut(everything('app', 'https', { redirect: `https://${APP}:3000` })),
    finds: [`domain/redirect-target:inner-address@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app sends visitors to a private address',
    world: appBut(everything('app', 'https', { redirect: 'https://10.0.0.5' })),
    finds: [`domain/redirect-target:inner-address@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app redirects to a script',
    world: appBut(everything('app', 'https', { redirect: 'javascript:alert(1)//', keep: 'nothing' })),
    finds: [`domain/page-answers:leads-nowhere@${APP}`],
  },
  {
    name: 'app redirects to a file of the visitor',
    world: appBut(everything('app', 'https', { redirect: 'file:///etc/passwd', keep: 'nothing' })),
    finds: [`domain/page-answers:leads-nowhere@${APP}`],
  },
  {
    name: 'the sign-in of app sets a cookie for another domain and asks again',
    world: appBut(
      path('app', '/', { redirect: '/login', status: 302, keep: 'nothing' }),
      path('app', '/login', {
        status: 302,
        headers: [
          ['location', '/'],
          ['set-cookie', 'sid=1; Domain=auth.example; Path=/; Secure; HttpOnly'],
        ],
      }),
    ),
    finds: [`domain/redirect-loop:loop@${APP}`, `edge/cookies:refused@${APP}`],
  },
  {
    name: 'the sign-in of app sets a cookie and asks once more, which is fine',
    world: appBut(
      path('app', '/', { redirect: '/login', status: 302, keep: 'nothing' }),
      path('app', '/login', {
        status: 302,
        headers: [
          ['location', '/home'],
          ['set-cookie', 'sid=1; Path=/; Secure; HttpOnly; SameSite=Lax'],
        ],
      }),
      path('app', '/home', homePage),
    ),
    finds: [],
  },
  { name: 'app redirects without end', world: appBut(chain(40)), finds: [`domain/redirect-loop:too-many@${APP}`] },
  {
    name: 'www leads to the domain over a third host',
    world: fewHostsBut(
      ['docs'],
      everything('www', 'https', { redirect: `https://docs.${DOMAIN}` }),
      everything('docs', 'https', { redirect: `https://${DOMAIN}` }),
    ),
    finds: [],
    also: [`domain/redirect-loop:detour@www.${DOMAIN}`],
  },
  { name: 'app needs four redirects', world: appBut(chain(4)), finds: [], also: [`domain/redirect-loop:long@${APP}`] },
  {
    name: 'the redirect to HTTPS loses path and query',
    world: appBut(plainHttpRedirects('app', { redirect: `https://${APP}/`, keep: 'nothing' })),
    finds: [`domain/redirect-keeps-path:path-lost@${APP}`],
  },
  {
    name: 'the redirect to HTTPS loses the query',
    world: appBut(plainHttpRedirects('app', { redirect: `https://${APP}`, keep: 'path' })),
    finds: [`domain/redirect-keeps-path:query-lost@${APP}`],
  },
  {
    name: 'www loses path and query',
    world: appBut(everything('www', 'https', { redirect: `https://${DOMAIN}/`, keep: 'nothing' })),
    finds: [`domain/redirect-keeps-path:path-lost@www.${DOMAIN}`],
  },
  {
    name: 'the redirect to HTTPS calls itself temporary',
    world: appBut(plainHttpRedirects('app', { redirect: `https://${APP}`, status: 302 })),
    finds: [],
    also: [`domain/redirect-permanent:temporary@${APP}`],
  },
  { name: 'with and without www both show the site', world: appBut(everything('www', 'https', homePage)), finds: ['domain/canonical-host:both-serve'] },
  {
    name: 'www leads to docs',
    world: fewHostsBut(['docs'], everything('www', 'https', { redirect: `https://docs.${DOMAIN}` })),
    finds: ['domain/canonical-host:two-homes'],
  },
  {
    name: 'everything ends at app, although the config names the domain',
    world: appBut(everything('@', 'https', { redirect: `https://${APP}` })),
    finds: ['domain/canonical-host:not-canonical'],
  },
  {
    name: 'app redirects to a name that is gone',
    world: appBut(everything('app', 'https', { redirect: 'https://gone.example' })),
    finds: [`domain/page-answers:leads-nowhere@${APP}`],
  },
  {
    name: 'a preview host shows the product',
    world: appBut(
      withHost('preview', 'preview'),
      withRecords(['preview', 'A', '203.0.113.10']),
      declaring({ hosts: [...(appBut().intent.hosts ?? []), preview] }),
    ),
    finds: [`domain/preview-host:open@preview.${DOMAIN}`],
  },
  {
    name: 'a preview host that redirects to the product is fine',
    world: appBut(
      withHost('preview', 'preview'),
      withRecords(['preview', 'A', '203.0.113.10']),
      everything('preview', 'https', { redirect: `https://${DOMAIN}` }),
      declaring({ hosts: [...(appBut().intent.hosts ?? []), preview] }),
    ),
    finds: [],
  },
  {
    name: 'the front page of app redirects to its login, which is fine',
    world: appBut(path('app', '/', { redirect: '/login', status: 302, keep: 'nothing' }), path('app', '/login', homePage)),
    finds: [],
  },
];
