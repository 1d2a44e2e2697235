import { defineEvidence } from '../../model/evidence.ts';
import { bool, instant, list, name, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';
import { envSign } from './env-values.ts';

const schema = object({
  platform: name,
  title: quoted(),
  variables: list(
    object({
      name,
      /** The same entry, and so the same value, also serves these stages. */
      sharedWith: list(name, 10),
      /** Stages with an entry of their own that holds the same value. */
      sameAs: list(name, 10),
      /** Stages with an entry of their own, and the host shows the two values to nobody. */
      uncompared: list(name, 10),
      /** The platform shows its value to nobody any more. */
      sealed: bool,
      /** Kept as text that everybody with access reads, where the host also has a kind for secrets. */
      plain: bool,
      /** Its value was looked at, in memory. */
      read: bool,
      signs: list(envSign, 16),
      updatedAt: nullable(instant),
    }),
    2000,
  ),
  /** Which environment of the platform was asked about. */
  target: quoted(),
  /** Other stages that were asked about too. */
  stages: list(name, 20),
  /** The project holds all its stages: where none but this one has variables, there is no other. */
  holdsAllStages: bool,
  /** Where a variable may stand beside, which was not asked. */
  elsewhere: nullable(quoted()),
});
export type PlatformVariables = TypeOf<typeof schema>;

type Old = { readonly variables: readonly object[]; readonly platform: string };
/** Runs of version 1 knew names only, and asked hosts about one stage. */
function upgrade(old: unknown): PlatformVariables {
  const before = old as Old;
  const unknown = { sameAs: [], uncompared: [], plain: false, read: false, signs: [] };
  const variables = before.variables.map((one) => ({ ...one, ...unknown }));
  return { ...before, title: before.platform, variables, stages: [], holdsAllStages: true, elsewhere: null } as unknown as PlatformVariables;
}

/** Variables that the hosting platform has for this environment, through its own API. Values are looked at where they arrive, and dropped. */
export const platformVariables = defineEvidence<PlatformVariables>({
  id: 'secrets/platform-variables',
  version: 2,
  about: 'repository',
  grade: 'observed',
  schema,
  upgrade,
});
