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
  /** Files by which a whole folder is copied somewhere (into an image, to a host) without leaving env files out, and the file that should. */
  copies: list(object({ path: quoted(), ignore: quoted() }), 50),
  /** First line of each settings file of a coding agent that hands an env file to it. */
  agents: list(object({ path: quoted(), line: int }), 50),
});
export type EnvFiles = TypeOf<typeof schema>;

/** Runs of version 1 did not look at what is copied and handed out. */
const upgrade = (old: unknown): EnvFiles => ({ ...(old as Omit<EnvFiles, 'copies' | 'agents'>), copies: [], agents: [] });

/** Env files with real values, and whether git keeps out of them. Names only. Parts: `tree`, `history`, `ignore`. */
export const envFiles = defineEvidence<EnvFiles>({ id: 'secrets/env-files', version: 2, about: 'repository', grade: 'observed', schema, upgrade });
