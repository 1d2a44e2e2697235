import { Buffer } from 'node:buffer';
import { appBut, type WorldChange } from '../faults/change.ts';
import { withRecords } from '../faults/dns.ts';
import { alone, certificateIs, everything, headerIs, path, portIs, siteFault } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';
import type { SiteAnswer, SiteFault } from '../site.ts';

const APP = `app.${DOMAIN}`;
const INNER = `inner.${DOMAIN}`;
const html = (body: string | Uint8Array, type = 'text/html; charset=utf-8'): SiteAnswer => ({ status: 200, headers: [['content-type', type]], body });
const front = (body: string | Uint8Array, type?: string) => path('app', '/', html(body, type));
const INSECURE = page('Acme', '<script src="http://cdn.example/a.js"></script>');
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const redirected = (to: string, ...more: readonly WorldChange[]) => appBut(everything('app', 'https', { redirect: to, status: 302 }), ...more);
const nowhere = (to: string) => appBut(everything('app', 'https', { redirect: to, status: 302, keep: 'nothing' }));
const unseen = (name: string, fault: SiteFault, ...more: readonly string[]): Scenario => ({
  name,
  world: appBut(siteFault('app', fault)),
  finds: [],
  unknown: [`domain/page-answers@${APP}`, `edge/mixed-content@${APP}`, ...more],
});

/** Answers and addresses meant to hang, break, mislead or lead inside: each is a finding or unknown, never a lost run. */
export const hostileHttpScenarios: readonly Scenario[] = [
  unseen('app sends its header a letter at a time', 'slow-headers'),
  unseen('app says two lengths at once', 'two-lengths'),
  { name: 'header lines with control characters and bare line feeds are read as browsers do', world: appBut(siteFault('app', 'invalid-headers')), finds: [] },
  { name: 'app sends its page a letter at a time', world: appBut(siteFault('app', 'slow-body')), finds: [], unknown: [`edge/mixed-content@${APP}`] },
  {
    name: 'the plain port of app takes connections and says nothing',
    world: appBut(portIs('app', 'http', 'silent')),
    finds: [],
    unknown: [`edge/https-forced@${APP}`],
  },
  {
    name: 'the plain port of app pours bytes that are nothing',
    world: appBut(portIs('app', 'http', 'flood')),
    finds: [],
    unknown: [`edge/https-forced@${APP}`],
  },

  {
    name: 'app redirects to a name that leads to a private address',
    world: redirected(`https://${INNER}`, withRecords(['inner', 'A', '10.0.0.9'])),
    finds: [],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app redirects to a name that leads to the metadata of a cloud, beside a public address',
    world: redirected(`https://${INNER}`, withRecords(['inner', 'A', '203.0.113.99'], ['inner', 'A', '169.254.169.254'])),
    finds: [],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app redirects to the metadata of its cloud',
    world: redirected('https://169.254.169.254'),
    finds: [`domain/redirect-target:inner-address@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app redirects to a private address in other words',
    world: redirected('https://[::ffff:10.0.0.9]'),
    finds: [`domain/redirect-target:inner-address@${APP}`],
    unknown: [`domain/page-answers@${APP}`],
  },
  {
    name: 'app redirects to a page of its own making',
    world: nowhere('data:text/html,<script>alert(1)</script>'),
    finds: [`domain/page-answers:leads-nowhere@${APP}`],
  },
  { name: 'app redirects to an address that is none', world: nowhere('https://[not-an-address/'), finds: [`domain/page-answers:leads-nowhere@${APP}`] },
  { name: 'app redirects to an empty address, which browsers take for a page', world: nowhere(''), finds: [] },

  {
    name: 'the certificate of app names a list of revoked ones at a private address',
    world: appBut(alone('app'), withRecords(['inner', 'A', '10.0.0.9']), certificateIs('app', { revocationList: `http://${INNER}/x.crl` })),
    finds: [],
  },

  {
    name: 'a page in UTF-16 that calls itself UTF-8 loads a script in clear',
    world: appBut(front(utf16(`\ufeff${INSECURE}`))),
    finds: [`edge/mixed-content:active@${APP}`],
  },
  {
    name: 'a page in UTF-7, which no browser reads, is ASCII',
    world: appBut(front(page('Acme', '+ADw-script src=http://cdn.example/a.js+AD4-'), 'text/html; charset=utf-7')),
    finds: [],
  },
  {
    name: 'overlong letters make no element',
    world: appBut(front(Buffer.from(page('Acme').replace('</h1>', '</h1>\xc0\xbcscript src=http://cdn.example/a.js>'), 'latin1'))),
    finds: [],
  },
  {
    name: 'a page that says another charset than its header',
    world: appBut(front(`<meta charset="utf-16">${INSECURE}`)),
    finds: [`edge/mixed-content:active@${APP}`],
  },

  {
    name: 'a policy that is no policy',
    world: appBut(headerIs('app', 'content-security-policy', "';;; , \t script-src 'nonce- 'sha256-=' https://[ *://* \u00ff; ;;;")),
    finds: [],
  },
  {
    name: 'a page whose addresses are none',
    world: appBut(
      front(
        page(
          'Acme',
          ['https://[', '//', 'http://a b/', 'https://%zz/', 'javascript:0', `data:text/javascript,${'a'.repeat(200_000)}`, '\u0000']
            .map((to) => `<script src="${to}"></script><a href="${to}">x</a>`)
            .join(''),
        ),
      ),
    ),
    finds: [],
  },
];
