import { PLATFORM_VARIABLES } from '../../data/platform-variables.ts';
import { listPlatformVariables, type NamedVariable } from '../../drivers/platform-variables.ts';
import { platformVariables, type PlatformVariables } from '../../evidence/secrets/platform-variables.ts';
import type { VariablesIntent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';

export const platformVariablesProbe = defineProbe({
  id: 'secrets/platform-variables',
  version: 1,
  title: 'reads the names of the variables at your host, with the token that the config names; values are dropped',
  about: 'repository',
  needs: {},
  fills: platformVariables,
  discovers: [],
  touches: 'reads-private',
  timeoutMs: 30_000,
  async gather({ io, intent, signal }) {
    const platform = intent.variables?.platform;
    if (!platform) throw new CouldNotLook('no-credential', 'the config names no host to ask (key variables.platform)');
    const read = PLATFORM_VARIABLES.find(({ name }) => name === platform.name);
    if (!read) throw new CouldNotLook('not-found', `${platform.name} cannot be asked; use variables.file`);
    const token = io.secret(platform.tokenEnv);
    if (!token) throw new CouldNotLook('no-credential', `the environment variable ${platform.tokenEnv}, which the config names for ${read.title}, is not set`);
    const all = await listPlatformVariables(io, token, { ...read, url: urlOf(read.url, platform) }, signal);
    return { value: { platform: read.name, target: quote(platform.target, 60), variables: forTarget(all, platform.target) }, complete: true };
  },
});

function urlOf(template: string, { project, team }: NonNullable<VariablesIntent['platform']>): string {
  const url = new URL(template.replace('{project}', encodeURIComponent(project)).replace('{team}', encodeURIComponent(team ?? '')));
  if (url.searchParams.get('teamId') === '') url.searchParams.delete('teamId');
  return url.href;
}

/** What serves this stage. `all` is Netlify's word for every one of them. */
function forTarget(all: readonly NamedVariable[], target: string): PlatformVariables['variables'] {
  const ours = all.filter(({ targets }) => targets.length === 0 || targets.includes(target) || targets.includes('all'));
  return [...new Map(ours.map((variable) => [variable.name, variable])).values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, targets, sealed, updatedAt }) => ({
      name,
      sharedWith: targets.includes(target) ? sharers(targets, target) : targets.includes('all') ? ['all'] : [],
      sealed,
      updatedAt: updatedAt === undefined ? null : new Date(updatedAt).toISOString(),
    }));
}

/** Several contexts of Netlify have values of their own; stages of Vercel's entries share one. */
const sharers = (targets: readonly string[], target: string): string[] => targets.filter((one) => one !== target && /^(?:preview|development)$/.test(one));
