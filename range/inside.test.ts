import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { appBut } from './faults/change.ts';
import { withRecords } from './faults/dns.ts';
import { alone, certificateIs, changeSite, everything, headerIs, owned, path } from './faults/web.ts';
import { DOMAIN, page } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld, type WorldSpec } from './world.ts';

/** A server of the machine that the audit runs on, at a port that no config routes to: whoever connects was led inside. */
async function inside<T>(use: (port: number) => Promise<T>): Promise<{ readonly value: T; readonly connections: number }> {
  let connections = 0;
  const servers = ['127.0.0.1', '::1'].map((address) => ({ address, server: createServer((socket) => void (connections++, socket.destroy())) }));
  const [first, second] = servers as [{ server: Server; address: string }, { server: Server; address: string }];
  first.server.listen(0, first.address);
  await once(first.server, 'listening');
  const { port } = first.server.address() as AddressInfo;
  second.server.on('error', () => undefined).listen(port, second.address);
  try {
    return { value: await use(port), connections };
  } finally {
    for (const { server } of servers) server.close();
  }
}

/** The names for this machine that an answer from outside may use. */
const names = (port: number): string[] => [
  `localhost:${port}`,
  `127.0.0.1:${port}`,
  `[::1]:${port}`,
  `[::ffff:127.0.0.1]:${port}`,
  `2130706433:${port}`,
  `0x7f.1:${port}`,
  `inner.${DOMAIN}:${port}`,
  `ann:pw@inner.${DOMAIN}:${port}`,
];
const inner = withRecords(['inner', 'A', '127.0.0.1'], ['inner', 'AAAA', '::1']);
const elements = (to: string): string =>
  `<script src="${to}"></script><link rel="stylesheet" href="${to}"><link rel="manifest" href="${to}"><iframe src="${to}"></iframe><img src="${to}"><a href="${to}">x</a><form action="${to}"></form>`;

const WAYS: readonly (readonly [string, (port: number) => WorldSpec[]])[] = [
  ['a redirect', (port) => names(port).map((name) => appBut(inner, everything('app', 'https', { redirect: `http://${name}`, status: 302 })))],
  [
    'what a page loads and links',
    (port) => [
      appBut(
        inner,
        owned('app'),
        path('app', '/', {
          status: 200,
          headers: [['content-type', 'text/html']],
          body: page(
            'Acme',
            names(port)
              .map((name) => elements(`http://${name}/a`))
              .join(''),
          ),
        }),
      ),
    ],
  ],
  [
    'robots.txt, the sitemap, a policy and a code',
    (port) => [
      appBut(
        inner,
        owned('app'),
        changeSite('app', 'https', (site) => ({
          ...site,
          routes: {
            ...site.routes,
            '/robots.txt': { status: 200, headers: [['content-type', 'text/plain']], body: `Sitemap: http://inner.${DOMAIN}:${port}/sitemap.xml\n` },
            '/sitemap.xml': {
              status: 200,
              headers: [['content-type', 'application/xml']],
              body: `<urlset>${names(port)
                .map((name) => `<url><loc>http://${name}/</loc></url>`)
                .join('')}</urlset>`,
            },
            '/app.js': {
              status: 200,
              headers: [['content-type', 'text/javascript']],
              body: `fetch("http://inner.${DOMAIN}:${port}/api/x")\n//# sourceMappingURL=http://127.0.0.1:${port}/app.js.map`,
            },
            '/': { status: 200, headers: [['content-type', 'text/html']], body: page('Acme', '<script src="/app.js"></script>') },
          },
        })),
        headerIs('app', 'content-security-policy', `default-src 'self'; report-uri http://127.0.0.1:${port}/report`),
      ),
    ],
  ],
  [
    'a certificate',
    (port) => [
      appBut(inner, alone('app'), certificateIs('app', { revocationList: `http://inner.${DOMAIN}:${port}/x.crl` })),
      appBut(inner, alone('app'), certificateIs('app', { revocationList: `http://127.0.0.1:${port}/x.crl` })),
    ],
  ],
  [
    'mail records',
    (port) => [
      appBut(
        withRecords(
          ['inner', 'A', '127.0.0.1'],
          ['default._bimi', 'TXT', `v=BIMI1; l=https://inner.${DOMAIN}:${port}/logo.svg`],
          ['_mta-sts', 'TXT', 'v=STSv1; id=1'],
          ['mta-sts', 'A', '127.0.0.1'],
          ['@', 'MX', `5 inner.${DOMAIN}`],
        ),
      ),
    ],
  ],
];

test.each(WAYS)('%s cannot lead us to a server inside', async (_, worlds) => {
  const { connections } = await inside(async (port) => {
    for (const world of worlds(port)) {
      const { assessment } = await runScenario(world, startWorld);
      expect(assessment.verdicts.length).toBeGreaterThan(50);
    }
  });
  expect(connections).toBe(0);
});
