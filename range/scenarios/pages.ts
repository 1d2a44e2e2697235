import { appBut, fewHostsBut } from '../faults/change.ts';
import { changeSite, everything, headerIs, path, siteFault, withoutHeader } from '../faults/web.ts';
import { onlyTheResolver, registryHas, resolverDenies } from '../faults/dns.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { SiteAnswer } from '../site.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const html = (body: string, status = 200, headers: readonly (readonly [string, string])[] = []): SiteAnswer => ({
  status,
  headers: [['content-type', 'text/html; charset=utf-8'], ...headers],
  body,
});
const front = (label: string, answer: SiteAnswer) => path(label, '/', answer);
const answers = (problem: string): string => `domain/page-answers:${problem}@${APP}`;
const script = (extra: readonly (readonly [string, string])[], bytes: number) => [
  front('app', html(page('Acme', '<script src="/assets/app-4f9d2c81.js"></script>'))),
  path('app', '/assets/app-4f9d2c81.js', { status: 200, headers: [['content-type', 'text/javascript'], ...extra], body: '/* acme */'.padEnd(bytes, ';') }),
];

const linking = (...hrefs: readonly string[]) => front('app', html(page('Acme', hrefs.map((href) => `<a href="${href}">x</a>`).join(' '))));

/** The registry of `.test`, in which nobody has registered a name. */
const registry = registryHas('test');
const TAG = 'www.tag-vendor.test';
const tagged = front('app', html(page('Acme', `<script defer src="https://${TAG}/tag.js"></script>`)));
const letsTagIn = headerIs('app', 'content-security-policy', `default-src 'self'; script-src 'self' https://${TAG}`);

export const pageScenarios: readonly Scenario[] = [
  {
    name: 'a script comes from a domain that nobody has registered',
    world: appBut(
      registry,
      front('app', html(page('Acme', '<script defer src="https://widget.lapsed-vendor.test/chat.js"></script>'))),
      headerIs('app', 'content-security-policy', "default-src 'self'; script-src 'self' https://widget.lapsed-vendor.test"),
    ),
    finds: [`edge/claimable-references:script@${APP}`],
  },
  {
    name: 'a frame comes from a domain that nobody has registered, and the policy lets in another one',
    world: appBut(
      registry,
      front('app', html(page('Acme', '<iframe src="https://video.lapsed-vendor.test/1"></iframe>'))),
      headerIs(
        'app',
        'content-security-policy',
        "default-src 'self'; script-src 'self' https://*.old-analytics.test; frame-src https://video.lapsed-vendor.test",
      ),
    ),
    finds: [`edge/claimable-references:content@${APP}`],
    also: [`edge/claimable-references:allowed@${APP}`],
  },
  {
    name: 'the network here denies a script that the whole world knows',
    world: appBut(registryHas('test', { [TAG]: '203.0.113.251' }), resolverDenies(TAG), tagged, letsTagIn),
    finds: [],
    passes: [`edge/claimable-references@${APP}`],
  },
  {
    name: 'the network here denies a script, and nobody else can be asked',
    world: appBut(registryHas('test', { [TAG]: '203.0.113.251' }), resolverDenies(TAG), onlyTheResolver(), tagged, letsTagIn),
    finds: [],
    unknown: [`edge/claimable-references@${APP}`],
  },
  { name: 'a link of app is dead', world: appBut(linking('/pricing')), finds: [`domain/broken-routes:dead@${APP}`] },
  {
    name: 'a page two links away is dead',
    world: appBut(linking('/help'), path('app', '/help', html(page('Help', '<a href="help/more">more</a>')))),
    finds: [`domain/broken-routes:dead@${APP}`],
  },
  {
    name: 'a page that app links answers with an error',
    world: appBut(linking('/shop'), path('app', '/shop', html('Oops', 500))),
    finds: [`domain/broken-routes:fails@${APP}`],
  },
  {
    name: 'a page that app links says that it is not there, with status 200',
    world: appBut(linking('/shop'), path('app', '/shop', html(page('Page not found')))),
    finds: [`domain/broken-routes:says-not-found@${APP}`],
  },
  {
    name: 'links that lead somewhere, behind a log-in, to other sites and to mail are fine',
    world: appBut(
      linking('/a', '/b?x=1#top', '/login', 'https://other.example/gone', 'mailto:ann@other.example', 'javascript:void(0)', 'http://[', '/files/a.pdf'),
      path('app', '/a', html(page('A'))),
      path('app', '/b', html(page('B', '<a href="/">home</a>'))),
      path('app', '/login', { status: 401, body: '' }),
    ),
    finds: [],
  },
  {
    name: 'app keeps programs away, and so its links are not tried',
    world: appBut(
      linking('/gone'),
      path('app', '/robots.txt', { status: 200, headers: [['content-type', 'text/plain']], body: 'User-agent: *\nDisallow: /\n' }),
    ),
    finds: [],
    unknown: [`domain/broken-routes@${APP}`],
  },
  {
    name: 'what robots.txt keeps programs off is not tried',
    world: appBut(
      linking('/gone', '/a'),
      path('app', '/a', html(page('A'))),
      path('app', '/robots.txt', { status: 200, headers: [['content-type', 'text/plain']], body: 'User-agent: *\nDisallow: /go*ne$\n' }),
    ),
    finds: [],
  },
  {
    name: 'the sitemap of app names a page that is gone',
    world: appBut(path('app', '/sitemap.xml', { status: 200, body: `<?xml version="1.0"?><urlset><url><loc>https://${APP}/gone</loc></url></urlset>` })),
    finds: [`domain/broken-routes:dead@${APP}`],
  },
  {
    name: 'app gives every address the same page',
    world: appBut(everything('app', 'https', html(page('Acme', '<a href="/a">a</a>')))),
    finds: [],
    unknown: [`domain/broken-routes@${APP}`],
  },
  {
    name: 'the site answers addresses that cannot exist',
    world: appBut(everything('@', 'https', html(page('Acme')))),
    finds: [],
    also: [`domain/soft-not-found:all-well@${DOMAIN}`],
  },
  {
    name: 'the site keeps search engines away by robots.txt',
    world: appBut(path('@', '/robots.txt', { status: 200, headers: [['content-type', 'text/plain']], body: 'User-agent: *\nDisallow: /' })),
    finds: [],
    also: [`domain/search-visibility:robots-closed@${DOMAIN}`],
  },
  {
    name: 'a linked page of app loads a script over plain HTTP',
    world: appBut(linking('/a'), path('app', '/a', html(page('A', '<script src="http://cdn.example/a.js"></script>')))),
    finds: [`edge/mixed-content:active@${APP}`],
  },
  {
    name: 'one page of app is also shown on plain HTTP',
    world: appBut(
      linking('/a'),
      path('app', '/a', html(page('A'))),
      changeSite('app', 'http', (site) => ({ ...site, routes: { ...site.routes, '/a': html(page('A')) } })),
    ),
    finds: [`edge/https-forced:deep-in-clear@${APP}`],
  },
  {
    name: 'app links to itself by plain HTTP',
    world: appBut(linking(`http://${APP}/a`), path('app', '/a', html(page('A')))),
    finds: [],
    also: [`edge/https-forced:links-in-clear@${APP}`],
  },
  {
    name: 'a linked page of app never answers',
    world: appBut(linking('/a'), path('app', '/a', { fault: 'never' })),
    finds: [],
    unknown: [`domain/broken-routes@${APP}`],
  },
  {
    name: 'a linked page of app takes us for a bot',
    world: appBut(linking('/a'), path('app', '/a', { fault: 'bot-challenge' })),
    finds: [],
    unknown: [`domain/broken-routes@${APP}`],
  },
  { name: 'app answers with a server error', world: appBut(everything('app', 'https', html('<h1>Oops</h1>', 500))), finds: [answers('server-error')] },
  {
    name: 'the deployment of app is gone',
    world: appBut(everything('app', 'https', html('The deployment could not be found', 404, [['x-vercel-error', 'DEPLOYMENT_NOT_FOUND']]))),
    finds: [answers('platform-error')],
  },
  {
    name: 'app shows a parking page',
    world: appBut(everything('app', 'https', html('<title>This domain is for sale</title>'))),
    finds: [answers('parked')],
  },
  {
    name: 'app shows the default page of nginx',
    world: appBut(everything('app', 'https', html('<title>Welcome to nginx!</title>'))),
    finds: [answers('default-page')],
  },
  {
    name: 'app asks for a password',
    world: appBut(everything('app', 'https', html('<h1>401</h1>', 401, [['www-authenticate', 'Basic realm=staging']]))),
    finds: [answers('asks-password')],
  },
  { name: 'app has no front page', world: appBut(front('app', html('<h1>Not found</h1>', 404))), finds: [answers('not-found')] },
  { name: 'the front page of app is empty', world: appBut(front('app', html(''))), finds: [answers('empty')] },
  {
    name: 'an API that answers 404 at its root is fine',
    world: fewHostsBut(['api'], front('api', { status: 404, headers: [['content-type', 'application/json']], body: '{}' })),
    finds: [],
  },
  {
    name: 'app loads a script over plain HTTP',
    world: appBut(front('app', html(page('Acme', '<script src="http://cdn.example/a.js"></script>')))),
    finds: [`edge/mixed-content:active@${APP}`],
  },
  {
    name: 'a form of app is sent in clear',
    world: appBut(front('app', html(page('Acme', `<form action="http://${APP}/login" method="post"></form>`)))),
    finds: [`edge/mixed-content:active@${APP}`],
  },
  {
    name: 'app shows an image over plain HTTP',
    world: appBut(front('app', html(page('Acme', '<img src="http://cdn.example/a.png" alt="">')))),
    finds: [],
    also: [`edge/mixed-content:passive@${APP}`],
  },
  {
    name: 'app refers to the developer’s machine',
    world: appBut(front('app', html(page('Acme', '<script src="http://localhost:3000/a.js"></script>')))),
    finds: [`edge/mixed-content:localhost@${APP}`],
  },
  { name: 'a link to plain HTTP is fine', world: appBut(front('app', html(page('Acme', '<a href="http://other.example/">other</a>')))), finds: [] },
  { name: 'app has no HSTS', world: appBut(withoutHeader('app', 'strict-transport-security')), finds: [], also: [`edge/hsts:missing@${APP}`] },
  {
    name: 'app has HSTS for a day',
    world: appBut(headerIs('app', 'strict-transport-security', 'max-age=86400')),
    finds: [],
    also: [`edge/hsts:short@${APP}`],
  },
  {
    name: 'app has HSTS that browsers ignore',
    world: appBut(headerIs('app', 'strict-transport-security', 'maxage=31536000')),
    finds: [],
    also: [`edge/hsts:ignored@${APP}`],
  },
  {
    name: 'app lets others guess content types',
    world: appBut(withoutHeader('app', 'x-content-type-options')),
    finds: [],
    also: [`edge/security-headers:missing@${APP}`],
  },
  {
    name: 'app stands outside the edge network',
    world: appBut(withoutHeader('app', 'cf-ray')),
    finds: [],
    also: ['edge/behind-proxy:uneven'],
    unknown: ['edge/behind-proxy'],
  },
  {
    name: 'the site asks search engines to stay away',
    world: appBut(headerIs('@', 'x-robots-tag', 'noindex')),
    finds: [],
    also: [`domain/search-visibility:noindex@${DOMAIN}`],
  },
  {
    name: 'the site names a preview address as the real one',
    world: appBut(front('@', html(page('Acme', '<link rel="canonical" href="https://acme.vercel.app/">')))),
    finds: [],
    also: [`domain/search-visibility:canonical-elsewhere@${DOMAIN}`],
  },
  {
    name: 'a script with a digest in its name is fetched again every time',
    world: appBut(...script([['cache-control', 'no-store']], 100)),
    finds: [`edge/cache-headers:never-kept@${APP}`],
  },
  {
    name: 'a script with a digest in its name is asked for again every time',
    world: appBut(...script([['cache-control', 'no-cache']], 100)),
    finds: [],
    also: [`edge/cache-headers:short-lived@${APP}`],
  },
  {
    name: 'a large script is sent uncompressed',
    world: appBut(...script([['cache-control', 'public, max-age=31536000, immutable']], 9000)),
    finds: [],
    also: [`edge/compression:uncompressed@${APP}`],
  },
  {
    name: 'app takes us for a bot',
    world: appBut(siteFault('app', 'bot-challenge')),
    finds: [],
    unknown: [`domain/page-answers@${APP}`, `edge/mixed-content@${APP}`],
  },
  { name: 'app has had too many requests', world: appBut(siteFault('app', 'too-many-requests')), finds: [], unknown: [`domain/page-answers@${APP}`] },
  { name: 'app takes requests and never answers', world: appBut(siteFault('app', 'never')), finds: [], unknown: [`domain/page-answers@${APP}`] },
  {
    name: 'app closes without an answer',
    world: appBut(siteFault('app', 'closes')),
    finds: [`edge/https-forced:https-down@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app does not speak HTTP',
    world: appBut(siteFault('app', 'garbage')),
    finds: [`edge/https-forced:https-down@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  { name: 'app sends ten megabytes of headers', world: appBut(siteFault('app', 'huge-headers')), finds: [], unknown: [`domain/page-answers@${APP}`] },
  { name: 'app sends a page without end', world: appBut(siteFault('app', 'endless-body')), finds: [], unknown: [`edge/mixed-content@${APP}`] },
  {
    name: 'app sends a page that unpacks to fifty megabytes',
    world: appBut(siteFault('app', 'gzip-bomb')),
    finds: [],
    unknown: [`edge/mixed-content@${APP}`],
  },
  { name: 'app sends bytes that are no UTF-8', world: appBut(siteFault('app', 'invalid-utf8')), finds: [] },
];
