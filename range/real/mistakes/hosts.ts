import { DOMAIN, WEB_ADDRESS } from '../../healthy.ts';
import { appBut, declaring, siteBut, type WorldChange } from '../../faults/change.ts';
import { addressOf, alone, changeHost, withoutEdge } from '../../faults/web.ts';
import type { WorldSpec } from '../../world.ts';
import { GOOD_HEADERS, type App, type Server } from './servers.ts';

export const APP = `app.${DOMAIN}`;
export const WWW = `www.${DOMAIN}`;

/** The domain and www, both played by one real server. */
export function site({ http, https }: Pick<Server['place'], 'http' | 'https'>, ...changes: readonly WorldChange[]) {
  return { spec: siteBut(...changes), routes: { [`${WEB_ADDRESS}:443`]: `127.0.0.1:${https}`, [`${WEB_ADDRESS}:80`]: `127.0.0.1:${http}` } };
}

/** `app`, played by a real server with TLS of its own. */
export function appAt({ http, https }: Pick<Server['place'], 'http' | 'https'>, ...changes: readonly WorldChange[]) {
  const spec: WorldSpec = appBut(alone('app'), withoutEdge('app'), ...changes);
  const address = addressOf(spec, 'app');
  return { spec, routes: { [`${address}:443`]: `127.0.0.1:${https}`, [`${address}:80`]: `127.0.0.1:${http}` } };
}

/** `app`, played by a program without TLS behind a host of the range that speaks it. */
export function appBehind({ port }: Pick<App, 'port'>, ...changes: readonly WorldChange[]): { readonly spec: WorldSpec } {
  const proxy = { routes: { '*': { proxy: `127.0.0.1:${port}` } }, headers: GOOD_HEADERS };
  return {
    spec: appBut(
      changeHost('app', (host) => ({ ...host, https: proxy })),
      ...changes,
    ),
  };
}

/** Ours, and we may ask it anything; with these endpoints. */
export const ours = (...endpoints: NonNullable<Parameters<typeof declaring>[0]['endpoints']>): WorldChange =>
  declaring({ owned: [APP], active: true, endpoints });
