import { appBut } from '../faults/change.ts';
import { everything } from '../faults/web.ts';
import { DOMAIN, healthyHost, zone } from '../healthy.ts';
import type { SiteAnswer } from '../site.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const html = (body: string): SiteAnswer => ({ status: 200, headers: [['content-type', 'text/html; charset=utf-8']], body });

/** What stands before a site, so that nothing can be said of it. */
export const wallScenarios: readonly Scenario[] = [
  {
    name: 'app is down for maintenance',
    world: appBut(everything('app', 'https', html('<title>Acme is down for maintenance</title>'))),
    finds: [],
    unknown: [`domain/page-answers@${APP}`, `domain/broken-routes@${APP}`, `edge/mixed-content@${APP}`, `edge/policy-blocks@${APP}`],
  },
  {
    name: 'the hosting asks for a sign-in before app',
    world: appBut(everything('app', 'https', { redirect: 'https://team.cloudflareaccess.com/cdn-cgi/access/login', keep: 'nothing', status: 302 }), (spec) => ({
      ...spec,
      zones: [
        ...spec.zones,
        zone('cloudflareaccess.com', [
          ['@', 'SOA', 'ns.cloudflareaccess.com. h.cloudflareaccess.com. 1 2 3 4 5'],
          ['team', 'A', '203.0.113.77'],
        ]),
      ],
      hosts: [
        ...spec.hosts,
        {
          ...healthyHost('team.cloudflareaccess.com', 'auth'),
          address: '203.0.113.77',
          https: { routes: { '*': html('<title>Sign in ・ Cloudflare Access</title>') } },
        },
      ],
    })),
    finds: [`domain/page-answers:asks-password@${APP}`],
    unknown: [`domain/broken-routes@${APP}`, `edge/mixed-content@${APP}`, `edge/cookies@${APP}`],
  },
];
