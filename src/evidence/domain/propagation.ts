import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const view = object({
  /** Name of the name server, or address of the resolver. */
  server: name,
  kind: oneOf('authority', 'resolver', 'resolver-over-https'),
  /** `absent` is proven; `unknown`: it did not say. */
  answer: oneOf('present', 'absent', 'unknown'),
  /** Record texts, sorted; for an alias its target alone. */
  values: list(quoted(500), 32),
  /** Seconds for which this answer may be kept, from the moment it was given. */
  ttl: int,
  /** Version of the zone that a name server has. */
  serial: nullable(int),
});
export type View = TypeOf<typeof view>;

const schema = object({
  names: list(object({ name, type: oneOf('A', 'MX', 'TXT'), views: list(view, 24) }), 64),
  /** Resolvers that were asked. */
  resolvers: int,
});
export type Propagation = TypeOf<typeof schema>;

/** What every name server of the zone and at least two resolvers say about the hosts and the mail of the domain: whether a change has reached everybody. */
export const propagation = defineEvidence<Propagation>({ id: 'domain/propagation', version: 1, about: 'domain', grade: 'proven', schema });
