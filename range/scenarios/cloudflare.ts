import type { AppEndpoint, EndpointKind } from '../../src/model/intent.ts';
import { appBut, declaring, siteBut } from '../faults/change.ts';
import { atCloudflare, cloudflareRecord, cloudflareSets, GOOD_ZONE } from '../faults/cloudflare.ts';
import { path, plainHttpServes, withoutHeader } from '../faults/web.ts';
import { DOMAIN, page, WEB_ADDRESS } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const endpoint = (is: EndpointKind, path: string): AppEndpoint => ({
  url: `https://${APP}${path}`,
  is,
  method: is === 'callback' ? 'GET' : 'POST',
  headers: {},
});
const otherRecord = (record: ReturnType<typeof cloudflareRecord>) => [...GOOD_ZONE.records.filter(({ name }) => name !== record.name), record];

/** What is set at Cloudflare, read with a token. */
export const cloudflareScenarios: readonly Scenario[] = [
  { name: 'a zone in order', world: siteBut(atCloudflare()), finds: [] },
  { name: 'HTTPS ends at Cloudflare', world: siteBut(cloudflareSets({ ssl: 'flexible' })), finds: ['edge/cloudflare-encryption:flexible'] },
  { name: 'HTTPS is switched off', world: siteBut(cloudflareSets({ ssl: 'off' })), finds: ['edge/cloudflare-encryption:off'] },
  { name: 'any certificate will do', world: siteBut(cloudflareSets({ ssl: 'full' })), finds: [], also: ['edge/cloudflare-encryption:unverified'] },
  {
    name: 'the token may not read settings',
    world: siteBut(atCloudflare({}, { lacks: ['Zone Settings Read'] })),
    finds: [],
    unknown: ['edge/cloudflare-encryption'],
  },
  {
    name: 'app goes past Cloudflare',
    world: appBut(atCloudflare({ records: otherRecord(cloudflareRecord(APP, 'A', '203.0.113.20', false)) }), withoutHeader('app', 'cf-ray')),
    finds: ['edge/behind-proxy:not-proxied'],
  },
  {
    name: 'an edge that hides its headers, and a proxied record',
    world: siteBut(
      atCloudflare({ records: otherRecord(cloudflareRecord(DOMAIN, 'A', WEB_ADDRESS)) }),
      withoutHeader('@', 'cf-ray'),
      withoutHeader('www', 'cf-ray'),
    ),
    finds: [],
  },
  {
    name: 'the zone is paused',
    world: siteBut(atCloudflare({ paused: true }), withoutHeader('@', 'cf-ray'), withoutHeader('www', 'cf-ray')),
    finds: ['edge/behind-proxy:paused'],
  },
  {
    name: 'development mode was left on',
    world: siteBut(cloudflareSets({ development_mode: 'on' })),
    finds: [],
    also: ['edge/cloudflare-settings:development'],
  },
  { name: 'under attack mode was left on', world: siteBut(cloudflareSets({ security_level: 'under_attack' })), finds: ['edge/cloudflare-bots:under-attack'] },
  {
    name: 'Bot Fight Mode before a webhook',
    world: appBut(atCloudflare({ bots: { fight_mode: true } }), declaring({ endpoints: [endpoint('webhook', '/api/stripe')] })),
    finds: ['edge/cloudflare-bots:fight-mode'],
  },
  {
    name: 'everything is stored, the login too',
    world: appBut(
      atCloudflare({
        rules: {
          http_request_cache_settings: [
            {
              action: 'set_cache_settings',
              expression: 'true',
              enabled: true,
              action_parameters: { cache: true, edge_ttl: { mode: 'override_origin', default: 7200 } },
            },
          ],
        },
      }),
      path('app', '/auth/callback', { status: 200, headers: [['content-type', 'text/html']], body: page('Signing in') }),
      declaring({ endpoints: [endpoint('callback', '/auth/callback')] }),
    ),
    finds: ['edge/cloudflare-cache:stores-private'],
  },
  {
    name: 'a grey record tells the address',
    world: appBut(atCloudflare({ records: [...GOOD_ZONE.records, cloudflareRecord(`ssh.${DOMAIN}`, 'A', WEB_ADDRESS, false)] })),
    finds: ['edge/cloudflare-origin:told'],
  },
  {
    name: 'a deep name without a certificate',
    world: siteBut(atCloudflare({ records: [...GOOD_ZONE.records, cloudflareRecord(`eu.app.${DOMAIN}`, 'A', WEB_ADDRESS)] })),
    finds: ['edge/cloudflare-certificates:uncovered'],
  },
  {
    name: 'a rule opens the firewall for everybody',
    world: siteBut(
      atCloudflare({
        rules: { http_request_firewall_custom: [{ action: 'skip', expression: 'true', action_parameters: { phases: ['http_request_firewall_managed'] } }] },
      }),
    ),
    finds: ['edge/cloudflare-firewall:skips-all'],
  },
  {
    name: 'no rate limit before the chat',
    world: appBut(atCloudflare(), declaring({ endpoints: [endpoint('chat', '/api/chat')] })),
    finds: [],
    also: ['edge/cloudflare-rate-limits:uncovered'],
  },
  {
    name: 'an exception without a reason',
    world: siteBut(
      atCloudflare({
        rules: { http_request_firewall_custom: [{ action: 'skip', expression: 'http.request.uri.path eq "/hook"', action_parameters: { products: ['waf'] } }] },
      }),
    ),
    finds: [],
    also: ['edge/cloudflare-exceptions:no-reason'],
  },
  {
    name: 'plain HTTP is served, and Always Use HTTPS is off',
    world: appBut(cloudflareSets({ always_use_https: 'off' }), plainHttpServes('app')),
    finds: [`edge/https-forced:served-in-clear@${APP}`],
  },
];
