import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  status: oneOf('none', 'wildcard'),
  /** The made-up name that was asked. */
  asked: name,
  addresses: list(name, 64),
  chain: list(name, 16),
  lines: list(quoted(), 80),
});
export type Wildcard = TypeOf<typeof schema>;

/** Whether a made-up name below the domain leads somewhere. */
export const wildcard = defineEvidence<Wildcard>({ id: 'domain/wildcard', version: 1, about: 'domain', grade: 'proven', schema });
