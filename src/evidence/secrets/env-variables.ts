import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const place = object({ path: quoted(), line: int });
/** `must`: the code stops without it; `plain`: it is used as it is; `optional`: something else takes its place, or the code asks first. */
const need = oneOf('must', 'plain', 'optional');

const schema = object({
  /** Variables that the code reads; those of the system, the platform and the build are left out. The first place is the one that tells the need. */
  used: list(
    object({
      name,
      need,
      /** Where it is missed, that is while the app starts. */
      atStart: bool,
      /** The app itself reads it, not only scripts, tests or the compose file. */
      inApp: bool,
      places: list(place, 20),
    }),
    2000,
  ),
  /** Variables that an example file or a document names. */
  documented: list(object({ name, path: quoted(), line: int }), 5000),
  /** Of the documented ones that no code reads: those that another file of the project names at least. */
  mentioned: list(name, 2000),
  /** Variables that a package in use reads by itself, without the code naming them. */
  implicit: list(object({ name, package: name }), 500),
  /** Places where the name is computed, so that what is read there cannot be told. */
  dynamic: list(place, 200),
  exampleFiles: list(quoted(), 100),
  /** Places that check several variables together (`reached`: the file runs when the app does), and packages that do nothing else. */
  validations: list(object({ path: quoted(), line: int, atStart: bool, names: int, reached: bool }), 100),
  validators: list(name, 20),
  /** Variables that the build or the server puts into what browsers download; `name` null: all. */
  published: list(object({ name: nullable(name), how: oneOf('next-env', 'define', 'window', 'answer'), path: quoted(), line: int }), 100),
  /** Variables that files for the platform set. */
  setBy: list(object({ name, path: quoted() }), 1000),
});
export type EnvVariables = TypeOf<typeof schema>;

type Old = Pick<EnvVariables, 'documented' | 'implicit' | 'dynamic' | 'exampleFiles'> & {
  readonly validations?: readonly object[];
  readonly used: readonly { readonly name: string; readonly hasDefault: boolean; readonly places: EnvVariables['used'][number]['places'] }[];
};
/** Runs of version 1 knew only whether there is a default, those of version 2 did not follow imports. */
function upgrade(old: unknown): EnvVariables {
  const before = old as Old;
  if (before.validations)
    return { ...(old as EnvVariables), validations: before.validations.map((one) => ({ ...(one as EnvVariables['validations'][number]), reached: true })) };
  const used = before.used.map(({ name: of, hasDefault, places }): EnvVariables['used'][number] => {
    return { name: of, need: hasDefault ? 'optional' : 'plain', atStart: false, inApp: true, places };
  });
  return { ...before, used, mentioned: [], validations: [], validators: [], published: [], setBy: [] };
}

/** Environment variables as the code uses them and as the repository documents them. Names only. Part: `tree`. */
export const envVariables = defineEvidence<EnvVariables>({ id: 'secrets/env-variables', version: 3, about: 'repository', grade: 'observed', schema, upgrade });
