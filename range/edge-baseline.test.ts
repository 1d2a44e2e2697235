import { describe, expect, test } from 'vitest';
import type { Assessment } from '../src/model/assessment.ts';
import { edgeBaselineMarkdown, edgeBaselineText } from '../src/reporters/edge-baseline.ts';
import { appBut, declaring } from './faults/change.ts';
import { atCloudflare, cloudflareRecord, GOOD_ZONE } from './faults/cloudflare.ts';
import { DOMAIN } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld } from './world.ts';

const APP = `app.${DOMAIN}`;
const skip = (expression: string, description: string) => ({ action: 'skip', expression, description, action_parameters: { phases: ['http_request_sbfm'] } });
const limit = {
  action: 'block',
  expression: 'http.request.uri.path eq "/api/chat"',
  description: 'chat costs money',
  ratelimit: { characteristics: ['cf.colo.id', 'ip.src'], period: 10, requests_per_period: 5, mitigation_timeout: 10 },
};
const WAIVER = {
  check: 'edge/behind-proxy',
  problem: 'uneven',
  class: 'later',
  reason: 'moves next week',
  owner: 'Ada',
  at: '2026-11-20',
  until: '2026-12-10',
} as const;
const world = appBut(
  atCloudflare({
    records: [...GOOD_ZONE.records, cloudflareRecord(`mail.${DOMAIN}`, 'A', '203.0.113.99', false)],
    rules: {
      http_ratelimit: [limit],
      http_request_firewall_custom: [
        skip('http.request.uri.path eq "/api/stripe"', 'Stripe webhooks'),
        skip('ip.src eq 192.0.2.7', ''),
        { ...limit, action: 'log' },
      ],
      http_request_cache_settings: [{ action: 'set_cache_settings', expression: 'true', action_parameters: { cache: false } }],
    },
  }),
  declaring({ waivers: [WAIVER] }),
);

let assessment: Assessment;
const look = async (): Promise<void> => void ({ assessment } = await runScenario(world, startWorld));
const lines = () => assessment.map.find(({ domain }) => domain === DOMAIN)?.edge ?? [];
const of = (type: string) => lines().filter((line) => line.type === type);

describe('the edge, each line with what tested it and when', () => {
  test('edge baseline: every exception with its reason, or that there is none', async () => {
    await look();
    expect(of('exception').map(({ name, data, purpose }) => [name, data, purpose])).toEqual([
      [DOMAIN, 'http.request.uri.path eq "/api/stripe": skips http_request_sbfm', 'Stripe webhooks'],
      [DOMAIN, 'ip.src eq 192.0.2.7: skips http_request_sbfm', 'no reason written down'],
      [`mail.${DOMAIN}`, 'A 203.0.113.99: DNS only, goes past Cloudflare', 'not proxied'],
    ]);
    expect(of('exception')[0]?.tested).toMatchObject([{ check: 'edge/cloudflare-exceptions', outcome: 'fail' }, { check: 'edge/cloudflare-firewall' }]);
    expect(of('accepted')).toMatchObject([{ data: 'edge/behind-proxy:uneven until 2026-12-10', purpose: 'moves next week', owner: 'Ada' }]);
  });
  test('what stands in front of each host, and what it enforces', () => {
    expect(of('in front').map(({ name, data }) => [name, data])).toContainEqual([APP, 'cloudflare']);
    expect(of('HTTPS').find(({ name }) => name === APP)?.data).toBe(`http -> 301 https://${APP}/`);
    expect(of('TLS').find(({ name }) => name === APP)?.data).toBe('TLSv1.2, TLSv1.3');
    expect(of('SSL mode')).toMatchObject([{ data: 'strict', tested: [{ check: 'edge/cloudflare-encryption', outcome: 'pass' }] }]);
    expect(of('rate limit')).toMatchObject([{ data: 'http.request.uri.path eq "/api/chat": 5 in 10 s, then block', purpose: 'chat costs money' }]);
    expect(of('cache')).toMatchObject([{ data: 'true: bypass' }]);
  });
  test('each line says what judged it and when', () => {
    expect(lines().filter(({ tested, type }) => tested.length === 0 && type !== 'accepted')).toEqual([]);
    expect(of('HTTPS')[0]?.tested[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT/);
  });
  test('it is printed for a terminal and as a document', () => {
    const text = edgeBaselineText(assessment, { columns: 80, color: false, unicode: false });
    expect(text.split('\n').every((one) => one.length <= 80)).toBe(true);
    expect(text).toContain('Stripe webhooks');
    expect(edgeBaselineMarkdown(assessment)).toMatch(/\| `acme\.example` \| `exception` \| `http\.request\.uri\.path eq/);
  });
});
