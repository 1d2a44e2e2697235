import { expect, test } from 'vitest';
import { DOMAIN, healthy, healthyHost, page } from '../../../range/healthy.ts';
import type { Site } from '../../../range/site.ts';
import { httpEvidence, walk } from '../../../test/support/edge-evidence.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { EdgeAssets } from '../../evidence/edge/assets.ts';
import { edgeAssetsProbe, isHashed } from './assets.ts';

const look = (https: Site, given = httpEvidence(DOMAIN)) =>
  lookAtHost<EdgeAssets>(edgeAssetsProbe, DOMAIN, healthy({ hosts: [{ ...healthyHost(DOMAIN, 'apex'), https }] }), { http: given });
const html = (inside: string): Site['routes'] => ({ '/': { status: 200, headers: [['content-type', 'text/html']], body: page('Acme', inside) } });

test('the page and its own files, with their coding and cache headers; others are left alone', async () => {
  const { value, complete } = await look({
    routes: {
      ...html('<script src="/app-3f2a9c1b.js"></script><script src="https://cdn.example/x.js"></script><img src="/a.png">'),
      '/app-3f2a9c1b.js': {
        status: 200,
        headers: [
          ['content-type', 'text/javascript'],
          ['cache-control', 'max-age=31536000'],
          ['vary', 'accept-encoding'],
        ],
        body: 'x'.repeat(3000),
      },
      '/style.css': { status: 404 },
    },
  });
  expect(complete).toBe(true);
  expect(value.assets.map(({ kind, status, hashed, cacheControl, bytes }) => [kind, status, hashed, cacheControl, bytes])).toEqual([
    ['page', 200, false, null, expect.any(Number)],
    ['stylesheet', 404, false, null, 0],
    ['script', 200, true, 'max-age=31536000', 3000],
    ['image', 404, false, null, expect.any(Number)],
  ]);
});

test('a host without a page of its own has nothing to fetch', async () => {
  const elsewhere = httpEvidence(DOMAIN, { https: walk([`301 https://${DOMAIN}/ https://www.${DOMAIN}/`, `200 https://www.${DOMAIN}/`]) });
  expect(await look({ routes: html('') }, elsewhere)).toMatchObject({ value: { status: 'none', assets: [] }, complete: true, connections: 0 });
});

test('cannot look: a file that never comes is a limit, a page that is gone is no verdict', async () => {
  const { value, complete } = await look({ routes: { ...html(''), '/style.css': { fault: 'closes' } } });
  expect(value.assets).toHaveLength(1);
  expect(complete).toMatchObject([{ part: 'assets' }]);
  await expect(look({ routes: { '/': { fault: 'closes' } } })).rejects.toMatchObject({ code: 'malformed' });
});

test.each([
  ['/assets/index-BQ8xh2Kd.js', true],
  ['/static/js/main.8a7b6c5d.chunk.js', true],
  ['/_next/static/chunks/main.js', true],
  ['/style.css', false],
  ['/main-dashboard.js', false],
  ['/jquery-3.7.1.min.js', false],
  ['/logo-2024-01-01.png', false],
  ['/uploads/20240101.jpg', false],
])('%s has a digest in its name: %s', (path, hashed) => expect(isHashed(path)).toBe(hashed));
