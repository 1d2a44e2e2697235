import { PLATFORM_VARIABLES, type PlatformVariablesRead } from '../../data/platform-variables.ts';
import { listPlatformVariables, type NamedVariable } from '../../drivers/platform-variables.ts';
import { platformVariables, type PlatformVariables } from '../../evidence/secrets/platform-variables.ts';
import type { VariablesIntent } from '../../model/intent.ts';
import { quote, Secret } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { envSigns } from '../../recognise/env-value.ts';

type Asked = NonNullable<VariablesIntent['platform']>;
type Variable = PlatformVariables['variables'][number];
interface Stage {
  readonly name: string;
  readonly entries: readonly NamedVariable[];
}
/** Switches and numbers are the same everywhere; only what is long enough to be chosen is compared. */
const LEAST_COMPARED = 8;
/** Netlify's word for every one of them. */
const EVERY_STAGE = 'all';

export const platformVariablesProbe = defineProbe({
  id: 'secrets/platform-variables',
  version: 2,
  title: 'reads which variables your host has, with the token that the config names; values are looked at in memory and dropped',
  about: 'repository',
  needs: {},
  fills: platformVariables,
  discovers: [],
  touches: 'reads-private',
  timeoutMs: 60_000,
  async gather({ io, intent, signal }) {
    const asked = intent.variables?.platform;
    if (!asked) throw new CouldNotLook('no-credential', 'the config names no host to ask (key variables.platform)');
    const platform = PLATFORM_VARIABLES.find(({ name }) => name === asked.name);
    if (!platform) throw new CouldNotLook('not-found', `${asked.name} cannot be asked; use variables.file`);
    if (asked.team === undefined && platform.reads.every(({ url }) => url.includes('/{team}/')))
      throw new CouldNotLook('not-found', `${platform.title} is asked by account: name it in the config (key variables.platform.team)`);
    const token = io.secret(asked.tokenEnv);
    if (!token) throw new CouldNotLook('no-credential', `the environment variable ${asked.tokenEnv}, which the config names for ${platform.title}, is not set`);
    const all = await readAll(io, token, platform, asked, signal);
    const elsewhere: Stage[] = [];
    for (const { name, project } of asked.others ?? [])
      elsewhere.push({ name, entries: await readAll(io, token, platform, { ...asked, project, target: name }, signal) });
    const stages = [...stagesBeside(all, asked.target), ...elsewhere];
    const value = {
      platform: platform.name,
      title: quote(platform.title, 60),
      target: quote(asked.target, 60),
      variables: servedTo(all, asked.target).map((entry) => factsOf(entry, asked.target, stages)),
      stages: stages.map(({ name }) => name).slice(0, 20),
      holdsAllStages: platform.holdsAllStages,
      elsewhere: platform.elsewhere === undefined ? null : quote(platform.elsewhere, 100),
    };
    return { value, complete: true };
  },
});

async function readAll(io: Io, token: Secret, platform: PlatformVariablesRead, asked: Asked, signal: AbortSignal): Promise<readonly NamedVariable[]> {
  const found: NamedVariable[] = [];
  for (const read of platform.reads) {
    if (read.needsTeam && asked.team === undefined) continue;
    const question = { ...read, title: platform.title, url: urlOf(read.url, asked), ...(platform.headers && { headers: platform.headers }) };
    found.push(...(await listPlatformVariables(io, token, question, signal)));
  }
  return found;
}

function urlOf(template: string, { project, team, target }: Asked): string {
  const parts = project.split('/').map((part) => encodeURIComponent(part));
  const url = new URL(
    template
      .replace('{project}', parts.join('/'))
      .replace('{team}', encodeURIComponent(team ?? ''))
      .replace('{target}', encodeURIComponent(target)),
  );
  if (url.searchParams.get('teamId') === '') url.searchParams.delete('teamId');
  return url.href;
}

/** What a stage gets, each name once: an entry of its own wins over one for all stages. */
function servedTo(all: readonly NamedVariable[], stage: string): readonly NamedVariable[] {
  const rank = ({ targets }: NamedVariable): number => (targets?.includes(stage) ? 1 : 0);
  const ours = all.filter(({ targets }) => targets === undefined || targets.includes(stage) || targets.includes(EVERY_STAGE));
  const byName = new Map(ours.toSorted((a, b) => rank(a) - rank(b)).map((entry) => [entry.name, entry]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The other stages of the same project. */
function stagesBeside(all: readonly NamedVariable[], target: string): Stage[] {
  const names = [...new Set(all.flatMap(({ targets }) => targets ?? []))].filter((name) => name !== target && name !== EVERY_STAGE);
  return names.sort().map((name) => ({ name, entries: all.filter(({ targets }) => targets?.includes(name)) }));
}

function factsOf(entry: NamedVariable, target: string, stages: readonly Stage[]): Variable {
  const { name, targets = [], sealed, plain, value, updatedAt } = entry;
  const own = stages.flatMap((stage) => {
    const other = stage.entries.find((one) => one.name === name && one !== entry);
    return other ? [{ stage: stage.name, is: comparedTo(entry, other) }] : [];
  });
  const having = (is: (typeof own)[number]['is']): string[] =>
    own
      .filter((one) => one.is === is)
      .map(({ stage }) => stage)
      .slice(0, 10);
  return {
    name,
    sharedWith: targets.includes(target) ? targets.filter((one) => one !== target).slice(0, 10) : targets.includes(EVERY_STAGE) ? [EVERY_STAGE] : [],
    sameAs: having('same'),
    uncompared: having('unknown'),
    sealed,
    plain,
    read: value !== undefined,
    signs: value === undefined ? [] : envSigns(name, Secret.reveal(value)),
    updatedAt: updatedAt === undefined ? null : new Date(updatedAt).toISOString(),
  };
}

/** Equal digests are of equal values; different ones may be salted, and tell nothing. */
function comparedTo({ value, digest }: NamedVariable, other: NamedVariable): 'same' | 'different' | 'unknown' {
  if (value && other.value) {
    const text = Secret.reveal(value);
    return text.length >= LEAST_COMPARED && text === Secret.reveal(other.value) ? 'same' : 'different';
  }
  return digest && other.digest && Secret.reveal(digest) === Secret.reveal(other.digest) ? 'same' : 'unknown';
}
