import { appBut, declaring, fewHostsBut } from '../faults/change.ts';
import { changeSite, everything, headerIs, path, portIs, plainHttpServes, withoutHeader } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { SiteAnswer } from '../site.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const ADMIN = `admin.${DOMAIN}`;
const HSTS = 'strict-transport-security';
const html = (body: string, headers: readonly (readonly [string, string])[] = [], status = 200): SiteAnswer => ({
  status,
  headers: [['content-type', 'text/html; charset=utf-8'], ...headers],
  body,
});
const setsCookie = (line: string) => path('app', '/', html(page('Acme'), [['set-cookie', line]]));
const endpoint = (url: string) => declaring({ endpoints: [{ url, is: 'admin', method: 'GET', headers: {} }] });
const cookie = (problem: string): string => `edge/cookies:${problem}@${APP}`;
/** Without protective headers of its own, as a server that sets them for its good answers only. */
const bareNotFound = changeSite('app', 'https', (site) => ({
  ...site,
  headers: [],
  routes: { ...site.routes, '/': html(page('Acme'), [...(site.headers ?? [])]) },
}));

/** Headers and cookies on each kind of answer, and what answers show of the inside. */
export const answerScenarios: readonly Scenario[] = [
  { name: 'the session cookie of app lacks Secure', world: appBut(setsCookie('sid=abc; Path=/; HttpOnly; SameSite=Lax')), finds: [cookie('insecure')] },
  { name: 'scripts can read the session cookie of app', world: appBut(setsCookie('session=abc; Path=/; Secure; SameSite=Lax')), finds: [cookie('readable')] },
  {
    name: 'browsers refuse the session cookie of app',
    world: appBut(setsCookie('__Host-session=abc; Path=/; Secure; HttpOnly; Domain=acme.example')),
    finds: [cookie('refused')],
  },
  {
    name: 'the session cookie of app is too long',
    world: appBut(setsCookie(`session=${'a'.repeat(4200)}; Path=/; Secure; HttpOnly`)),
    finds: [cookie('refused')],
  },
  {
    name: 'the session cookie of app goes to every host and with every request',
    world: appBut(setsCookie(`sid=abc; Path=/; Secure; HttpOnly; SameSite=None; Domain=${DOMAIN}`)),
    finds: [],
    also: [cookie('cross-site'), cookie('wide')],
  },
  {
    name: 'other cookies, and one that is taken away, are fine',
    world: appBut(
      path(
        'app',
        '/',
        html(page('Acme'), [
          ['set-cookie', 'theme=dark'],
          ['set-cookie', 'sid=; Max-Age=0'],
          ['set-cookie', '=x;;;'],
          ['set-cookie', 'XSRF-TOKEN=a; Secure'],
        ]),
      ),
    ),
    finds: [],
  },
  {
    name: 'app protects its pages but not its errors',
    world: appBut(bareNotFound),
    finds: [],
    also: [`edge/hsts:uneven@${APP}`, `edge/security-headers:uneven@${APP}`],
  },
  {
    name: 'app shows a stack trace',
    world: appBut(
      path('app', '/lr-check/deep', html('<pre>Error: no route\n    at Layer.handle (/srv/app/node_modules/express/lib/router.js:95:5)</pre>', [], 404)),
    ),
    finds: [`edge/server-details:shows-error@${APP}`],
  },
  {
    name: 'app runs the development server',
    world: appBut(path('app', '/', html('<!doctype html><title>Acme</title><script type="module" src="/@vite/client"></script><h1>Acme</h1>'))),
    finds: [`edge/server-details:debug-mode@${APP}`],
  },
  {
    name: 'app lists its files',
    world: appBut(path('app', '/', html('<html><head><title>Index of /</title></head><body><h1>Index of /</h1></body></html>'))),
    finds: [`edge/server-details:lists-files@${APP}`],
  },
  {
    name: 'app names the version of its server',
    world: appBut(headerIs('app', 'server', 'nginx/1.22.1')),
    finds: [],
    also: [`edge/server-details:versions@${APP}`],
  },
  {
    name: 'the domain asks for HTTPS of a host that has none',
    world: fewHostsBut(['status'], plainHttpServes('status'), portIs('status', 'https', 'refused')),
    finds: [`edge/hsts-domain:breaks-sibling@${DOMAIN}`, `edge/https-forced:https-down@status.${DOMAIN}`],
    unknown: [`edge/cookies@status.${DOMAIN}`],
  },
  {
    name: 'the domain asks for the preload list with a short time',
    world: appBut(headerIs('@', HSTS, 'max-age=15768000; preload')),
    finds: [],
    also: [`edge/hsts-domain:not-preloadable@${DOMAIN}`],
  },
  {
    name: 'the admin host opens without a sign-in',
    world: fewHostsBut(['admin'], path('admin', '/', html(page('Acme admin', '<table><tr><td>ann@customer.example</td></tr></table>')))),
    finds: [`edge/admin-routes:open-to-all@${ADMIN}`],
  },
  {
    name: 'an admin route of app answers with data',
    world: appBut(
      endpoint(`https://${APP}/api/admin/users`),
      path('app', '/api/admin/users', { status: 200, headers: [['content-type', 'application/json']], body: '[]' }),
    ),
    finds: [`edge/admin-routes:open-to-all@${APP}`],
  },
  {
    name: 'an admin route of app answers 401; what an ordinary user sees was not tried',
    world: appBut(endpoint(`https://${APP}/admin`), path('app', '/admin', html('', [], 401))),
    finds: [],
    unknown: [`edge/admin-routes@${APP}`],
  },
  {
    name: 'an admin page of app is filled in the browser',
    world: appBut(endpoint(`https://${APP}/admin`), path('app', '/admin', html('<!doctype html><div id="root"></div><script src="/app.js"></script>'))),
    finds: [],
    unknown: [`edge/admin-routes@${APP}`],
  },
  {
    name: 'a host of ours hands out its repository and its settings',
    world: appBut(
      declaring({ owned: [APP] }),
      path('app', '/.git/HEAD', { status: 200, body: 'ref: refs/heads/main\n' }),
      path('app', '/.env', { status: 200, body: 'DATABASE_HOST=db\nDATABASE_USER=acme\n' }),
      path('app', '/server-status', html('<title>Apache Status</title>')),
    ),
    finds: [`edge/exposed-files:code@${APP}`, `edge/exposed-files:secrets@${APP}`, `edge/exposed-files:internals@${APP}`],
  },
  {
    name: 'every hidden path of a host of ours shows the same page, which is nothing',
    world: appBut(declaring({ owned: [APP] }), everything('app', 'https', html(page('Acme')))),
    finds: [],
  },
  {
    name: 'hidden paths of a host that nobody called ours are not asked for',
    world: appBut(path('app', '/.git/HEAD', { status: 200, body: 'ref: refs/heads/main' })),
    finds: [],
    unknown: [`edge/exposed-files@${APP}`],
  },
  {
    name: 'a bot check says nothing about cookies',
    world: appBut(everything('app', 'https', { fault: 'bot-challenge' })),
    finds: [],
    unknown: [`edge/cookies@${APP}`, `edge/server-details@${APP}`],
  },
  {
    name: 'app without nosniff anywhere is one finding',
    world: appBut(withoutHeader('app', 'x-content-type-options')),
    finds: [],
    also: [`edge/security-headers:missing@${APP}`],
  },
];
