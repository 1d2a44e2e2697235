import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Site, SiteAnswer, WebApp } from '../site.ts';
import type { HostSpec } from '../web.ts';

/** Gives every application of these hosts a loopback port of its own, and the hosts a proxy in its place. */
export async function startApps(hosts: readonly HostSpec[]): Promise<{ readonly hosts: readonly HostSpec[]; readonly stop: () => Promise<void> }> {
  const servers = new Map<WebApp, Server>();
  for (const host of hosts)
    for (const site of [host.https, host.http])
      if (typeof site === 'object') for (const answer of Object.values(site.routes)) if ('app' in answer) servers.set(answer.app, createServer(answer.app));
  await Promise.all([...servers.values()].map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
  const moved = (answer: SiteAnswer): SiteAnswer => {
    const server = 'app' in answer ? servers.get(answer.app) : undefined;
    return server ? { proxy: `127.0.0.1:${(server.address() as AddressInfo).port}` } : answer;
  };
  const behind = (site: HostSpec['https']): HostSpec['https'] =>
    typeof site === 'string'
      ? site
      : ({ ...site, routes: Object.fromEntries(Object.entries(site.routes).map(([path, one]) => [path, moved(one)])) } satisfies Site);
  return {
    hosts: hosts.map((host) => ({ ...host, https: behind(host.https), http: behind(host.http) })),
    stop: async () => {
      await Promise.all(
        [...servers.values()].map((server) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
    },
  };
}
