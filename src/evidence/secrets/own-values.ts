import { defineEvidence } from '../../model/evidence.ts';
import { digest, list, masked, name, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Variables whose values are long and random enough to be looked for. */
  variables: list(name, 500),
  /** Where each of them is set, by fingerprint; those too weak for one are left out. */
  values: list(
    object({
      fingerprint: digest,
      masked,
      /** Kind of key, as its form or the variable's name tells. */
      format: nullable(name),
      variable: name,
      /** The env file; null for the environment. */
      path: nullable(quoted()),
    }),
    1000,
  ),
  /** Env files that were read, ignored ones too. */
  files: list(quoted(), 100),
});
export type OwnValues = TypeOf<typeof schema>;

/** Runs of version 1 did not tell where the values are set. */
const upgrade = (old: unknown): OwnValues => ({ ...(old as Omit<OwnValues, 'values'>), values: [] });

/** Which of the project's own values are looked for in built code, deployed code and logs. The values themselves are nowhere but in memory. Parts: `files`. */
export const ownValues = defineEvidence<OwnValues>({ id: 'secrets/own-values', version: 2, about: 'repository', grade: 'observed', schema, upgrade });
