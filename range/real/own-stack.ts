import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonApi } from '../apps/json-api.ts';
import { freePort } from '../free-port.ts';
import { DOMAIN, page, WEB_ADDRESS } from '../healthy.ts';
import { chainOf, type HostSpec } from '../web.ts';
import { accepts, startProgram } from './program.ts';

/** What is wrong with a server, and so what a snippet of ours has to repair. */
export type Hole = 'none' | 'headers' | 'clear' | 'two-hosts' | 'cache' | 'compression' | 'path' | 'inherit' | 'cors';
/** A server of the user's own, as they would have it: one site under two names, with a hole, and perhaps with our snippet in it. */
export interface OwnServer {
  readonly hole: Hole;
  /** Our snippet, put where its own words say. */
  readonly snippet?: string;
}
export interface RunningServer {
  /** Ports on loopback that speak HTTPS and HTTP; with `proxied`, one that speaks HTTP behind somebody who speaks HTTPS. */
  readonly https?: number;
  readonly http?: number;
  readonly proxied?: number;
  readonly stop: () => Promise<void>;
}

export const WWW = `www.${DOMAIN}`;
const SCRIPT = '/assets/index-BQ8xh2Kd.js';
export const GOOD_HEADERS = [
  ['Strict-Transport-Security', 'max-age=31536000'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "frame-ancestors 'self'"],
  ['Referrer-Policy', 'no-referrer'],
] as const;

/** The folder that is served: a page, a style sheet and a script with a digest in its name. */
export async function siteFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'range-own-'));
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'index.html'), page('Acme', `<script src="${SCRIPT}"></script>`));
  await writeFile(join(folder, 'dist', 'style.css'), `h1{color:#123}\n${'/* filler */\n'.repeat(300)}`);
  await writeFile(join(folder, 'dist', SCRIPT), `console.log(1);\n${'// filler\n'.repeat(300)}`);
  return folder;
}

const HOST: HostSpec = { name: DOMAIN, address: WEB_ADDRESS, certificate: { names: [DOMAIN, WWW] }, https: 'refused', http: 'refused' };
export async function certificateIn(folder: string): Promise<{ readonly pem: string; readonly key: string }> {
  const { key, chain } = chainOf(HOST);
  const files = { pem: join(folder, 'site.pem'), key: join(folder, 'site.key') };
  await writeFile(files.pem, chain);
  await writeFile(files.key, key);
  return files;
}

export const has = (hole: Hole, server: OwnServer): boolean => server.hole === hole;

/** An API behind the server. */
async function startApi(): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const server = createServer(jsonApi());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** nginx 1.22 of Debian. */
export async function startOwnNginx(server: OwnServer): Promise<RunningServer> {
  const folder = await siteFolder();
  const { pem, key } = await certificateIn(folder);
  const [http, https] = [await freePort(), await freePort()];
  const { snippet = '' } = server;
  const tls = `ssl_certificate ${pem}; ssl_certificate_key ${key};`;
  // The snippets say ports 80 and 443; ours are others.
  const ours = (text: string): string =>
    text
      .replace('listen [::]:80;', '')
      .replace('listen 80;', `listen 127.0.0.1:${http};`)
      .replace('listen 443 ssl;', `listen 127.0.0.1:${https} ssl;`)
      .replace(/# certificate of .*/, tls);
  const headers = has('headers', server) ? snippet : GOOD_HEADERS.map(([name, value]) => `add_header ${name} "${value}" always;`).join('\n');
  await writeFile(join(folder, 'security-headers.conf'), `${headers}\n`);
  const root = `root ${join(folder, 'dist')};`;
  const clear = `server { listen 127.0.0.1:${http}; server_name ${DOMAIN}; ${root} }`;
  const redirect = (names: string): string => `server { listen 127.0.0.1:${http}; server_name ${names}; return 301 https://$host$request_uri; }`;
  const toDomain = `server { listen 127.0.0.1:${https} ssl; ${tls} server_name ${WWW}; return 301 https://${DOMAIN}$request_uri; include security-headers.conf; }`;
  const isWhole = !has('two-hosts', server) || snippet !== '';
  const losesPath = `server { listen 127.0.0.1:${http}; server_name ${DOMAIN}; return 301 https://$host/; }`;
  const api = has('cors', server) ? await startApi() : undefined;
  const [map = '', allows = ''] = snippet.split('# in the location of the API:');
  const reflects = 'add_header Access-Control-Allow-Origin $http_origin always; add_header Access-Control-Allow-Credentials true always;';
  const long = 'add_header Cache-Control "public, max-age=31536000, immutable";';
  const inherits = has('inherit', server) && snippet === '' ? long : `include security-headers.conf; ${long}`;
  const config = [
    'daemon off;',
    'user root;',
    'worker_processes 1;',
    `pid ${join(folder, 'nginx.pid')};`,
    'error_log stderr error;',
    'events { worker_connections 64; }',
    'http {',
    'access_log off;',
    'include /etc/nginx/mime.types;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`),
    ...(has('compression', server) ? [snippet] : ['gzip on; gzip_types text/css application/javascript;']),
    ...(api ? [`upstream app { server 127.0.0.1:${api.port}; }`, map] : []),
    ...(has('path', server) ? [snippet === '' ? losesPath : ours(snippet), redirect(WWW)] : []),
    ...(has('path', server) ? [] : has('clear', server) ? [snippet === '' ? clear : ours(snippet), redirect(WWW)] : [redirect(`${DOMAIN} ${WWW}`)]),
    ...(has('two-hosts', server) ? [ours(snippet)] : [toDomain]),
    `server { listen 127.0.0.1:${https} ssl; ${tls} server_name ${DOMAIN}${isWhole ? '' : ` ${WWW}`};`,
    root,
    'include security-headers.conf;',
    ...(has('cache', server) ? [snippet] : [`location /assets/ { ${inherits} }`]),
    ...(api ? [`location /api/ { proxy_pass http://app; include security-headers.conf; ${snippet === '' ? reflects : allows} }`] : []),
    '}',
    '}',
  ];
  const file = join(folder, 'nginx.conf');
  await writeFile(file, `${config.join('\n')}\n`);
  const all = async (): Promise<boolean> => (await Promise.all([http, https].map(accepts))).every(Boolean);
  const { stop } = await startProgram('nginx', ['-e', 'stderr', '-p', folder, '-c', file], all);
  return { http, https, stop: async () => void (await Promise.all([stopAnd(stop, folder), api?.stop()])) };
}

/** Caddy 2.6 of Debian. */
export async function startOwnCaddy(server: OwnServer): Promise<RunningServer> {
  const folder = await siteFolder();
  const { pem, key } = await certificateIn(folder);
  const [http, https] = [await freePort(), await freePort()];
  const { snippet = '' } = server;
  const isClear = has('clear', server) && snippet === '';
  const isSplit = has('two-hosts', server) && snippet === '';
  const site = [
    `tls ${pem} ${key}`,
    `root * ${join(folder, 'dist')}`,
    'file_server',
    has('headers', server) ? snippet : `header {\n${GOOD_HEADERS.map(([name, value]) => `${name} "${value}"`).join('\n')}\n}`,
    has('cache', server) ? snippet : 'header /assets/* Cache-Control "public, max-age=31536000, immutable"',
    has('compression', server) ? snippet : 'encode gzip',
  ];
  const config = [
    `{\nadmin off\nskip_install_trust\nhttp_port ${http}\nhttps_port ${https}\nstorage file_system ${folder}\n${isClear ? 'auto_https disable_redirects' : ''}\n}`,
    `${DOMAIN}${isSplit ? `, ${WWW}` : ''} {\nbind 127.0.0.1\n${site.join('\n')}\n}`,
    // `bind` is ours: everything stays on loopback.
    ...(isSplit
      ? []
      : [
          has('two-hosts', server)
            ? snippet.replace('{', '{\nbind 127.0.0.1')
            : `${WWW} {\nbind 127.0.0.1\nredir https://${DOMAIN}{uri} permanent\nheader Strict-Transport-Security max-age=31536000\n}`,
        ]),
    ...(isClear
      ? [
          `http://${DOMAIN} {\nbind 127.0.0.1\nroot * ${join(folder, 'dist')}\nfile_server\n}`,
          `http://${WWW} {\nbind 127.0.0.1\nredir https://{host}{uri} permanent\n}`,
        ]
      : []),
  ];
  const file = join(folder, 'Caddyfile');
  await writeFile(file, `${config.join('\n')}\n`);
  const all = async (): Promise<boolean> => (await Promise.all([http, https].map(accepts))).every(Boolean);
  const { stop } = await startProgram('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], all);
  return { http, https, stop: () => stopAnd(stop, folder) };
}

export const stopAnd = async (stop: () => Promise<void>, folder: string): Promise<void> => {
  await stop();
  await rm(folder, { recursive: true, force: true });
};

type Framework = 'express' | 'hono' | 'fastify';
const RECORD = JSON.stringify(Object.fromEntries(GOOD_HEADERS));
const LONG = 'public, max-age=31536000, immutable';

const AFTER = '// after all routes:';
const first = (text: string): string => text.split(AFTER)[0] ?? '';
/** A snippet may say where it is cut in two. */
const last = (text: string): string => text.split(AFTER)[1] ?? '';
/** Several snippets as one, cut at the same place. */
export function joined(texts: readonly string[]): string {
  return texts.some((text) => text.includes(AFTER)) ? [...texts.map(first), AFTER, ...texts.map(last)].join('\n') : texts.join('\n');
}

/** What a small server of each framework looks like; `ours` goes where the snippets say: right after the app is made, or where files are served. */
const PROGRAMS: Readonly<Record<Framework, (ours: string, port: number, wants: (hole: Hole) => boolean) => string>> = {
  express: (ours, port, wants) => `
import express from 'express';
${wants('compression') ? "import compression0 from 'compression';" : ''}
const app = express();
${wants('cache') ? first(ours) : ''}
${wants('headers') ? `app.use((req, res, next) => (res.set(${RECORD}), next()));` : ''}
${wants('compression') ? 'app.use(compression0());' : ''}
${wants('cache') ? "app.use('/assets/', express.static('dist/assets', { maxAge: '1y', immutable: true }));" : ours}
app.use(express.static('dist'));
${wants('headers') ? "app.use((req, res) => res.status(404).send('Not found'));" : last(ours)}
app.listen(${port}, '127.0.0.1');`,
  hono: (ours, port, wants) => `
import { Hono } from 'hono';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
${wants('compression') ? "import { compress as compress0 } from 'hono/compress';" : ''}
const app = new Hono();
${ours}
${wants('headers') ? `app.use(async (c, next) => { await next(); for (const [name, value] of Object.entries(${RECORD})) c.header(name, value); });` : ''}
${wants('compression') ? 'app.use(compress0());' : ''}
${wants('cache') ? `app.use('/assets/*', async (c, next) => { await next(); c.header('Cache-Control', '${LONG}'); });` : ''}
app.use('*', serveStatic({ root: './dist' }));
serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });`,
  fastify: (ours, port, wants) => `
import Fastify from 'fastify';
import { readFile } from 'node:fs/promises';
${wants('compression') ? "import compress0 from '@fastify/compress';" : ''}
const app = Fastify({ trustProxy: true });
${ours}
${wants('headers') ? `app.addHook('onSend', async (request, reply) => void reply.headers(${RECORD}));` : ''}
${wants('compression') ? 'await app.register(compress0);' : ''}
${wants('cache') ? `app.addHook('onSend', async (request, reply) => { if (request.url.startsWith('/assets/')) reply.header('Cache-Control', '${LONG}'); });` : ''}
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };
app.get('/*', async (request, reply) => {
  const name = request.url.split('?')[0] === '/' ? '/index.html' : request.url.split('?')[0];
  try {
    const text = await readFile('dist' + name, 'utf8');
    return reply.type(TYPES[name.split('.').pop()]).send(text);
  } catch {
    return reply.code(404).type(TYPES.html).send('<!doctype html><title>Not found</title>');
  }
});
await app.listen({ port: ${port}, host: '127.0.0.1' });`,
};

/** A program of the framework, behind somebody who speaks HTTPS for it. */
export async function startOwnProgram(framework: Framework, server: OwnServer): Promise<RunningServer> {
  const folder = await siteFolder();
  const proxied = await freePort();
  // Beside the packages, so that it finds them.
  const scripts = join(import.meta.dirname, '..', '..', 'node_modules', '.range-own');
  await mkdir(scripts, { recursive: true });
  const file = join(scripts, `${framework}-${proxied}.mjs`);
  await writeFile(file, `process.chdir(${JSON.stringify(folder)});\n${PROGRAMS[framework](server.snippet ?? '', proxied, (hole) => !has(hole, server))}\n`);
  const { stop } = await startProgram(process.execPath, [file], () => accepts(proxied));
  return {
    proxied,
    stop: async () => {
      await stopAnd(stop, folder);
      await rm(file, { force: true });
    },
  };
}
