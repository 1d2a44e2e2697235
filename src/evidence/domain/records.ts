import { defineEvidence } from '../../model/evidence.ts';
import { int, list, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

export const APEX_TYPES = ['SOA', 'NS', 'A', 'AAAA', 'MX', 'TXT', 'CAA'] as const;

const schema = object({
  /** In order of type, then text. TTL in seconds as the resolver gave it. */
  records: list(object({ type: oneOf(...APEX_TYPES), ttl: int, data: quoted(2000) }), 1000),
});
export type Records = TypeOf<typeof schema>;

/** What stands at the domain itself, as a recursive resolver answers. */
export const records = defineEvidence<Records>({ id: 'domain/records', version: 1, about: 'domain', grade: 'proven', schema });
