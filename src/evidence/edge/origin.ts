import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const candidate = object({
  address: name,
  /** The name or record that gave it away. */
  from: quoted(255),
  /** `same`: the page of the host. `other`: something else. `closed`: no connection, or no answer for this name. */
  answer: oneOf('same', 'other', 'closed'),
  scheme: nullable(oneOf('http', 'https')),
  status: nullable(int),
  /** What is the same: `title` or `build`. */
  by: nullable(name),
});
const schema = object({
  /** Networks that stand in front, by id; with none there is nothing to get round. */
  edges: list(name, 10),
  candidates: list(candidate, 8),
});
export type Origin = TypeOf<typeof schema>;

/** Where a candidate comes from that DNS does not tell. */
export const DECLARED = 'your config (edge.origin)';

/** Whether the server behind the edge answers for the host at an address that the config names or the domain's own DNS gives away. Only for owned hosts. Limit: `candidates`. */
export const origin = defineEvidence<Origin>({ id: 'edge/origin', version: 1, about: 'host', grade: 'proven', schema });
