import { defineEvidence } from '../../model/evidence.ts';
import { list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** `delegated`: the host is a zone of its own; only looked at when the resolver gives no answer about the host. */
  status: oneOf('answers', 'inside', 'delegated'),
  servers: list(
    object({
      name,
      address: nullable(name),
      /** `lame`: it answers, and does not serve the zone. `silent` and `unknown` prove nothing. `lost`: its name has no address. */
      state: oneOf('serves', 'lame', 'lost', 'silent', 'unknown'),
      line: quoted(300),
    }),
    8,
  ),
});
export type HostDelegation = TypeOf<typeof schema>;

/** Whether a host that cannot be looked up hangs on name servers of its own, and what those say. */
export const hostDelegation = defineEvidence<HostDelegation>({ id: 'domain/host-delegation', version: 1, about: 'host', grade: 'proven', schema });
