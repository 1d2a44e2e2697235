import type { Intent } from '../../src/model/intent.ts';
import { type AccountApp, accountApp } from '../apps/account.ts';
import { type CacheRules, caching } from '../apps/edges.ts';
import { appBut, declaring } from '../faults/change.ts';
import { everything, path } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const session = { name: 'user', role: 'user' as const, host: APP, header: 'cookie', valueEnv: 'RANGE_USER' };
const DECLARED: Partial<Intent> = {
  owned: [APP],
  sessions: [session],
  endpoints: [{ url: `https://${APP}/account`, is: 'page', method: 'GET', headers: {} }],
};
/** The application behind a cache with these rules. */
const behind = (how: AccountApp, rules: CacheRules = {}, declared: Partial<Intent> = {}) =>
  appBut(everything('app', 'https', { app: caching(accountApp(how), rules) }), declaring({ ...DECLARED, ...declared }));
const finds = (problem: string): string => `edge/cache-leaks:${problem}@${APP}`;
const SHARED = 'public, max-age=60';
const byEnding: CacheRules = { keeps: (at) => /\.(css|js)$/.test(at) };

export const cacheScenarios: readonly Scenario[] = [
  { name: 'a cache that keeps files and nothing else', world: behind({}), finds: [] },
  { name: 'a cache that keeps the public front page', world: behind({ front: SHARED }), finds: [] },
  { name: 'a public front page with a word by chance in it is kept', world: behind({ front: SHARED, nonces: true }), finds: [] },
  {
    name: 'a cache keeps what looks like a file, and the application serves its front page everywhere',
    world: behind({ nonces: true, catchAll: true }, byEnding),
    finds: [],
  },
  { name: 'the account page is kept for everybody', world: behind({ account: SHARED }), finds: [finds('private-shared')] },
  {
    name: 'a cache keeps everything, whatever the application says',
    world: behind({}, { keeps: () => true }),
    finds: [finds('private-shared')],
  },
  { name: 'a cache keeps what looks like a file, and the application is lax', world: behind({ lax: true }, byEnding), finds: [finds('deception')] },
  { name: 'a cache keeps what looks like a file, and the application is strict', world: behind({}, byEnding), finds: [] },
  {
    name: 'one visitor gets the cookie of another',
    world: behind({ front: 's-maxage=60', cookie: 'sid' }),
    finds: [finds('same-cookie'), `edge/shared-cache:cookie-kept@${APP}`],
  },
  {
    name: 'a page that sets a session asks caches to keep it, and none does',
    world: behind({ front: 's-maxage=60', cookie: 'sid' }, { keeps: () => false }, { owned: [] }),
    finds: [`edge/shared-cache:cookie-kept@${APP}`],
    unknown: [`edge/cache-leaks@${APP}`],
  },
  {
    name: 'a page that sets a language asks caches to keep it',
    world: behind({ front: 's-maxage=60', cookie: 'lang' }, { keeps: () => false }),
    finds: [],
    also: [`edge/shared-cache:cookie-kept@${APP}`],
  },
  {
    name: 'a cache hands out a cookie',
    world: appBut(
      path('app', '/', {
        status: 200,
        headers: [
          ['content-type', 'text/html'],
          ['cache-control', 's-maxage=600'],
          ['age', '120'],
          ['x-cache', 'HIT'],
          ['set-cookie', 'sid=visit-00000001; Path=/; Secure; HttpOnly; SameSite=Lax'],
        ],
        body: page('Acme'),
      }),
    ),
    finds: [`edge/shared-cache:cookie-from-cache@${APP}`],
  },
  {
    name: 'the front page believes X-Forwarded-Host and a cache keeps it',
    world: behind({ front: SHARED, believes: 'x-forwarded-host' }),
    finds: [finds('poisonable')],
  },
  {
    name: 'the front page believes X-Forwarded-Host and no cache keeps it',
    world: behind({ believes: 'x-forwarded-host' }),
    finds: [],
    also: [finds('believes-header')],
  },
  { name: 'a cache keeps a redirect that a header caused', world: behind({ front: SHARED, redirects: true }), finds: [finds('loop-poisonable')] },
  { name: 'a cache keeps the inner format of the page', world: behind({ front: SHARED, rsc: true }), finds: [finds('payload-as-page')] },
  { name: 'nobody looked as a customer', world: behind({}, {}, { sessions: [] }), finds: [], unknown: [`edge/cache-leaks@${APP}`] },
  {
    name: 'the session is not in the environment',
    world: behind({}, {}, { sessions: [{ ...session, valueEnv: 'RANGE_NOBODY' }] }),
    finds: [],
    unknown: [`edge/cache-leaks@${APP}`],
  },
  {
    name: 'the edge fetches every file again',
    world: behind({}, { keeps: () => false }),
    finds: [],
    also: [`edge/asset-hits:seldom-hit@${APP}`],
  },
];
