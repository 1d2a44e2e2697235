import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import type { WebApp } from '../site.ts';
import { accepts, startProgram } from './program.ts';

/** Which program stands before the application, and what its configuration says beside where to listen and whom to ask. */
export type EdgeProgram =
  /** `http`: lines of the http block; `location`: of the location */
  | { readonly program: 'nginx'; readonly http?: readonly string[]; readonly location?: readonly string[]; readonly more?: readonly string[] }
  /** `vcl`: subroutines */
  | { readonly program: 'varnish'; readonly vcl: readonly string[] }
  /** `frontend`: lines of the frontend */
  | { readonly program: 'haproxy'; readonly frontend: readonly string[] }
  /** `site`: lines of the site block */
  | { readonly program: 'caddy'; readonly site: readonly string[] };

export interface RunningEdge {
  /** loopback `address:port` */
  readonly at: string;
  readonly stop: () => Promise<void>;
}

/** Starts an application and a real proxy before it, both on loopback, over plain HTTP. */
export async function startEdge(app: WebApp, edge: EdgeProgram): Promise<RunningEdge> {
  const folder = await mkdtemp(join(tmpdir(), 'range-edge-'));
  const server = createServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const behind = (server.address() as AddressInfo).port;
  const port = await freePort();
  const closeApp = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { command, args, config } = COMMANDS[edge.program]({ folder, port, behind, edge: edge as never });
    await writeFile(join(folder, 'config'), `${config.join('\n')}\n`);
    const program = await startProgram(command, args, () => accepts(port));
    return { at: `127.0.0.1:${port}`, stop: async () => void (await Promise.all([program.stop(), closeApp()])) };
  } catch (error) {
    await closeApp();
    throw error;
  }
}

interface Place<P extends EdgeProgram['program']> {
  readonly folder: string;
  readonly port: number;
  readonly behind: number;
  readonly edge: Extract<EdgeProgram, { readonly program: P }>;
}
interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly config: readonly string[];
}

const COMMANDS: { readonly [P in EdgeProgram['program']]: (place: Place<P>) => Command } = {
  nginx: ({ folder, port, behind, edge: { http = [], location = [], more = [] } }) => ({
    command: 'nginx',
    args: ['-e', 'stderr', '-c', join(folder, 'config')],
    config: [
      'daemon off;',
      'user root;',
      'worker_processes 1;',
      `pid ${join(folder, 'pid')};`,
      'error_log stderr error;',
      'events { worker_connections 256; }',
      'http {',
      'access_log off;',
      ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`),
      `proxy_cache_path ${join(folder, 'cache')} keys_zone=files:1m;`,
      ...http,
      'server {',
      `listen 127.0.0.1:${port};`,
      ...more.map((line) => line.replaceAll('APP', `http://127.0.0.1:${behind}`)),
      'location / {',
      'proxy_set_header Host $http_host;',
      `proxy_pass http://127.0.0.1:${behind};`,
      ...location,
      '}',
      '}',
      '}',
    ],
  }),
  varnish: ({ folder, port, behind, edge }) => ({
    command: 'varnishd',
    args: ['-F', '-n', join(folder, 'varnish'), '-a', `127.0.0.1:${port}`, '-f', join(folder, 'config'), '-s', 'malloc,16m', '-j', 'none'],
    config: ['vcl 4.1;', `backend default { .host = "127.0.0.1"; .port = "${behind}"; }`, ...edge.vcl],
  }),
  haproxy: ({ folder, port, behind, edge }) => ({
    command: 'haproxy',
    args: ['-db', '-f', join(folder, 'config')],
    config: [
      'defaults',
      '  mode http',
      '  timeout connect 2s',
      '  timeout client 30s',
      '  timeout server 30s',
      'frontend all',
      `  bind 127.0.0.1:${port}`,
      ...edge.frontend.map((line) => `  ${line}`),
      '  default_backend app',
      'backend app',
      `  server one 127.0.0.1:${behind}`,
    ],
  }),
  caddy: ({ folder, port, behind, edge }) => ({
    command: 'env',
    args: [`HOME=${folder}`, 'caddy', 'run', '--adapter', 'caddyfile', '--config', join(folder, 'config')],
    config: [
      '{',
      '  admin off',
      '  auto_https off',
      '}',
      `http://:${port} {`,
      '  bind 127.0.0.1',
      ...edge.site.map((line) => `  ${line}`),
      `  reverse_proxy 127.0.0.1:${behind}`,
      '}',
    ],
  }),
};
