import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, object, quoted, type TypeOf } from '../../model/schema.ts';

const place = object({ path: quoted(), line: int });

const schema = object({
  /** Variables that the code reads; those of the system, the platform and the build are left out. */
  used: list(object({ name, hasDefault: bool, places: list(place, 20) }), 2000),
  /** Variables that an example file or a document names. */
  documented: list(object({ name, path: quoted(), line: int }), 5000),
  /** Variables that a package in use reads by itself, without the code naming them. */
  implicit: list(object({ name, package: name }), 500),
  /** Places where the name is computed, so that what is read there cannot be told. */
  dynamic: list(place, 200),
  exampleFiles: list(quoted(), 100),
});
export type EnvVariables = TypeOf<typeof schema>;

/** Environment variables as the code uses them and as the repository documents them. Names only. */
export const envVariables = defineEvidence<EnvVariables>({ id: 'secrets/env-variables', version: 1, about: 'repository', grade: 'observed', schema });
