import { describe, expect, test } from 'vitest';
import { cloudflareEvidence, GOOD_ZONE_FACTS } from '../../../test/support/cloudflare-evidence.ts';
import { httpEvidence, tlsAddress, tlsEvidence, walk } from '../../../test/support/edge-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { Cloudflare, CloudflareRule } from '../../evidence/edge/cloudflare.ts';
import type { AppEndpoint, EndpointKind, Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { cloudflareBots } from './cloudflare-bots.ts';
import { cloudflareCache } from './cloudflare-cache.ts';
import { cloudflareCertificates } from './cloudflare-certificates.ts';
import { cloudflareEncryption } from './cloudflare-encryption.ts';
import { cloudflareExceptions } from './cloudflare-exceptions.ts';
import { cloudflareFirewall } from './cloudflare-firewall.ts';
import { cloudflareOrigin } from './cloudflare-origin.ts';
import { cloudflareRateLimits } from './cloudflare-rate-limits.ts';
import { cloudflareSettings } from './cloudflare-settings.ts';
import { httpsForced } from './https-forced.ts';
import { tlsProtocols } from './tls-protocols.ts';

const endpoint = (path: string, is: EndpointKind, method: AppEndpoint['method'] = 'POST'): AppEndpoint => ({
  url: `https://app.acme.test${path}`,
  is,
  method,
  headers: {},
});
const declared = (...endpoints: AppEndpoint[]): Partial<Intent> => ({ endpoints, hosts: [{ name: 'app.acme.test', purpose: 'app', declared: true }] });
const rule = (action: string, expression: string, change: Partial<CloudflareRule> = {}): CloudflareRule => ({
  action: quote(action, 40),
  expression: quote(expression, 2000),
  description: quote('', 200),
  enabled: true,
  limit: null,
  cache: null,
  overrides: null,
  skips: [],
  sets: {},
  ...change,
});
const limit = (characteristics: readonly string[]): CloudflareRule['limit'] => ({
  characteristics: characteristics.map((text) => quote(text, 100)),
  period: 10,
  requests: 5,
  timeout: 10,
});
const settings = (change: Readonly<Record<string, string>>): Pick<Cloudflare, 'settings'> => ({
  settings: { ...cloudflareEvidence().settings, ...Object.fromEntries(Object.entries(change).map(([id, text]) => [id, quote(text, 60)])) },
});
const record = (name: string, content: string, proxied: boolean): NonNullable<Cloudflare['records']>[number] => ({
  name: quote(name, 255),
  type: 'A',
  content: quote(content, 255),
  proxied,
});
const on = (plan: string): Pick<Cloudflare, 'zone'> => ({ zone: { ...GOOD_ZONE_FACTS, plan: quote(plan, 60) } });
const CHECKS = [
  cloudflareBots,
  cloudflareCache,
  cloudflareCertificates,
  cloudflareEncryption,
  cloudflareExceptions,
  cloudflareFirewall,
  cloudflareOrigin,
  cloudflareRateLimits,
  cloudflareSettings,
];

describe('every check of settings at Cloudflare', () => {
  test.each(CHECKS.map((check) => [check.id, check] as const))(
    '%s: nothing to say of a zone in order, nor of one that is elsewhere or only answers DNS',
    (_, check) => {
      expect(judgeOne(check, { edge: cloudflareEvidence(), code: [], tried: [], shown: [] })).toMatchObject({ problems: [], unknown: [], notApplicable: [] });
      expect(judgeOne(check, { edge: cloudflareEvidence({ status: 'elsewhere', zone: null }), code: [] }).notApplicable).toHaveLength(1);
      const grey = cloudflareEvidence({ records: [record('app.acme.test', '203.0.113.1', false)] });
      expect(judgeOne(check, { edge: grey, code: [] }).notApplicable).toHaveLength(1);
      expect(check.unless?.({ kind: 'domain', name: 'acme.test' }, { domains: [] } as never)).toMatch(/names no token/);
    },
  );
});

describe('edge/cloudflare-bots', () => {
  const hook = declared(endpoint('/api/stripe', 'webhook'));
  const bots = (definitely: string | null, fightMode = false): Pick<Cloudflare, 'bots'> => ({
    bots: { fightMode, definitely: definitely === null ? null : quote(definitely, 40), likely: null },
  });
  const skip = (expression: string): Pick<Cloudflare, 'rules'> => ({
    rules: { http_request_firewall_custom: [rule('skip', expression, { skips: [quote('http_request_sbfm', 60)] })] },
  });
  test.each<[string, Partial<Cloudflare>, Partial<Intent>, string[]]>([
    ['fight mode and a webhook', bots(null, true), hook, ['fight-mode']],
    ['fight mode without programs that call', bots(null, true), declared(endpoint('/api/chat', 'chat')), []],
    ['super fight mode', bots('block'), hook, ['super-fight-mode']],
    ['super fight mode that allows', bots('allow'), hook, []],
    ['an exception for the webhook', { ...bots('managed_challenge'), ...skip('starts_with(http.request.uri.path, "/api/")') }, hook, []],
    ['an exception for the sender', { ...bots('block'), ...skip('ip.src in $stripe') }, hook, []],
    ['an exception for something else', { ...bots('block'), ...skip('http.request.uri.path eq "/feed"') }, hook, ['super-fight-mode']],
    ['under attack', settings({ security_level: 'under_attack' }), {}, ['under-attack']],
  ])('%s', (_, change, intent, problems) => {
    expect(judgeOne(cloudflareBots, { edge: cloudflareEvidence(change), tried: [] }, { intent }).problems).toEqual(problems);
  });
  test('what was tried and served is milder', () => {
    const visit = (outcome: string) => [{ value: { visits: [{ url: 'https://app.acme.test/api/stripe', outcome }] } }];
    const judge = (outcome: string) =>
      judgeOne(cloudflareBots, { edge: cloudflareEvidence(bots(null, true)), tried: visit(outcome) }, { intent: hook }).fails[0]?.details;
    expect(judge('served')?.soften?.to).toBe('later');
    expect(judge('challenged')?.soften).toBeUndefined();
  });
  test('rules that could not be read, and a host that goes past Cloudflare, are no finding', () => {
    const unread = cloudflareEvidence({ ...bots('block'), rules: {} });
    expect(judgeOne(cloudflareBots, { edge: unread, tried: [] }, { intent: hook })).toMatchObject({ problems: [], unknown: [expect.any(String)] });
    const records = [record('app.acme.test', '203.0.113.1', false), record('acme.test', '203.0.113.1', true)];
    expect(judgeOne(cloudflareBots, { edge: cloudflareEvidence({ ...bots(null, true), records }), tried: [] }, { intent: hook }).problems).toEqual([]);
  });
  test('bots that could not be read are unknown', () => {
    expect(judgeOne(cloudflareBots, { edge: cloudflareEvidence({ bots: null }), tried: [] }, { intent: hook }).unknown).toHaveLength(1);
  });
});

describe('edge/cloudflare-firewall', () => {
  const executes = rule('execute', 'true', { overrides: { action: null, sensitivity: null, enabled: null } });
  const opened = (phase: string, expression: string, ...skips: string[]): Partial<Cloudflare> => ({
    rules: { http_request_firewall_managed: [executes], [phase]: [rule('skip', expression, { skips: skips.map((one) => quote(one, 60)) }), executes] },
  });
  const ddos = (change: Partial<NonNullable<CloudflareRule['overrides']>>): Partial<Cloudflare> => ({
    rules: { ddos_l7: [rule('execute', 'true', { overrides: { action: null, sensitivity: null, enabled: null, ...change } })] },
  });
  test.each<[string, Partial<Cloudflare>, string[]]>([
    ['a paid plan without managed rules', { ...on('Pro Website'), rules: { http_request_firewall_managed: [] } }, ['managed-off']],
    ['a paid plan with them', { ...on('Business Website'), rules: { http_request_firewall_managed: [executes] } }, []],
    ['a paid plan whose rules could not be read', { ...on('Pro Website'), rules: {} }, []],
    ['the free plan deploys them by itself', { rules: { http_request_firewall_managed: [] } }, []],
    ['switched off', { ...on('Pro Website'), rules: { http_request_firewall_managed: [{ ...executes, enabled: false }] } }, ['managed-off']],
    ['skipped for all', opened('http_request_firewall_custom', 'true', 'http_request_firewall_managed'), ['skips-all']],
    ['skipped for all hosts by a path', opened('http_request_firewall_custom', 'starts_with(http.request.uri.path, "/")', 'waf'), ['skips-all']],
    ['skipped for one path', opened('http_request_firewall_custom', 'http.request.uri.path eq "/hook"', 'waf'), []],
    ['skipped for the office', opened('http_request_firewall_custom', 'ip.src in $office', 'waf'), []],
    ['the rest of the custom rules skipped', opened('http_request_firewall_custom', 'true', 'current'), []],
    ['the rest of the managed rules skipped', opened('http_request_firewall_managed', 'true', 'current'), ['skips-all']],
    ['floods are only logged', ddos({ action: quote('log', 40) }), ['ddos-weakened']],
    ['flood protection essentially off', ddos({ sensitivity: quote('eoff', 40) }), ['ddos-weakened']],
    ['flood protection less sensitive', ddos({ sensitivity: quote('low', 40) }), []],
    ['security level off', settings({ security_level: 'essentially_off' }), ['security-off']],
  ])('%s', (_, change, problems) => {
    expect(judgeOne(cloudflareFirewall, { edge: cloudflareEvidence(change) }, { intent: declared() }).problems).toEqual(problems);
  });
});

describe('edge/cloudflare-rate-limits', () => {
  const chat = declared(endpoint('/api/chat', 'chat'), endpoint('/about', 'page', 'GET'));
  const limits = (...rules: CloudflareRule[]): Partial<Cloudflare> => ({ rules: { http_ratelimit: rules } });
  const byIp = (expression: string) => rule('block', expression, { limit: limit(['cf.colo.id', 'ip.src']) });
  test.each<[string, Partial<Cloudflare>, Partial<Intent>, string[]]>([
    ['none', limits(), chat, ['uncovered']],
    ['for another path', limits(byIp('http.request.uri.path eq "/login"')), chat, ['uncovered']],
    ['switched off', limits({ ...byIp('true'), enabled: false }), chat, ['uncovered']],
    ['for the path', limits(byIp('http.request.uri.path contains "/api/"')), chat, []],
    ['one that may be for it', limits(byIp('http.request.uri.path matches "^/api/"')), chat, []],
    ['nothing declared that needs one', limits(), declared(endpoint('/about', 'page', 'GET')), []],
    ['counting everybody together', limits(rule('block', 'true', { limit: limit(['cf.colo.id']) })), chat, ['shared-bucket']],
    ['counting everybody together, to log it', limits(rule('log', 'true', { limit: limit(['cf.colo.id']) })), chat, []],
  ])('%s', (_, change, intent, problems) => {
    expect(judgeOne(cloudflareRateLimits, { edge: cloudflareEvidence(change) }, { intent }).problems).toEqual(problems);
  });
});

describe('edge/cloudflare-cache', () => {
  const store = (expression: string, edgeTtl: string | null = 'override_origin') =>
    rule('set_cache_settings', expression, { cache: { eligible: true, edgeTtl: edgeTtl === null ? null : quote(edgeTtl, 40) } });
  const bypass = (expression: string) => rule('set_cache_settings', expression, { cache: { eligible: false, edgeTtl: null } });
  const rules = (...list: CloudflareRule[]): Partial<Cloudflare> => ({ rules: { http_request_cache_settings: list } });
  const page = (...actions: [string, string][]): Partial<Cloudflare> => ({
    pageRules: [{ target: quote('*acme.test/*', 300), actions: actions.map(([id, value]) => ({ id: quote(id, 60), value: quote(value, 100) })) }],
  });
  const callback = declared(endpoint('/auth/callback', 'callback', 'GET'));
  const api: Partial<Intent> = {
    ...declared(endpoint('/api/me', 'api', 'GET')),
    sessions: [{ name: 'u', role: 'user', host: 'app.acme.test', header: 'cookie', valueEnv: 'C' }],
  };
  test.each<[string, Partial<Cloudflare>, Partial<Intent>, string[]]>([
    ['everything stored, a callback too', rules(store('true')), callback, ['stores-private']],
    ['everything stored, an API with logins', rules(store('true')), api, ['stores-api']],
    ['everything stored, an API without logins', rules(store('true')), declared(endpoint('/api/prices', 'api', 'GET')), []],
    ['stored only as the app says', rules(store('true', 'respect_origin')), api, []],
    ['eligible only', rules(store('true', null)), api, []],
    ['stored, but not with a session', rules(store('true'), bypass('http.cookie contains "session"')), api, []],
    ['stored after all', rules(bypass('true'), store('true')), api, ['stores-api']],
    ['only assets stored', rules(store('starts_with(http.request.uri.path, "/assets/")')), api, []],
    ['a rule that may be for it', rules(store('http.request.uri.path matches ".*"')), api, []],
    ['a page rule', page(['cache_level', 'cache_everything'], ['edge_cache_ttl', '7200']), api, ['stores-api']],
    ['a page rule with a bypass', page(['cache_level', 'cache_everything'], ['edge_cache_ttl', '7200'], ['bypass_cache_on_cookie', 'session']), api, []],
    ['a page rule that goes by the app', page(['cache_level', 'cache_everything']), api, []],
  ])('%s', (_, change, intent, problems) => {
    const edge = cloudflareEvidence({ rules: { http_request_cache_settings: [] }, ...change });
    expect(judgeOne(cloudflareCache, { edge }, { intent }).problems).toEqual(problems);
  });
});

test('edge/cloudflare-origin: a grey record with the address of an orange one tells it', () => {
  const judge = (...records: ReturnType<typeof record>[]) => judgeOne(cloudflareOrigin, { edge: cloudflareEvidence({ records }) });
  const app = record('app.acme.test', '203.0.113.1', true);
  expect(judge(app, record('ssh.acme.test', '203.0.113.1', false))).toMatchObject({ problems: ['told'], fails: [{ details: { names: ['ssh.acme.test'] } }] });
  expect(judge(app, record('mail.acme.test', '203.0.113.2', false)).problems).toEqual([]);
  expect(judge(app, record('a.acme.test', '76.76.21.21', true), record('b.acme.test', '76.76.21.21', false)).problems).toEqual([]);
});

describe('edge/cloudflare-certificates', () => {
  const pack = (hosts: readonly string[], status = 'active', errors: readonly string[] = []): NonNullable<Cloudflare['packs']>[number] => ({
    type: quote('universal', 40),
    status: quote(status, 40),
    hosts: hosts.map((host) => quote(host, 255)),
    expires: null,
    errors: errors.map((text) => quote(text, 200)),
  });
  const ALL = ['acme.test', '*.acme.test'];
  test.each<[string, NonNullable<Cloudflare['packs']>, string, string[]]>([
    ['a name of one level', [pack(ALL)], 'app.acme.test', []],
    ['a deeper name', [pack(ALL)], 'eu.app.acme.test', ['uncovered']],
    ['a deeper name with a certificate', [pack(ALL), pack(['*.app.acme.test'])], 'eu.app.acme.test', []],
    ['the wildcard itself', [pack(ALL)], '*.acme.test', []],
    ['a renewal under way', [pack(ALL), pack(ALL, 'pending_validation', ['not yet'])], 'app.acme.test', []],
    ['a check that is stuck', [pack(ALL), pack(['x.acme.test'], 'pending_validation', ['CAA'])], 'app.acme.test', ['stuck']],
    ['a check that ran out of time', [pack(ALL), pack(ALL, 'validation_timed_out')], 'app.acme.test', ['stuck']],
  ])('%s', (_, packs, name, problems) => {
    const edge = cloudflareEvidence({ packs, records: [record(name, '203.0.113.1', true)] });
    expect(judgeOne(cloudflareCertificates, { edge, shown: [] }).problems).toEqual(problems);
  });
});

describe('edge/cloudflare-settings', () => {
  const code = (...urls: string[]) => [{ subject: { kind: 'host', name: 'app.acme.test' }, value: { wants: urls.map((url) => ({ url })), files: [] } }];
  test.each<[string, Partial<Cloudflare>, ReturnType<typeof code>, string[]]>([
    ['development mode', settings({ development_mode: 'on' }), [], ['development']],
    ['WebSockets off and used', settings({ websockets: 'off' }), code('wss://app.acme.test/live'), ['websockets-off']],
    ['WebSockets off and used elsewhere', settings({ websockets: 'off' }), code('wss://live.other.test/'), []],
    ['WebSockets off and unused', settings({ websockets: 'off' }), code('https://app.acme.test/a.js'), []],
    ['Rocket Loader', settings({ rocket_loader: 'on' }), [], ['rocket-loader']],
    ['DNSSEC half done', { dnssec: { status: quote('pending', 40), ds: quote('acme.test. DS 1 13 2 AB', 300) } }, [], ['dnssec-pending']],
    ['DNSSEC done', { dnssec: { status: quote('active', 40), ds: null } }, [], []],
  ])('%s', (_, change, pages, problems) => {
    expect(judgeOne(cloudflareSettings, { edge: cloudflareEvidence(change), code: pages }).problems).toEqual(problems);
  });
});

test('what is set at Cloudflare explains what a host shows, and names the zone in the fix', () => {
  const http = httpEvidence('app.acme.test', { http: walk(['200 http://app.acme.test/']) });
  const edge = { http: { ...http, platforms: ['cloudflare'] }, zone: cloudflareEvidence(settings({ always_use_https: 'off', min_tls_version: '1.0' })) };
  const subject = { kind: 'host', name: 'app.acme.test', parent: 'domain:acme.test' } as const;
  const clear = judgeOne(httpsForced, edge, { subject }).fails[0]?.details;
  expect(clear?.proof.at(-1)?.lines).toEqual(['GET /zones/…/settings/always_use_https -> "value": "off"']);
  expect(clear?.fix?.snippet?.text).toContain(`/zones/${GOOD_ZONE_FACTS.id}/settings/always_use_https`);
  const tls = tlsEvidence([tlsAddress()], { TLSv1: 'accepted' });
  const old = judgeOne(tlsProtocols, { ...edge, tls }, { subject }).fails[0]?.details;
  expect(old?.proof.at(-1)?.lines).toEqual(['GET /zones/…/settings/min_tls_version -> "value": "1.0"']);
});

test('edge/cloudflare-encryption: a mode that rules may change is only a guess', () => {
  const grade = (change: Partial<Cloudflare>) =>
    judgeOne(cloudflareEncryption, { edge: cloudflareEvidence({ ...settings({ ssl: 'flexible' }), ...change }) }).fails[0]?.details.grade;
  expect(grade({})).toBeUndefined();
  expect(grade({ rules: {} })).toBe('inferred');
  expect(grade({ rules: { http_config_settings: [rule('set_config', 'true', { sets: { ssl: quote('strict', 60) } })] } })).toBe('inferred');
  expect(grade({ pageRules: [{ target: quote('*', 300), actions: [{ id: quote('ssl', 60), value: quote('strict', 100) }] }] })).toBe('inferred');
});

test.each<[string, string, string[]]>([
  ['a server', '203.0.113.1', ['flexible']],
  ['Pages', 'acme.pages.dev', []],
  ['a Worker', '100::', []],
  ['a tunnel', '6f1d.cfargotunnel.com', []],
])('edge/cloudflare-encryption: the mode matters on the way to %s', (_, content, problems) => {
  const edge = cloudflareEvidence({ ...settings({ ssl: 'flexible' }), records: [record('app.acme.test', content, true)] });
  expect(judgeOne(cloudflareEncryption, { edge }).problems).toEqual(problems);
});

test('edge/cloudflare-certificates: a deep name that shows a certificate of its own is covered', () => {
  const pack = { type: quote('universal', 40), status: quote('active', 40), hosts: [quote('acme.test', 255)], expires: null, errors: [] };
  const edge = cloudflareEvidence({ packs: [pack], records: [record('eu.app.acme.test', '203.0.113.1', true)] });
  const shown = [{ subject: { kind: 'host', name: 'eu.app.acme.test' }, value: tlsEvidence([tlsAddress()]) }];
  expect(judgeOne(cloudflareCertificates, { edge, shown }).problems).toEqual([]);
  expect(judgeOne(cloudflareCertificates, { edge, shown: [] }).problems).toEqual(['uncovered']);
});
