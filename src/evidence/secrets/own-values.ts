import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Variables whose values are long and random enough to be looked for. */
  variables: list(name, 500),
  /** Env files that were read, ignored ones too. */
  files: list(quoted(), 100),
});
export type OwnValues = TypeOf<typeof schema>;

/** Which of the project's own values are looked for in built code, deployed code and logs. The values themselves are nowhere but in memory. Parts: `files`. */
export const ownValues = defineEvidence<OwnValues>({ id: 'secrets/own-values', version: 1, about: 'repository', grade: 'observed', schema });
