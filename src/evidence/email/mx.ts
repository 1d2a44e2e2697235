import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const exchange = object({
  preference: int,
  host: quoted(),
  /** CNAME target when the exchange is an alias, which MX may not name (RFC 2181 §10.3). */
  alias: nullable(quoted()),
  /** `is-address`: an IP address stands where a host name belongs; `absent` is proven. */
  leadsTo: oneOf('present', 'absent', 'is-address', 'unknown'),
  why: nullable(quoted()),
  addresses: list(object({ address: name, scope: oneOf('public', 'private', 'loopback', 'link-local', 'reserved') }), 16),
});
const schema = object({
  /** `null`: the domain says that it takes no mail (RFC 7505). `none` is proven. */
  state: oneOf('present', 'null', 'none'),
  exchanges: list(exchange, 30),
});
export type MxEvidence = TypeOf<typeof schema>;

/** Who takes mail for the domain. */
export const mxEvidence = defineEvidence<MxEvidence>({ id: 'email/mx', version: 1, about: 'domain', grade: 'proven', schema });
