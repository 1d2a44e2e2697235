import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../free-port.ts';
import { SECURITY_HEADERS } from '../../healthy.ts';
import { type ChainSent, chainOf } from '../../web.ts';
import { accepts, startProgram } from '../program.ts';

/** Where a server of a mistake stands, and pieces for its configuration. */
export interface Place {
  readonly folder: string;
  readonly http: number;
  readonly https: number;
  /** Lines of nginx that name the certificate. */
  readonly tls: string;
  /** A line of nginx that sends all headers of a good answer. */
  readonly headers: string;
}
export interface Server {
  readonly place: Place;
  readonly stop: () => Promise<void>;
}

export const GOOD_HEADERS = SECURITY_HEADERS.filter(([name]) => name !== 'cf-ray');

/** What a basic rule set of the network in front stops. */
export const FIREWALL = 'if ($request_uri ~* "(<|%3c)script|union(%20|\\+)+select|etc(/|%2f)passwd") { return 403; }';

/** A snippet with its ports, its certificate and its paths moved to where this server has them. */
export function moved(text: string, { folder, http, https, tls }: Place): string {
  return text
    .replaceAll('listen [::]:80;', '')
    .replaceAll('listen 80;', `listen 127.0.0.1:${http};`)
    .replaceAll('listen 443 ssl;', `listen 127.0.0.1:${https} ssl;`)
    .replaceAll(/# certificate of .*/g, tls)
    .replaceAll('/etc/letsencrypt/', `${folder}/letsencrypt/`);
}

/** nginx with a certificate for `names`; `lines` are those of its http block. */
export async function startNginx(names: readonly string[], lines: (place: Place) => readonly string[], chain: ChainSent = 'full'): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'range-mistake-'));
  const [host = ''] = names;
  const live = join(folder, 'letsencrypt', 'live', host);
  await mkdir(live, { recursive: true });
  const pem = (how: ChainSent): ReturnType<typeof chainOf> =>
    chainOf({ name: host, address: '', certificate: { names }, chain: how, https: 'refused', http: 'refused' });
  await writeFile(join(live, 'fullchain.pem'), pem('full').chain);
  await writeFile(join(live, 'cert.pem'), pem('incomplete').chain);
  await writeFile(join(live, 'privkey.pem'), pem('full').key);
  await writeFile(join(folder, 'security-headers.conf'), GOOD_HEADERS.map(([name, value]) => `add_header ${name} "${value}" always;\n`).join(''));
  const place: Place = {
    folder,
    http: await freePort(),
    https: await freePort(),
    tls: `ssl_certificate ${join(live, chain === 'full' ? 'fullchain.pem' : 'cert.pem')}; ssl_certificate_key ${join(live, 'privkey.pem')};`,
    headers: `include ${join(folder, 'security-headers.conf')};`,
  };
  const config = [
    'user root;',
    'worker_processes 1;',
    `pid ${join(folder, 'nginx.pid')};`,
    'error_log stderr error;',
    'events { worker_connections 256; }',
    'http {',
    'access_log off;',
    'server_tokens off;',
    'include /etc/nginx/mime.types;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`),
    `proxy_cache_path ${join(folder, 'cache')} keys_zone=files:1m;`,
    'proxy_http_version 1.1;',
    'proxy_set_header Connection "";',
    'proxy_set_header Host $host;',
    'proxy_set_header X-Forwarded-Proto $scheme;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    ...lines(place),
    '}',
  ];
  await writeFile(join(folder, 'nginx.conf'), `${config.join('\n')}\n`);
  const all = async (): Promise<boolean> => (await Promise.all([place.http, place.https].map(accepts))).every(Boolean);
  const { stop } = await startProgram('nginx', ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], all);
  return {
    place,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the packages lie that only these servers need; the others are found further up. */
const STACKS = join(import.meta.dirname, '..', 'stacks');
export interface App {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** A program of Node, `source` given the port that it shall listen on. */
export async function startNode(source: (port: number) => string): Promise<App> {
  const port = await freePort();
  const scripts = join(STACKS, 'node_modules', '.range-own');
  await mkdir(scripts, { recursive: true });
  const file = join(scripts, `${port}.mjs`);
  await writeFile(file, source(port));
  const { stop } = await startProgram(process.execPath, [file], () => accepts(port));
  return {
    port,
    stop: async () => {
      await stop();
      await rm(file, { force: true });
    },
  };
}
