import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** `inside`: no zone of its own. `same-servers`: the name servers of the parent also serve the domain, so that what the parent says cannot be seen. */
  status: oneOf('delegated', 'inside', 'missing', 'same-servers'),
  /** The zone above; `.` for the root. */
  parent: name,
  /** What the registrar entered: the name servers that the parent names, in code-unit order. */
  names: list(name, 32),
  /** Addresses that the parent hands out for name servers that lie below the domain itself. */
  glue: list(object({ name, addresses: list(name, 16) }), 32),
  lines: list(quoted(), 64),
});
export type DelegationSeen = TypeOf<typeof schema>;

/** What the zone above says about who serves the domain, asked from the root down without a resolver between. */
export const delegation = defineEvidence<DelegationSeen>({ id: 'domain/delegation', version: 1, about: 'domain', grade: 'proven', schema });
