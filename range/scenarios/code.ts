import { appBut, fewHostsBut } from '../faults/change.ts';
import { withRecords } from '../faults/dns.ts';
import { headerIs, path, withoutHeader } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { SiteAnswer } from '../site.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const CSP = 'content-security-policy';
const html = (body: string): SiteAnswer => ({ status: 200, headers: [['content-type', 'text/html; charset=utf-8']], body });
const file = (type: string, body: string): SiteAnswer => ({ status: 200, headers: [['content-type', type]], body });
const front = (inside: string) => path('app', '/', html(page('Acme', inside)));
const policy = (text: string) => headerIs('app', CSP, `${text}; frame-ancestors 'none'`);
/** The front page of app loads one script of its own, with this in it. */
const code = (text: string) => [front('<script src="/app.js"></script>'), path('app', '/app.js', file('text/javascript', text))];

/** What a page loads, what its scripts name, and what its content security policy makes of both. */
export const codeScenarios: readonly Scenario[] = [
  {
    name: 'app isolates itself from the sign-in and the scripts that it loads',
    world: appBut(
      path('app', '/', html(page('Acme', '<script async src="https://accounts.google.com/gsi/client"></script>'))),
      headerIs('app', 'content-security-policy', "default-src 'self'; script-src 'self' https://accounts.google.com"),
      headerIs('app', 'cross-origin-opener-policy', 'same-origin'),
      headerIs('app', 'cross-origin-embedder-policy', 'require-corp'),
      withRecords(['accounts.google.com.', 'A', '203.0.113.30']),
    ),
    finds: [],
    also: [`edge/isolation:sign-in-window@${APP}`, `edge/isolation:foreign-scripts@${APP}`],
  },
  {
    name: 'the policy of app forgets its own API',
    world: fewHostsBut(['app', 'api'], ...code(`fetch("https://api.${DOMAIN}/v1/me")`)),
    finds: [`edge/policy-blocks:own-parts@${APP}`],
  },
  {
    name: 'the policy of app names its API',
    world: fewHostsBut(['app', 'api'], ...code(`fetch("https://api.${DOMAIN}/v1/me")`), policy(`default-src 'self'; connect-src 'self' https://api.${DOMAIN}`)),
    finds: [],
  },
  {
    name: 'the policy of app forgets its chat connection',
    world: appBut(...code(`new WebSocket("wss://chat.${DOMAIN}/ws")`)),
    finds: [`edge/policy-blocks:own-parts@${APP}`],
  },
  {
    name: 'the policy of app refuses its own script',
    world: appBut(...code(''), policy("script-src 'nonce-abc123'")),
    finds: [`edge/policy-blocks:own-parts@${APP}`],
  },
  {
    name: 'the script of app carries the nonce of its policy',
    world: appBut(
      front('<script nonce="abc123" src="/app.js"></script>'),
      path('app', '/app.js', file('text/javascript', '')),
      policy("script-src 'nonce-abc123'; base-uri 'none'; object-src 'none'"),
    ),
    finds: [],
  },
  {
    name: 'the policy of app refuses a chat widget that the page loads',
    world: appBut(front('<script async src="https://widget.chat.example/w.js"></script>')),
    finds: [`edge/policy-blocks:foreign-parts@${APP}`],
  },
  {
    name: 'a second policy, in the page, refuses what the first allows',
    world: appBut(
      front('<meta http-equiv="content-security-policy" content="script-src \'self\'"><script async src="https://widget.chat.example/w.js"></script>'),
      policy("script-src 'self' https://widget.chat.example; object-src 'none'"),
    ),
    finds: [`edge/policy-blocks:foreign-parts@${APP}`],
  },
  {
    name: 'the policy of app refuses a script written into the page',
    world: appBut(front('<script>window.ready = 1</script>')),
    finds: [`edge/policy-blocks:page-scripts@${APP}`],
  },
  { name: 'a block of data in the page is no script', world: appBut(front('<script type="application/json">{"a":1}</script>')), finds: [] },
  {
    name: 'a policy that only reports refuses nothing',
    world: appBut(front('<script>window.ready = 1</script>'), withoutHeader('app', CSP), headerIs('app', `${CSP}-report-only`, "default-src 'none'")),
    finds: [],
    also: [`edge/content-policy:only-reports@${APP}`],
  },
  { name: 'app has no policy', world: appBut(withoutHeader('app', CSP)), finds: [], also: [`edge/content-policy:missing@${APP}`] },
  {
    name: 'the policy of app lets every script in',
    world: appBut(policy("default-src 'self'; script-src 'self' 'unsafe-inline' https:")),
    finds: [],
    also: [`edge/content-policy:weak@${APP}`],
  },
  {
    name: 'the policy of app has a misspelt directive',
    world: appBut(policy("default-src 'self'; script-scr 'self'; img-src self data:")),
    finds: [],
    also: [`edge/content-policy:malformed@${APP}`],
  },
  {
    name: 'the script of app talks to its API in clear',
    world: appBut(...code(`const base="http://api.${DOMAIN}/v1"`)),
    finds: [`edge/code-addresses:in-clear@${APP}`],
  },
  {
    name: 'the script of app opens a plain socket',
    world: appBut(...code(`new WebSocket('ws://${APP}/ws')`)),
    finds: [`edge/code-addresses:in-clear@${APP}`],
  },
  {
    name: 'a style sheet of app loads a font in clear',
    world: appBut(path('app', '/style.css', file('text/css', '@font-face{font-family:a;src:url(http://fonts.example/a.woff2)}'))),
    finds: [],
    also: [`edge/code-addresses:loads-in-clear@${APP}`],
  },
  {
    name: 'the script of app talks to the developer’s machine',
    world: appBut(...code('const api="http://localhost:3000/api"')),
    finds: [`edge/code-addresses:localhost@${APP}`],
  },
  {
    name: 'the script of app holds the stand-ins of libraries',
    world: appBut(...code('new URL(p,"http://localhost");g="http://localhost:9999";x="http://www.w3.org/2000/svg"')),
    finds: [],
  },
  {
    name: 'the script of app talks to a tunnel',
    world: appBut(...code('const api="https://a1b2.ngrok-free.app/api"')),
    finds: [`edge/code-addresses:tunnel@${APP}`],
  },
  {
    name: 'the script of app talks to staging',
    world: appBut(...code(`const api="https://api.staging.${DOMAIN}/v1"`)),
    finds: [`edge/code-addresses:other-environment@${APP}`],
  },
  {
    name: 'app serves the source map of its script',
    world: appBut(...code('x()\n//# sourceMappingURL=app.js.map'), path('app', '/app.js.map', file('application/json', '{"version":3,"sources":["a.ts"]}'))),
    finds: [],
    also: [`edge/source-maps:public@${APP}`],
  },
  {
    name: 'the script of app is heavy',
    world: appBut(...code(`/* ${'a'.repeat(450_000)} */`)),
    finds: [],
    also: [`edge/bundle-weight:heavy@${APP}`],
  },
  {
    name: 'the log-in page of app waits for scripts of others, unchecked',
    world: appBut(
      path(
        'app',
        '/',
        html('<!doctype html><html><head><script src="https://cdn.jsdelivr.net/npm/x/x.js"></script></head><body><input type="password"></body></html>'),
      ),
      policy('script-src https://cdn.jsdelivr.net/npm/x/x.js'),
    ),
    finds: [],
    also: [`edge/foreign-scripts:blocking@${APP}`, `edge/foreign-scripts:reads-secrets@${APP}`, `edge/foreign-scripts:no-integrity@${APP}`],
  },
  {
    name: 'malformed addresses and policies lose nothing',
    world: appBut(
      front(
        '<script src="http://["></script><script src="https://a b.example:99999/x"></script><img src="//[::1"><a href="https://%zz/">x</a><script src="/gone.js"></script>',
      ),
      headerIs('app', CSP, `;;, ,default-src 'self' \t;script-src ${'x '.repeat(900)}'self';;'nonce-`),
    ),
    finds: [],
    also: [`edge/content-policy:malformed@${APP}`],
  },
];
