import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LaunchReadyConfig } from '../../src/config/definition.ts';
import { NOBODY } from '../../range/web.ts';
import { intentOf, type Inhabited } from '../../range/scenario.ts';
import { run, type Ran } from './measure.ts';

const COMMAND = resolve('bin/launch-ready.cjs');

/** A folder with a config, as a user has it. */
export interface Project {
  readonly folder: string;
  /** Runs the published command in it: bundled, a process of its own. */
  readonly launchReady: (...args: readonly string[]) => Promise<Ran>;
  remove(): Promise<void>;
}

/** @throws Error when there is no bundle */
export async function emptyProject(): Promise<Project> {
  if (!existsSync('dist/cli.cjs')) throw new Error('there is no bundle; run: npm run build');
  const folder = await mkdtemp(join(tmpdir(), 'bench-project-'));
  return {
    folder,
    async launchReady(...args) {
      const ran = await run(process.execPath, [COMMAND, ...args], { cwd: folder });
      if (!ran || ran.code === 2 || ran.code === 4) throw new Error(`launch-ready ${args.join(' ')} ended with ${ran?.code}`);
      return ran;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A project whose config declares what the world's owner would, and leads into that world. */
export async function projectIn(world: Inhabited): Promise<Project> {
  const project = await emptyProject();
  const intent = intentOf(world);
  await writeFile(join(project.folder, 'authority.pem'), world.network.trust.join('\n'));
  const config: LaunchReadyConfig = {
    project: intent.project,
    profile: intent.profile,
    domains: [...intent.domains],
    hosts: intent.hosts.filter(({ declared }) => declared).map(({ name, purpose }) => ({ name, purpose })),
    owned: [...intent.owned],
    ...(intent.canonicalHost !== undefined && { canonicalHost: intent.canonicalHost }),
    mail: {
      senders: intent.senders.map(({ domain, provider, selectors }) => ({ domain, selectors: [...selectors], ...(provider !== undefined && { provider }) })),
    },
    network: { resolvers: [...world.network.resolvers], routes: routesOf(world), trust: ['authority.pem'] },
    repository: false,
  };
  await writeFile(join(project.folder, 'launch-ready.config.json'), JSON.stringify(config));
  return project;
}

/** Where no server stands, a route for every address leads to nowhere: a config that a person could have written. */
function routesOf({ network }: Inhabited): Record<string, string> {
  const open = Object.entries(network.routes).filter(([, to]) => to !== NOBODY);
  const ports = new Set(Object.keys(network.routes).map((from) => from.split(':').at(-1) ?? ''));
  return { ...Object.fromEntries([...ports].map((port) => [`*:${port}`, NOBODY])), ...Object.fromEntries(open) };
}
