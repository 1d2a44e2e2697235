import { defineEvidence } from '../../model/evidence.ts';
import { bool, list, name, nullable, instant, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  platform: name,
  variables: list(
    object({
      name,
      /** The same entry, and so the same value, also serves another stage than production. */
      sharedWith: list(name, 10),
      /** The platform shows its value to nobody any more. */
      sealed: bool,
      updatedAt: nullable(instant),
    }),
    2000,
  ),
  /** Which environment of the platform was asked about. */
  target: quoted(),
});
export type PlatformVariables = TypeOf<typeof schema>;

/** Variables that the hosting platform has for this environment, through its own API. Values are dropped where they arrive. */
export const platformVariables = defineEvidence<PlatformVariables>({
  id: 'secrets/platform-variables',
  version: 1,
  about: 'repository',
  grade: 'observed',
  schema,
});
