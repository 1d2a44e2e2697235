import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** `nodata`: the name exists without addresses; both absences are proven by a SOA in the answer. */
  status: oneOf('present', 'nodata', 'nxdomain'),
  /** CNAME targets in order; empty when the name has addresses of its own. */
  chain: list(name, 16),
  addresses: list(object({ address: name, family: oneOf(4, 6), ttl: int, scope: oneOf('public', 'private', 'loopback', 'link-local', 'reserved') }), 64),
  /** The answers as `dig` prints them, for proof. */
  lines: optional(list(quoted(), 80)),
});
export type HostAddresses = TypeOf<typeof schema>;

/** Where a host name points, as a recursive resolver answers. */
export const hostAddresses = defineEvidence<HostAddresses>({ id: 'domain/host-addresses', version: 1, about: 'host', grade: 'proven', schema });
