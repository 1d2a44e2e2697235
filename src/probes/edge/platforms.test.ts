import { describe, expect, test } from 'vitest';
import { EDGE_FINGERPRINTS } from '../../data/edge-fingerprints.ts';
import { isWithin, parseV4, parseV6 } from '../../model/address.ts';
import { platformsIn } from './platforms.ts';

const at = (address: string, ...chain: string[]) => ({
  chain,
  addresses: [{ address, family: address.includes(':') ? (6 as const) : (4 as const), ttl: 300, scope: 'public' as const }],
});
const header = (name: string, value: string) => [{ name, value }];

describe('who answers for a host', () => {
  test.each([
    ['a header', platformsIn(header('cf-ray', '8f-FRA'), at('203.0.113.1')), ['cloudflare']],
    ['the start of a header', platformsIn(header('server', 'Vercel'), at('203.0.113.1')), ['vercel']],
    ['an address in its range, headers hidden', platformsIn([], at('104.17.2.3')), ['cloudflare']],
    ['an IPv6 address', platformsIn([], at('2606:4700::6811:203')), ['cloudflare']],
    ['an address of CloudFront', platformsIn([], at('13.33.4.5')), ['cloudfront']],
    ['an address of Fastly', platformsIn([], at('151.101.1.6')), ['fastly']],
    ['an alias', platformsIn([], at('203.0.113.1', 'd111.cloudfront.net')), ['cloudfront']],
    ['an alias of a platform', platformsIn([], at('203.0.113.1', 'cname.vercel-dns.com')), ['vercel']],
    ['the address a platform tells its customers', platformsIn([], at('76.76.21.21')), ['vercel']],
    ['a name that only looks like one', platformsIn([], at('203.0.113.1', 'notfastly.net')), []],
    ['nothing', platformsIn(header('x-other', '1'), at('203.0.113.1')), []],
  ])('by %s', (_, seen, ids) => {
    expect(seen).toEqual(ids);
  });

  test('ranges are prefixes, and no two edges claim the same address', () => {
    const all = EDGE_FINGERPRINTS.flatMap(({ id, places }) => (places?.ranges ?? []).map((range) => ({ id, range, start: range.split('/')[0] ?? '' })));
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter(({ start }) => parseV4(start) === undefined && parseV6(start) === undefined)).toEqual([]);
    expect(all.filter(({ id, start }) => all.some((other) => other.id !== id && isWithin(start, other.range)))).toEqual([]);
  });
});
