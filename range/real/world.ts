import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localCa } from '../ca.ts';
import { buildRepository } from '../repository.ts';
import { closedRoutes, rootHints, withCloudflareApi, type World, type WorldSpec } from '../world.ts';
import { dnsObstacles, startRealDns } from './dns.ts';
import { mailObstacles, startPostfix } from './mail.ts';
import { startNginx, webObstacles } from './web.ts';

/** Why a world cannot be played by real servers; empty when it can. */
export function obstacles(spec: WorldSpec): string[] {
  return [...new Set([...dnsObstacles(spec), ...webObstacles(spec.hosts), ...mailObstacles(spec.mail)])];
}

/** The same world played by Knot, Unbound, nginx and Postfix. What they were asked is not counted. */
export async function startRealWorld(wanted: WorldSpec): Promise<Omit<World, 'queries' | 'requests'>> {
  const { spec, api, env } = await withCloudflareApi(wanted);
  const folder = await mkdtemp(join(tmpdir(), 'range-real-'));
  const starting = [startRealDns(spec, folder), startNginx(spec.hosts, join(folder, 'nginx')), startPostfix(spec.mail, folder)] as const;
  const [dns, web, mail] = await Promise.all(starting).catch(async (error: unknown) => {
    // One that does not start must not leave the others running.
    for (const started of await Promise.allSettled(starting)) if (started.status === 'fulfilled') await started.value.stop();
    await api?.stop();
    throw error;
  });
  const repository = spec.repository ? await buildRepository(spec.repository) : undefined;
  return {
    network: {
      resolvers: dns.resolvers,
      routes: { ...closedRoutes(spec), ...dns.routes, ...web.routes, ...mail.routes },
      trust: spec.trust ?? [localCa().root],
      rootHints: rootHints(spec),
    },
    intentDefaults: { ...spec.intent, ...(repository && { repository: { path: repository.path, trusted: true } }) },
    ...(spec.reports && { reports: spec.reports }),
    env,
    messages: mail.messages,
    arrival: mail.arrival,
    stop: async () => {
      await Promise.all([dns.stop(), web.stop(), mail.stop(), repository?.remove(), api?.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
