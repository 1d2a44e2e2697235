import { expect, test } from 'vitest';
import { nodeIo } from '../../adapters/io/node-io.ts';
import { CLOUDFLARE_TOKEN, CLOUDFLARE_TOKEN_ENV, type CloudflareAccount } from '../../../range/cloudflare.ts';
import { healthyBut, siteBut } from '../../../range/faults/change.ts';
import { atCloudflare, cloudflareRecord, GOOD_ZONE } from '../../../range/faults/cloudflare.ts';
import { DOMAIN } from '../../../range/healthy.ts';
import { startWorld, type WorldSpec } from '../../../range/world.ts';
import type { Cloudflare } from '../../evidence/edge/cloudflare.ts';
import type { Intent } from '../../model/intent.ts';
import type { LookResult } from '../../ports/probe.ts';
import { cloudflareProbe } from './cloudflare.ts';

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly servers?: readonly string[];
  readonly access?: Intent['cloudflare'];
  readonly domain?: string;
}

async function look(spec: WorldSpec, { env, servers, access, domain = DOMAIN }: Options = {}): Promise<LookResult<Cloudflare>> {
  const world = await startWorld(spec);
  try {
    const io = nodeIo({ network: world.network, env: env ?? world.env });
    const intent = { ...spec.intent, ...(access && { cloudflare: access }), network: world.network } as Intent;
    const subject = { kind: 'domain', name: domain } as const;
    const given = { servers: servers && { names: servers } } as never;
    const result = (await cloudflareProbe.gather({ subject, given, intent, io, signal: new AbortController().signal })) as LookResult<Cloudflare>;
    expect(cloudflareProbe.fills.schema.fault(result.value, 'value')).toBeUndefined();
    return result;
  } finally {
    await world.stop();
  }
}
const account = (change: Partial<CloudflareAccount>): WorldSpec => siteBut(atCloudflare({}, change));

test('a whole zone, with one token', async () => {
  const { value, complete } = await look(siteBut(atCloudflare()));
  expect(complete).toBe(true);
  expect(value).toMatchObject({
    status: 'read',
    zone: { plan: 'Free Website', paused: false, status: 'active' },
    settings: { ssl: 'strict', min_tls_version: '1.2', websockets: 'on' },
    developmentModeEndsIn: null,
    universalSsl: true,
    packs: [{ type: 'universal', status: 'active', expires: '2099-01-01T00:00:00.000Z' }],
    bots: { fightMode: false },
    pageRules: [],
    originPulls: false,
  });
  expect(value.records).toContainEqual({ name: `www.${DOMAIN}`, type: 'CNAME', content: DOMAIN, proxied: true });
  expect(value.records?.some(({ type }) => (type as string) === 'MX')).toBe(false);
  expect(Object.values(value.rules)).toEqual(Array.from({ length: 9 }, () => []));
});

test('a list is read to its last page', async () => {
  const records = Array.from({ length: 45 }, (_, at) => cloudflareRecord(`h${at}.${DOMAIN}`, 'A', '203.0.113.10'));
  const { value, complete } = await look(siteBut(atCloudflare({ records }, { mostPerPage: 20 })));
  expect(complete).toBe(true);
  expect(value.records).toHaveLength(45);
});

test('a token without a permission reads the rest, and says which permission is missing', async () => {
  const { value, complete } = await look(account({ lacks: ['DNS Read', 'Zone WAF Read'] }));
  expect(value).toMatchObject({ records: null, dnssec: null, settings: { ssl: 'strict' }, pageRules: [] });
  expect(value.rules).not.toHaveProperty('http_ratelimit');
  expect(complete).toContainEqual({ part: 'records', says: 'the Cloudflare token may not read the records: give it the permission "DNS Read"' });
  expect((complete as readonly { part: string }[]).map(({ part }) => part)).toEqual([
    'bot-rules',
    'dnssec',
    'firewall-rules',
    'managed-rules',
    'rate-limits',
    'records',
  ]);
});

test('asked too often: waits as told and asks again', async () => {
  const { value, complete } = await look(account({ faults: [{ path: '/settings/ssl', status: 429, times: 2, retryAfterS: 0 }] }));
  expect(complete).toBe(true);
  expect(value.settings?.['ssl']).toBe('strict');
});

test('asked too often for longer than we wait: only that part is unseen', async () => {
  const { value, complete } = await look(account({ faults: [{ path: '/dns_records', status: 429, times: 99, retryAfterS: 300 }] }));
  expect(value.records).toBeNull();
  expect(complete).toEqual([{ part: 'records', says: expect.stringMatching(/too often .*try again in 300 s/) }]);
});

test('errors and answers that are no answers: only that part is unseen', async () => {
  const faults = [
    { path: '/dnssec', status: 200, times: 9, body: '<html>hello</html>' },
    { path: '/pagerules', status: 200, times: 9, body: '{"success":true,"result":"nothing"}' },
    { path: '/ssl/certificate_packs', status: 200, times: 9, body: '{"success":true,"result":{}}' },
    { path: '/bot_management', status: 400, times: 9, body: '{"success":false,"errors":null}' },
  ];
  const { value, complete } = await look(account({ faults }));
  expect(value).toMatchObject({ dnssec: null, pageRules: [], packs: null, bots: null });
  expect((complete as readonly { part: string }[]).map(({ part }) => part)).toEqual(['bots', 'certificates', 'dnssec']);
});

test('rules are told with what they do', async () => {
  const rules = {
    http_ratelimit: [
      {
        action: 'block',
        expression: 'true',
        ratelimit: { characteristics: ['cf.colo.id', 'ip.src'], period: 10, requests_per_period: 5, mitigation_timeout: 10 },
      },
    ],
    http_request_cache_settings: [
      {
        action: 'set_cache_settings',
        expression: 'true',
        enabled: false,
        action_parameters: { cache: true, edge_ttl: { mode: 'override_origin', default: 60 } },
      },
    ],
    http_request_firewall_custom: [{ action: 'skip', expression: 'true', action_parameters: { phases: ['http_request_sbfm'], products: ['waf'] } }],
    http_config_settings: [{ action: 'set_config', expression: 'true', action_parameters: { ssl: 'full', autominify: { css: true } } }],
  };
  const { value } = await look(siteBut(atCloudflare({ rules })));
  expect(value.rules).toMatchObject({
    http_ratelimit: [{ action: 'block', limit: { period: 10, requests: 5, timeout: 10, characteristics: ['cf.colo.id', 'ip.src'] } }],
    http_request_cache_settings: [{ enabled: false, cache: { eligible: true, edgeTtl: 'override_origin' } }],
    http_request_firewall_custom: [{ skips: ['http_request_sbfm', 'waf'] }],
    http_config_settings: [{ sets: { ssl: 'full' } }],
  });
});

test.each<[string, WorldSpec, Options, RegExp]>([
  ['no access', siteBut(), {}, /the config names no token/],
  ['no token', siteBut(atCloudflare()), { env: {} }, /CLOUDFLARE_READ_TOKEN, which the config names .* is not set/],
  ['a wrong token', siteBut(atCloudflare()), { env: { [CLOUDFLARE_TOKEN_ENV]: 'another' } }, /does not know the token/],
  ['a token that may not read zones', account({ lacks: ['Zone Read'] }), {}, /good but may not read zones: give it the permission "Zone Read"/],
  ['a token for other zones', siteBut(atCloudflare({ name: 'other.example' })), {}, /sees no zone acme.example/],
  ['nobody there', siteBut((spec) => ({ ...atCloudflare()(spec), cloudflare: undefined as never })), { env: { [CLOUDFLARE_TOKEN_ENV]: 'x' } }, /refuse/],
  ['a man in the middle', siteBut(atCloudflare(), (spec) => ({ ...spec, trust: [] })), {}, /nothing was sent/],
])('cannot look: %s', async (_, spec, options, says) => {
  const failure = await look(spec, options).catch((error: unknown) => error);
  expect(String(failure)).toMatch(says);
  expect(String(failure)).not.toContain(CLOUDFLARE_TOKEN);
});

test('a domain at another DNS host is elsewhere, which is no gap', async () => {
  const { value, complete } = await look(siteBut(atCloudflare({ name: 'other.example' })), { servers: ['ns1.example.net'] });
  expect(value.status).toBe('elsewhere');
  expect(complete).toBe(true);
});

test('the zone that the config names by its id', async () => {
  const { value } = await look(healthyBut(atCloudflare()), { access: { tokenEnv: CLOUDFLARE_TOKEN_ENV, zoneId: GOOD_ZONE.id } });
  expect(value.zone?.id).toBe(GOOD_ZONE.id);
});
