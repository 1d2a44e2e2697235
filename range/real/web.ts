import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site, SiteAnswer } from '../site.ts';
import { NOBODY, chainOf, type HostSpec, type RunningWeb } from '../web.ts';
import { freePort } from '../free-port.ts';
import { accepts, startProgram } from './program.ts';
import { startApps } from './apps.ts';

type Bodies = Map<string | Uint8Array, string>;
type Scheme = 'http' | 'https';

/** Why nginx cannot play these hosts; none when it can. */
export function webObstacles(hosts: readonly HostSpec[]): string[] {
  return hosts.flatMap((host) =>
    (['http', 'https'] as const).flatMap((scheme) => {
      if (host.staple) return ['a stapled answer that nobody signed'];
      if (host.alsoSpeaks) return ['hellos that no library of today can answer'];
      const site = host[scheme];
      if (typeof site === 'string') return site === 'refused' ? [] : [`port fault ${site}`];
      return Object.values(site.routes).flatMap((answer) =>
        'fault' in answer && !(answer.fault in PLAYABLE) ? [`site fault ${answer.fault}`] : unsayable(site, answer),
      );
    }),
  );
}

/** nginx takes `$` for the beginning of a variable, words of its configuration end at 4 kB, it names itself, and what it returns with 3xx is the target. */
function unsayable(site: Site, answer: SiteAnswer): string[] {
  const headers = [...(site.headers ?? []), ...('headers' in answer ? (answer.headers ?? []) : [])];
  if (headers.some(([, value]) => value.includes('$'))) return ['a header value with $'];
  if (headers.some(([, value]) => value.length > 4000)) return ['a header of more than 4 kB'];
  if (headers.some(([name]) => name === 'server')) return ['the name of another server'];
  return headers.some(([name]) => name === 'location') ? ['a redirect with headers of its own'] : [];
}

const PLAYABLE: Readonly<Record<string, readonly string[]>> = {
  closes: ['return 444;'],
  'bot-challenge': ['add_header cf-mitigated challenge always;', 'return 403 "<!DOCTYPE html><title>Just a moment...</title>";'],
  'too-many-requests': ['add_header retry-after 60 always;', 'return 429 "Too many requests";'],
};

/** Starts one nginx for all hosts of a world, and the applications behind it. */
export async function startNginx(given: readonly HostSpec[], folder: string): Promise<Pick<RunningWeb, 'routes' | 'stop'>> {
  await mkdir(join(folder, 'bodies'), { recursive: true });
  const { hosts, stop: stopApps } = await startApps(given);
  const routes: Record<string, string> = {};
  const ports: number[] = [];
  const servers: string[] = [];
  const bodies: Bodies = new Map();
  for (const [address, group] of Map.groupBy(hosts, (host) => host.address)) {
    for (const scheme of ['http', 'https'] as const) {
      const place = `${address}:${scheme === 'http' ? 80 : 443}`;
      if (group[0]?.[scheme] === 'refused') {
        routes[place] = NOBODY;
        continue;
      }
      const port = await freePort();
      ports.push(port);
      routes[place] = `127.0.0.1:${port}`;
      for (const [at, host] of group.entries()) servers.push(...(await serverBlock(host, { scheme, port, first: at === 0 }, folder, bodies)));
    }
  }
  for (const [body, name] of bodies) await writeFile(join(folder, 'bodies', name), body);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`);
  const http = ['access_log off;', 'server_tokens off;', 'server_names_hash_bucket_size 128;', 'types { }', ...temporary, ...servers];
  const lines = [
    'daemon off;',
    'user root;',
    'worker_processes 1;',
    `pid ${join(folder, 'nginx.pid')};`,
    'error_log stderr error;',
    'events { worker_connections 256; }',
    'http {',
    // A relative target stays relative: with our port in it, it would lead out of the world.
    'absolute_redirect off;',
    ...http,
    '}',
  ];
  const file = join(folder, 'nginx.conf');
  await writeFile(file, `${lines.join('\n')}\n`);
  const all = async (): Promise<boolean> => (await Promise.all(ports.map(accepts))).every(Boolean);
  const { stop } = await startProgram('nginx', ['-e', 'stderr', '-c', file], all);
  return { routes, stop: async () => void (await Promise.all([stop(), stopApps()])) };
}

async function serverBlock(host: HostSpec, on: { scheme: Scheme; port: number; first: boolean }, folder: string, bodies: Bodies): Promise<string[]> {
  const site = host[on.scheme];
  if (typeof site === 'string') return [];
  const tls = on.scheme === 'https';
  const listen = `listen 127.0.0.1:${on.port}${tls ? ' ssl' : ''}`;
  const secure = tls ? await secureLines(host, folder) : [];
  const locations = Object.entries(site.routes).flatMap(([path, answer]) => locationBlock(path, site, answer, bodies, folder));
  const rest =
    '*' in site.routes
      ? []
      : locationBlock('*', site, { status: 404, headers: [['content-type', 'text/html']], body: '<!doctype html><title>Not found</title>' }, bodies, folder);
  const firewall = site.noFirewall ? [] : ['if ($request_uri ~* "((<|%3c)script|union(\\+|%20)+select|etc(/|%2f)passwd)") { return 403; }'];
  // Names that nobody has are answered like in the in-process range: misdirected.
  const foreign = on.first ? ['server {', `${listen} default_server;`, ...secure, 'default_type text/plain;', 'return 421 "No such host here";', '}'] : [];
  return [...foreign, 'server {', `${listen};`, `server_name ${host.name};`, ...secure, ...firewall, ...locations, ...rest, '}'];
}

async function secureLines(host: HostSpec, folder: string): Promise<string[]> {
  const { key, chain } = chainOf(host);
  const name = join(folder, `${host.name}-${host.address.replaceAll(':', '.')}`);
  await writeFile(`${name}.key`, key);
  await writeFile(`${name}.pem`, chain);
  const all = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
  const [oldest, newest] = host.protocols ?? ['TLSv1.2', 'TLSv1.3'];
  const spoken = all.slice(all.indexOf(oldest), all.indexOf(newest) + 1);
  const weak = spoken.includes('TLSv1') || spoken.includes('TLSv1.1') || host.certificate.key === 'rsa1024';
  return [
    `ssl_certificate ${name}.pem;`,
    `ssl_certificate_key ${name}.key;`,
    `ssl_protocols ${spoken.join(' ')};`,
    ...(weak ? ['ssl_ciphers ALL:@SECLEVEL=0;'] : []),
  ];
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

function locationBlock(path: string, site: Site, answer: SiteAnswer, bodies: Bodies, folder: string): string[] {
  const where = path === '*' ? 'location /' : `location = ${path}`;
  const own = 'headers' in answer ? (answer.headers ?? []) : [];
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  const all = [...(site.headers ?? []).filter(([name]) => !names.has(name)), ...own];
  const type = all.find(([name]) => name === 'content-type')?.[1] ?? 'text/html';
  const headers = all.filter(([name]) => name !== 'content-type').map(([name, value]) => `add_header ${name} ${quoted(value)} always;`);
  return [`${where} {`, `default_type ${quoted(type)};`, ...headers, ...actionLines(answer, bodies, folder), '}'];
}

function actionLines(answer: SiteAnswer, bodies: Bodies, folder: string): readonly string[] {
  if ('fault' in answer) return PLAYABLE[answer.fault] ?? [];
  if ('proxy' in answer)
    return [`proxy_pass http://${answer.proxy};`, 'proxy_set_header Host $host;', 'proxy_set_header X-Forwarded-Proto $scheme;', 'proxy_buffering off;'];
  if ('app' in answer) return [];
  if ('redirect' in answer) {
    const rest = { 'path-and-query': '$request_uri', path: '$uri', nothing: '' }[answer.keep ?? 'path-and-query'];
    return [`return ${answer.status ?? 301} ${answer.redirect}${rest};`];
  }
  const body = answer.body ?? '';
  // A text in the configuration is bound to 4 kB and may hold no `$`; only whole answers of status 200 can come from a file.
  if (answer.status !== 200) return [`return ${answer.status} ${quoted(Buffer.from(body).toString('utf8').slice(0, 2000).replaceAll('$', ''))};`];
  const name = bodies.get(body) ?? `body-${bodies.size}`;
  bodies.set(body, name);
  return [`root ${join(folder, 'bodies')};`, `rewrite ^ /${name} break;`];
}
