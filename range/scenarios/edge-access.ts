import type { EndpointKind, Intent } from '../../src/model/intent.ts';
import { challenging, turningAway } from '../apps/edges.ts';
import { jsonApi } from '../apps/json-api.ts';
import { limiting, posted } from '../apps/limits.ts';
import { appBut, declaring, type WorldChange } from '../faults/change.ts';
import { withRecords } from '../faults/dns.ts';
import { alsoAt, changeSite, keepsPosts, path, servedAt, withHost } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';
import type { WebApp } from '../site.ts';

const APP = `app.${DOMAIN}`;
/** Each world counts for itself. */
const hook = (): WebApp => limiting(posted(401), { most: 20 });
const API = jsonApi();
const endpoint = (is: EndpointKind, method: 'GET' | 'POST') => ({ url: `https://${APP}/api/${is}`, is, method, headers: {} });
const OURS: Partial<Intent> = {
  owned: [APP],
  active: true,
  approvedOrigins: [`https://${APP}`],
  endpoints: [endpoint('webhook', 'POST'), endpoint('api', 'GET')],
};
const world = (webhook: WebApp, api: WebApp = API, ...changes: readonly WorldChange[]) =>
  appBut(keepsPosts('app'), path('app', '/api/webhook', { app: webhook }), path('app', '/api/api', { app: api }), declaring(OURS), ...changes);
const front = (how: (app: WebApp) => WebApp) =>
  path('app', '/', { app: how((_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page('Acme app'))) });
const finds = (problem: string): string => `edge/client-access:${problem}@${APP}`;

/** A second address at which the server answers, known by the name of a host past the edge. */
const BEHIND = '198.51.100.20';
const past = (title: string) =>
  appBut(
    withHost('direct', 'other'),
    servedAt('direct', BEHIND),
    changeSite('direct', 'https', (site) => ({ ...site, headers: (site.headers ?? []).filter(([name]) => name !== 'cf-ray') })),
    alsoAt('app', BEHIND, page(title)),
    withRecords(['direct', 'A', BEHIND]),
    declaring({ owned: [DOMAIN], hosts: [...(appBut().intent.hosts ?? []), { name: `direct.${DOMAIN}`, purpose: 'other', declared: true }] }),
  );

export const edgeAccessScenarios: readonly Scenario[] = [
  { name: 'everybody who must get in does', world: world(hook()), finds: [] },
  { name: 'a bot check stands before the webhook', world: world(challenging(hook(), /Stripe|GitHub/)), finds: [finds('webhook-turned-away')] },
  { name: 'the edge turns webhooks away with a page', world: world(turningAway(hook(), /Stripe/)), finds: [finds('webhook-turned-away')] },
  { name: 'a bot check stands before the API', world: world(hook(), challenging(API, /^(curl|python)/)), finds: [finds('api-client-turned-away')] },
  {
    name: 'uptime monitors are turned away',
    world: world(
      hook(),
      API,
      front((app) => turningAway(app, /UptimeRobot|Better Uptime/)),
    ),
    finds: [finds('monitor-turned-away')],
  },
  { name: 'the webhook is not where the config says', world: world(posted(404)), finds: [], unknown: [`edge/client-access@${APP}`] },
  {
    name: 'no firewall stops anything',
    world: world(
      hook(),
      API,
      changeSite('app', 'https', (site) => ({ ...site, noFirewall: true })),
    ),
    finds: [`edge/waf:lets-all-through@${APP}`],
  },
  { name: 'nobody allowed us to try the firewall', world: appBut(declaring({ owned: [APP] })), finds: [], unknown: [`edge/waf@${APP}`] },
  { name: 'the server answers past the edge', world: past('Acme app'), finds: [`edge/origin:reachable@${APP}`] },
  {
    name: 'the server answers past the edge at the address that the config names',
    world: appBut(alsoAt('app', BEHIND, page('Acme app')), declaring({ owned: [DOMAIN], origins: [BEHIND] })),
    finds: [`edge/origin:reachable@${APP}`],
  },
  {
    name: 'the server that the config names is closed',
    world: appBut(declaring({ owned: [DOMAIN], origins: [BEHIND, '10.0.0.9'] })),
    finds: [],
    passes: [`edge/origin@${APP}`],
  },
  {
    name: 'the server that the config names is asked by nobody whose hosts these are not',
    world: appBut(alsoAt('app', BEHIND, page('Acme app')), declaring({ origins: [BEHIND] })),
    finds: [],
  },
  { name: 'something else answers past the edge', world: past('Welcome to nginx'), finds: [] },
];
