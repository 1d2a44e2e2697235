import { describe, expect, test } from 'vitest';
import { cacheStatus, sharedCache } from './shared-cache.ts';

const GET = { method: 'GET', authorized: false };
const answer = (lines: readonly string[], status = 200) => ({
  status,
  headers: lines.map((line) => ({ name: line.slice(0, line.indexOf(':')).toLowerCase(), value: line.slice(line.indexOf(':') + 1).trim() })),
});
const decide = (lines: readonly string[], { status = 200, request = GET, targets = ['cdn-cache-control'] } = {}) => {
  const { stores, freshSeconds } = sharedCache(request, answer(lines, status), targets);
  return `${stores} ${freshSeconds}`;
};

describe('RFC 9111', () => {
  test.each<[readonly string[], string]>([
    [['Cache-Control: public, max-age=60'], 'yes 60'],
    [['Cache-Control: max-age=60, s-maxage=600'], 'yes 600'],
    [['Cache-Control: max-age=60', 'Age: 20'], 'yes 40'],
    [['Cache-Control: max-age=60', 'Age: 1.5'], 'yes 60'],
    [['Cache-Control: No-Store, max-age=60'], 'no 0'],
    [['Cache-Control: private, max-age=60'], 'no 0'],
    [['Cache-Control: private="set-cookie", max-age=60'], 'yes 60'],
    [['Cache-Control: No-Cache'], 'yes 0'],
    [['Cache-Control: no-cache="set-cookie", max-age=9'], 'yes 9'],
    [['Cache-Control: max-age=1', 'Cache-Control: max-age=9'], 'yes 1'],
    [['Cache-Control: max-age=-1'], 'yes 0'],
    [['Cache-Control: max-age=1.5'], 'yes 0'],
    [['Cache-Control: max-age="60"'], 'yes 60'],
    [['Cache-Control: max-age=99999999999'], 'yes 2147483648'],
    [['Cache-Control: no-store, must-understand, max-age=60'], 'yes 60'],
    [['Date: Wed, 25 Nov 2026 10:00:00 GMT', 'Expires: Wed, 25 Nov 2026 10:01:00 GMT'], 'yes 60'],
    [['Date: Wed, 25 Nov 2026 10:00:00 GMT', 'Expires: Wednesday, 25-Nov-26 10:01:00 GMT'], 'yes 60'],
    [['Expires: 0'], 'yes 0'],
    [['Cache-Control: public'], 'may 0'],
    [[], 'may 0'],
  ])('%j: %s', (lines, expected) => {
    expect(decide(lines)).toBe(expected);
  });

  test('a login, a method and a status keep it out', () => {
    const request = { method: 'GET', authorized: true };
    expect(decide(['Cache-Control: max-age=60'], { request })).toBe('no 0');
    expect(decide(['Cache-Control: max-age=60, must-revalidate'], { request })).toBe('yes 60');
    expect(decide(['Cache-Control: s-maxage=60'], { request })).toBe('yes 60');
    expect(decide(['Cache-Control: s-maxage=60'], { request: { method: 'POST', authorized: false } })).toBe('no 0');
    expect(decide(['Cache-Control: max-age=60'], { status: 206 })).toBe('no 0');
    expect(decide([], { status: 302 })).toBe('no 0');
    expect(decide(['Cache-Control: max-age=60'], { status: 302 })).toBe('yes 60');
  });
});

describe('RFC 9213', () => {
  test('the field that speaks to this cache wins over Cache-Control and Expires', () => {
    expect(decide(['CDN-Cache-Control: max-age=600', 'Cache-Control: no-store'])).toBe('yes 600');
    expect(decide(['CDN-Cache-Control: no-store', 'Cache-Control: s-maxage=60'])).toBe('no 0');
    expect(decide(['CDN-Cache-Control: public', 'Expires: Wed, 25 Nov 2026 10:01:00 GMT'])).toBe('may 0');
    expect(
      decide(['Cloudflare-CDN-Cache-Control: no-store', 'CDN-Cache-Control: max-age=9'], { targets: ['cloudflare-cdn-cache-control', 'cdn-cache-control'] }),
    ).toBe('no 0');
  });
  test('one that is empty or broken is as good as absent', () => {
    expect(decide(['CDN-Cache-Control:', 'Cache-Control: max-age=60'])).toBe('yes 60');
    expect(decide(['CDN-Cache-Control: max-age=(1', 'Cache-Control: max-age=60'])).toBe('yes 60');
  });
});

test('properties: no-store and private always keep it out; nothing that is not kept is fresh; more words never make a private answer shared', () => {
  const words = [
    'public',
    'max-age=60',
    's-maxage=9',
    'no-cache',
    'must-revalidate',
    'immutable',
    'max-age=x',
    'private',
    'no-store',
    'stale-while-revalidate=5',
  ];
  let seed = 7;
  const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
  for (let round = 0; round < 1000; round++) {
    const line = Array.from({ length: next(5) }, () => words[next(words.length)] ?? '');
    const status = [200, 301, 404, 500][next(4)] ?? 200;
    const { stores, freshSeconds } = sharedCache({ method: 'GET', authorized: next(2) === 1 }, answer([`Cache-Control: ${line.join(', ')}`], status));
    const isClosed = line.includes('no-store') || line.includes('private');
    expect([line, isClosed && stores !== 'no', stores !== 'yes' && freshSeconds !== 0, freshSeconds < 0]).toEqual([line, false, false, false]);
  }
});

test.each<[readonly string[], string | undefined]>([
  [['CF-Cache-Status: HIT'], 'hit'],
  [['CF-Cache-Status: DYNAMIC'], 'miss'],
  [['X-Vercel-Cache: PRERENDER'], 'hit'],
  [['X-Cache: Hit from cloudfront'], 'hit'],
  [['X-Cache: Miss from cloudfront'], 'miss'],
  [['X-Cache: MISS, HIT'], 'hit'],
  [['Cache-Status: ExampleCache; hit; ttl=10'], 'hit'],
  [['Cache-Status: ExampleCache; fwd=uri-miss'], 'miss'],
  [['X-Nextjs-Cache: HIT'], undefined],
  [['X-Varnish: 32770 3'], 'hit'],
  [['X-Varnish: 32770'], undefined],
  [['Age: 12'], 'hit'],
  [['Age: 0'], undefined],
  [[], undefined],
])('%j: %s', (lines, expected) => {
  expect(cacheStatus(answer(lines))).toBe(expected);
});
