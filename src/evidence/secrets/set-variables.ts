import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Names that are set where the app runs. */
  names: list(name, 2000),
  /** Where the names come from, for the report. */
  from: list(quoted(), 10),
});
export type SetVariables = TypeOf<typeof schema>;

/** Variables that are set in this environment, as the config lists them or a file that a platform's command wrote. Names only. */
export const setVariables = defineEvidence<SetVariables>({ id: 'secrets/set-variables', version: 1, about: 'repository', grade: 'observed', schema });
