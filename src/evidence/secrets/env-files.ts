import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Env files that are not examples: lying in the tree, tracked, or only in the history. Ignored ones are not seen. */
  files: list(
    object({
      path: quoted(),
      tracked: bool,
      inHistory: bool,
      /** Names with a value that looks real. */
      secretNames: list(name, 500),
      /** Names that promise a secret, with a value too simple to be sure. */
      weakNames: list(name, 500),
      variables: int,
    }),
    500,
  ),
  /** Where an env file would be put, and whether the ignore files would keep it out of git. */
  ignored: list(object({ path: quoted(), ignored: bool }), 200),
  /** The repository works with env files: there is an example, or the code reads variables of its own. */
  usesEnv: bool,
});
export type EnvFiles = TypeOf<typeof schema>;

/** Env files with real values, and whether git keeps out of them. Names only. Parts: `tree`, `history`, `ignore`. */
export const envFiles = defineEvidence<EnvFiles>({ id: 'secrets/env-files', version: 1, about: 'repository', grade: 'observed', schema });
