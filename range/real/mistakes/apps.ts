/* Mistakes that an application makes, or the proxy before it: 10 to 12, 14, 16 to 18. Express, nginx and Varnish. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointKind } from '../../../src/model/intent.ts';
import { declaring } from '../../faults/change.ts';
import { keepsPosts } from '../../faults/web.ts';
import { freePort } from '../../free-port.ts';
import { DOMAIN } from '../../healthy.ts';
import { accepts, startProgram } from '../program.ts';
import { APP, appAt, appBehind, ours } from './hosts.ts';
import type { Play, Texts } from './play.ts';
import { type App, FIREWALL, moved, type Place, startNginx, startNode } from './servers.ts';
import { onHttps, toHttps } from './sites.ts';

const endpoint = (is: EndpointKind, path: string, method: 'GET' | 'POST' = 'POST') => ({ url: `https://${APP}${path}`, is, method, headers: {} });

const PAGE = '<!doctype html><html lang="en"><title>Acme app</title><h1>Acme app</h1></html>';
/** An application of Express: a page, and `routes`. */
const express = (ours: string, routes: string) => (port: number) =>
  `
import express from 'express';
const app = express();
${ours}
${routes}
app.get('/', (req, res) => res.send('${PAGE}'));
app.use((req, res) => res.status(404).send('Not found'));
app.listen(${port}, '127.0.0.1');`;
/** The same orders and the same login on frameworks that do not tell their name: the repository does. */
const OTHERS = {
  hono: (ours: string) => (port: number) =>
    `
import { Hono } from 'hono';
import { serve } from '@hono/node-server';
const app = new Hono();
${ours}
app.get('/', (c) => c.html('${PAGE}'));
app.get('/api/orders', (c) => c.json({ orders: [] }, 200, { 'Cache-Control': 'private, no-store' }));
app.post('/api/login', (c) => c.json({ error: 'wrong password' }, 401));
serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });`,
  fastify: (ours: string) => (port: number) =>
    `
import Fastify from 'fastify';
const app = Fastify({ trustProxy: '127.0.0.1' });
${ours}
app.get('/', (request, reply) => reply.type('text/html; charset=utf-8').send('${PAGE}'));
app.get('/api/orders', (request, reply) => reply.header('Cache-Control', 'private, no-store').send({ orders: [] }));
app.post('/api/login', (request, reply) => reply.code(401).send({ error: 'wrong password' }));
await app.listen({ port: ${port}, host: '127.0.0.1' });`,
} as const;
const onOther =
  (framework: keyof typeof OTHERS, ours: (texts: Texts | undefined) => string, ...changes: Parameters<typeof appBehind>[1][]): Play =>
  async (texts) => {
    const app = await startNode(OTHERS[framework](ours(texts)));
    const files = { 'package.json': JSON.stringify({ dependencies: { [framework]: '^1' } }) };
    const { spec } = appBehind(app, ...changes);
    return { spec: { ...spec, repository: { commits: [{ message: 'app', files }] } }, stop: app.stop };
  };

/** Behind a host of the range that speaks HTTPS for it. */
const onExpress =
  (ours: (texts: Texts | undefined) => string, routes: string | ((texts: Texts | undefined) => string), ...changes: Parameters<typeof appBehind>[1][]): Play =>
  async (texts) => {
    const app = await startNode(express(ours(texts), typeof routes === 'string' ? routes : routes(texts)));
    return { ...appBehind(app, ...changes), stop: app.stop };
  };

const ORDERS = "app.get('/api/orders', (req, res) => res.json({ orders: [] }));";
const CALLED_BY = declaring({ approvedOrigins: [`https://${DOMAIN}`] });

export const reflectsOrigins = onExpress(
  (texts) => texts?.of('edge/cors:any-site-signed-in') ?? "import cors from 'cors';\napp.use(cors({ origin: true, credentials: true }));",
  `app.use((req, res, next) => (res.set('Cache-Control', 'private, no-store'), next()));\n${ORDERS}`,
  ours(endpoint('api', '/api/orders', 'GET')),
  CALLED_BY,
);

export const reflectsOnHono = onOther(
  'hono',
  (texts) =>
    texts?.of('edge/cors:any-site-signed-in') ?? "import { cors } from 'hono/cors';\napp.use('*', cors({ origin: (origin) => origin, credentials: true }));",
  ours(endpoint('api', '/api/orders', 'GET')),
  CALLED_BY,
);
export const reflectsOnFastify = onOther(
  'fastify',
  (texts) => texts?.of('edge/cors:any-site-signed-in') ?? "import cors from '@fastify/cors';\nawait app.register(cors, { origin: true, credentials: true });",
  ours(endpoint('api', '/api/orders', 'GET')),
  CALLED_BY,
);

/** Varnish as it comes, before an API that names one origin only to those who ask from there. */
export const noVary: Play = async (texts) => {
  const folder = await mkdtemp(join(tmpdir(), 'range-varnish-'));
  const allows = `if (req.get('origin') === 'https://${DOMAIN}') res.set({ 'Access-Control-Allow-Origin': 'https://${DOMAIN}', 'Access-Control-Allow-Credentials': 'true' });`;
  const route = `app.all('/api/orders', (req, res) => { ${allows} ${texts?.of('edge/cors:no-vary') ?? ''}
    if (req.method === 'OPTIONS') return res.set({ 'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE', 'Access-Control-Allow-Headers': 'content-type, authorization' }).status(204).end();
    res.set('Cache-Control', 'public, max-age=60').json({ orders: [] }); });`;
  const app = await startNode(express('', route));
  const port = await freePort();
  await writeFile(join(folder, 'vcl'), `vcl 4.1;\nbackend default { .host = "127.0.0.1"; .port = "${app.port}"; }\n`);
  const args = ['-F', '-n', join(folder, 'varnish'), '-a', `127.0.0.1:${port}`, '-f', join(folder, 'vcl'), '-s', 'malloc,16m', '-j', 'none'];
  const varnish = await startProgram('varnishd', args, () => accepts(port));
  return {
    ...appBehind({ port }, ours(endpoint('api', '/api/orders', 'GET')), CALLED_BY),
    stop: async () => {
      await Promise.all([varnish.stop(), app.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Behind nginx, whose server has these lines. `http://app` is the application. */
const behindNginx =
  (app: (texts: Texts | undefined) => Promise<App>, lines: (at: Place, texts: Texts | undefined) => string, ...changes: Parameters<typeof appAt>[1][]): Play =>
  async (texts) => {
    const running = await app(texts);
    const server = await startNginx([APP], (at) => [
      ...zones(moved(lines(at, texts), at)).map((line) => line),
      `upstream app { server 127.0.0.1:${running.port}; }`,
      toHttps(at, APP),
      onHttps(at, APP, `${at.headers}\n${FIREWALL}\n${withoutZones(moved(lines(at, texts), at))}`),
    ]);
    return { ...appAt(server.place, ...changes), stop: async () => void (await Promise.all([server.stop(), running.stop()])) };
  };
/** What our text says belongs into the http block. */
const HTTP_BLOCK = /^(?:limit_req_zone|limit_req_status) .*;$/gm;
const zones = (text: string): string[] => text.match(HTTP_BLOCK) ?? [];
const withoutZones = (text: string): string => text.replace(HTTP_BLOCK, '');

/** A page for those who are logged in, at every address that begins with its own when it is lax. */
const account = (lax: boolean): Promise<App> =>
  startNode(
    express(
      '',
      `app.get(${lax ? '/^\\/account/' : "'/account'"}, (req, res) => {
        const name = /visitor=(\\w+)/.exec(req.get('cookie') ?? '')?.[1];
        if (!name) return res.set('Cache-Control', 'no-store').redirect('/login');
        res.set('Cache-Control', 'private, no-store').send('<!doctype html><title>Acme</title><h1>Hello ' + name + '</h1>');
      });
      app.get('/login', (req, res) => res.set('Cache-Control', 'no-store').send('<!doctype html><title>Log in</title>'));`,
    ),
  );
const ACCOUNT = declaring({
  owned: [APP],
  sessions: [{ name: 'user', role: 'user', host: APP, header: 'cookie', valueEnv: 'RANGE_USER' }],
  endpoints: [endpoint('page', '/account', 'GET')],
});
const KEEP = 'proxy_pass http://app; proxy_cache files; proxy_cache_valid 200 60s;';
const WHATEVER = 'proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;';

export const privateKept = behindNginx(
  () => account(false),
  // The text says which line to take out.
  (_, texts) => `location / { ${KEEP} ${texts?.of('edge/cache-leaks:private-shared') ?? WHATEVER} }`,
  ACCOUNT,
);

export const deception = behindNginx(
  () => account(true),
  (_, texts) => `location / { proxy_pass http://app; }\n${texts?.of('edge/cache-leaks:deception') ?? `location ~* \\.(css|js|png)$ { ${KEEP} ${WHATEVER} }`}`,
  ACCOUNT,
);

const LIMITED = `import { rateLimit } from 'express-rate-limit';`;
const CHAT = `app.set('trust proxy', 1);
app.post('/api/chat', rateLimit({ windowMs: 60_000, limit: 8, standardHeaders: 'draft-8', legacyHeaders: false }), async (req, res) => {
  res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  for (let n = 1; n <= 14; n++) { res.write('data: {"text":"number ' + n + '"}\\n\\n'); await new Promise((done) => setTimeout(done, 80)); }
  res.end('data: [DONE]\\n\\n');
});`;

export const buffered = behindNginx(
  () => startNode(express(LIMITED, CHAT)),
  (_, texts) => `location / { proxy_pass http://app; }\n${texts?.of('edge/chat-stream:buffered') ?? ''}`,
  ours(endpoint('chat', '/api/chat')),
  keepsPosts('app'),
);

/** express-session as many begin with it; the text replaces it. */
export const weakCookie = onExpress(
  (texts) =>
    `import session from 'express-session';\nprocess.env.SESSION_SECRET ??= 'range';\n${texts?.of('edge/cookies:insecure') ?? "app.use(session({ name: 'sid', secret: 'range', resave: false, saveUninitialized: false, cookie: { httpOnly: false } }));"}`,
  'app.use((req, res, next) => ((req.session.seen = true), next()));',
);

const LOGIN = "app.post('/api/login', (req, res) => res.status(401).json({ error: 'wrong password' }));";

export const unlimited = onExpress(
  (texts) => texts?.of('edge/rate-limit:unlimited-login') ?? '',
  LOGIN,
  ours(endpoint('login', '/api/login')),
  keepsPosts('app'),
);

const NO_LIMIT = [
  (texts: Texts | undefined) => texts?.of('edge/rate-limit:unlimited-login') ?? '',
  ours(endpoint('login', '/api/login')),
  keepsPosts('app'),
] as const;
export const unlimitedOnHono = onOther('hono', ...NO_LIMIT);
export const unlimitedOnFastify = onOther('fastify', ...NO_LIMIT);

/** Behind nginx that hands on what the visitor sends, and an application that believes all of it. */
export const spoofable = behindNginx(
  () =>
    startNode(
      express(LIMITED, `app.set('trust proxy', true);\napp.post('/api/login', rateLimit({ windowMs: 60_000, limit: 10, validate: false }));\n${LOGIN}`),
    ),
  (_, texts) => `location / { proxy_pass http://app; ${texts?.of('edge/rate-limit:spoofable') ?? ''} }`,
  ours(endpoint('login', '/api/login')),
  keepsPosts('app'),
);
