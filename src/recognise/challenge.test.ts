import { expect, test } from 'vitest';
import { recogniseAnswer, recogniseWall } from './challenge.ts';

type Case = [name: string, status: number, headers: Readonly<Record<string, string>>, body: string, found: string | undefined];

test.each<Case>([
  ['Cloudflare by header', 403, { 'cf-mitigated': 'challenge' }, '', 'challenge cloudflare'],
  ['Cloudflare by page', 503, { server: 'cloudflare' }, '<title>Just a moment...</title>', 'challenge cloudflare'],
  ['Cloudflare block', 403, { server: 'cloudflare' }, '<title>Attention Required! | Cloudflare</title>', 'challenge cloudflare'],
  ['a product page that only mentions it', 200, { server: 'cloudflare' }, '<title>Just a moment...</title>', undefined],
  ['Vercel', 429, {}, '<title>Vercel Security Checkpoint</title>', 'challenge vercel'],
  ['AWS WAF', 202, { 'x-amzn-waf-action': 'challenge' }, '', 'challenge aws-waf'],
  ['DataDome', 403, {}, '<script src="https://ct.captcha-delivery.com/c.js">', 'challenge datadome'],
  ['too many requests', 429, {}, 'slow down', 'challenge rate-limit'],
  ['Vercel without deployment', 404, { 'x-vercel-error': 'DEPLOYMENT_NOT_FOUND' }, '', 'platform-error vercel'],
  ['a 404 of an app on Vercel', 404, { server: 'Vercel', 'x-vercel-error': 'NOT_FOUND' }, '<h1>404</h1>', undefined],
  ['Netlify without site', 404, { server: 'Netlify' }, 'Not Found - Request ID: 01ABC', 'platform-error netlify'],
  ['Heroku without app', 404, {}, '<iframe src="//www.herokucdn.com/error-pages/no-such-app.html">', 'platform-error heroku'],
  ['Lovable without project', 404, {}, '<p>Publish or update your Lovable project for it to appear here.</p>', 'platform-error lovable'],
  ['Framer without site', 404, { server: 'Framer/a338d3d' }, '<title>Site Not Found | Framer</title>', 'platform-error framer'],
  ['a page about Framer', 200, {}, '<title>Site Not Found | Framer</title>', undefined],
  ['Shopify without shop', 404, {}, '<div id="shop-not-found">', 'platform-error shopify'],
  ['Replit without app', 404, {}, "<h1>Hmm... We couldn't reach this app</h1>", 'platform-error replit'],
  ['an ordinary 404 of a site at Webflow', 404, {}, '<p>The page you are looking for doesn’t exist or has been moved</p>', undefined],
  ['origin of Cloudflare down', 522, { server: 'cloudflare' }, '', 'platform-error cloudflare'],
  ['missing bucket', 404, {}, '<Error><Code>NoSuchBucket</Code></Error>', 'platform-error aws-s3'],
  ['nginx default', 200, {}, '<title>Welcome to nginx!</title>', 'default-page nginx'],
  ['parked', 200, {}, '<title>acme.test is for sale | HugeDomains.com</title>', 'parking hugedomains'],
  ['an article about parking', 200, {}, '<title>How to park a domain</title><p>parked domain</p>', undefined],
  ['an ordinary page', 200, { server: 'nginx' }, '<title>Acme</title>', undefined],
  ['a guarded deployment at Vercel', 401, { 'set-cookie': '_vercel_sso_nonce=x; Path=/' }, '', 'login-wall vercel'],
  ['Cloudflare Access', 200, {}, '<title>Sign in ・ Cloudflare Access</title>', 'login-wall cloudflare-access'],
  ['a password of the web server', 401, { 'www-authenticate': 'Basic realm="staging"' }, '', 'login-wall basic-auth'],
  ['an API that wants a token', 401, { 'www-authenticate': 'Bearer' }, '', undefined],
  ['maintenance', 503, {}, '<title>Acme is under maintenance</title>', 'maintenance unknown'],
  ['a page about maintenance', 200, {}, '<title>Maintenance of your bike</title>', undefined],
  ['an ordinary 403', 403, { server: 'cloudflare' }, '<h1>Forbidden</h1>', undefined],
])('%s', (_, status, headers, body, found) => {
  const answer = recogniseAnswer({ status, headers: Object.entries(headers).map(([name, value]) => ({ name, value })), body });
  expect(answer && `${answer.kind} ${answer.by}`).toBe(found);
});

test('hostile text in the sign is quoted', () => {
  const answer = recogniseAnswer({ status: 403, headers: [{ name: 'cf-mitigated', value: 'challenge\u001b[31m' }], body: '' });
  expect(answer?.sign).toBe('cf-mitigated: challenge [31m');
});

test.each<[string, string | undefined]>([
  ['https://vercel.com/sso-api?url=x', 'vercel'],
  ['https://team.cloudflareaccess.com/cdn-cgi/access/login/x', 'cloudflare-access'],
  ['https://vercel.com/docs', undefined],
  ['https://app.acme.test/login', undefined],
])('%s is a wall: %s', (url, by) => expect(recogniseWall(new URL(url))?.by).toBe(by));
