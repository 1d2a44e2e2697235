import { expect, test } from 'vitest';
import { healthyBut, type WorldChange } from '../../../range/faults/change.ts';
import { everything, path } from '../../../range/faults/web.ts';
import { DOMAIN, page } from '../../../range/healthy.ts';
import { httpEvidence, pageOf } from '../../../test/support/edge-evidence.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { EdgeCrawl } from '../../evidence/edge/crawl.ts';
import { edgeCrawlProbe } from './crawl.ts';

const APP = `app.${DOMAIN}`;
const shows = (inside: string) => ({ status: 200, headers: [['content-type', 'text/html']] as const, body: page('Acme', inside) });
const look = async (...changes: readonly WorldChange[]) =>
  lookAtHost<EdgeCrawl>(edgeCrawlProbe, APP, healthyBut(...changes), { http: httpEvidence(APP, { page: pageOf(`https://${APP}/`) }) });
const links = (n: number, folder: string): string => Array.from({ length: n }, (_, at) => `<a href="${folder}${at}">x</a>`).join('');

test('fifty pages at most, eight of a folder, each once', async () => {
  const folders = Array.from({ length: 9 }, (_, at) => links(12, `/f${at}/`)).join('');
  const { value, complete, connections } = await look(path('app', '/', shows(folders + folders)), path('app', '*', { status: 404, body: '' }));
  expect(value.pages).toHaveLength(50);
  expect(value.skipped).toBe(9 * 4);
  expect(complete).toMatchObject([{ part: 'pages' }]);
  expect(connections).toBeLessThan(60);
});

test('a site of ever new links ends', async () => {
  const { value } = await look(everything('app', 'https', shows(`<a href="x/">deeper</a><a href="y/">deeper</a>`)));
  expect(value.pages.length).toBeLessThanOrEqual(50);
});

test('robots.txt that cannot be read: no page is asked', async () => {
  await expect(look(path('app', '/robots.txt', { status: 503, body: '' }))).rejects.toMatchObject({ code: 'refused' });
});

test('three silent pages and the rest is left in peace', async () => {
  const { value, complete } = await look(
    path('app', '/', shows(links(8, '/f/'))),
    path('app', '*', { fault: 'closes' }),
    path('app', '/robots.txt', { status: 404 }),
    path('app', '/sitemap.xml', { status: 404 }),
  );
  expect(value.pages.length).toBeLessThan(9);
  expect(complete).not.toBe(true);
});

test('scripts of other sites on a page with a password field', async () => {
  const login = '<input type="password"><script src="https://cdn.other.example/t.js"></script><script src="/own.js"></script>';
  const { value } = await look(path('app', '/', shows('<a href="/login">in</a>')), path('app', '/login', shows(login)));
  expect(value.pages[1]).toMatchObject({
    asks: { password: true },
    foreignScripts: [{ url: 'https://cdn.other.example/t.js', host: 'cdn.other.example', integrity: false }],
  });
});
