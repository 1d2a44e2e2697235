import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** `none`: the host leads to no platform that proves ownership by a text record. `unproven`: the record is proven absent or speaks of other names. */
  status: oneOf('none', 'proven', 'unproven'),
  /** Where the record would stand. */
  at: list(name, 1),
  texts: list(quoted(300), 16),
});
export type Ownership = TypeOf<typeof schema>;

/** Whether a text record ties the host to an account at the platform it leads to. */
export const ownership = defineEvidence<Ownership>({ id: 'domain/ownership', version: 1, about: 'host', grade: 'observed', schema });
