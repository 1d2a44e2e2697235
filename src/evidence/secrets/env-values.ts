import { ENV_SIGNS } from '../../model/env-signs.ts';
import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

/** What a value shows, without any of it. */
export const envSign = oneOf(...ENV_SIGNS);

const schema = object({
  /** Env files that lie on this machine, those that git ignores included. */
  files: list(
    object({
      path: quoted(),
      kind: oneOf('example', 'private'),
      stage: oneOf('production', 'staging', 'development', 'test', 'any'),
      bom: bool,
      carriageReturns: bool,
      unreadable: list(int, 20),
      variables: list(
        object({
          name,
          line: int,
          /** Same number, same value; 0 for what is empty or no more than a switch. Counted anew in each run: it tells nothing about the value. */
          group: int,
          /** By its name and its look it opens something. */
          isSecret: bool,
          /** Kind of key that its own form tells (id of a rule), when it is a real one. */
          key: nullable(name),
          faults: list(oneOf('cut-at-hash', 'open-quote', 'curly-quote', 'quoted-twice', 'space-around', 'blank-end'), 6),
          signs: list(envSign, 16),
        }),
        2000,
      ),
    }),
    200,
  ),
  /** The code turns `\n` in values into line ends. */
  unescapes: bool,
});
export type EnvValues = TypeOf<typeof schema>;
export type EnvValueFile = EnvValues['files'][number];

/** What the values of env files show: whether they are well written, real, for this stage, the same in two of them. No value is kept. Part: `files`. */
export const envValues = defineEvidence<EnvValues>({ id: 'secrets/env-values', version: 1, about: 'repository', grade: 'observed', schema });
