import { defineEvidence } from '../model/evidence.ts';
import { bool, list, name, object, oneOf, optional, type TypeOf } from '../model/schema.ts';

const schema = object({
  /** `invented`: the network answers with an address for a name that cannot exist, so its answers prove nothing. `silent`: no resolver answers. */
  dns: oneOf('works', 'invented', 'silent', 'no-resolver'),
  resolvers: list(object({ address: name, answer: oneOf('works', 'invented', 'silent') }), 16),
  ipv6: bool,
  /** The resolvers are silent or invent answers, and one over HTTPS (RFC 8484) is asked instead: `dns` says what that one shows. */
  overHttps: optional(bool),
});
export type Vantage = TypeOf<typeof schema>;

/** What the place we look from lets us see. */
export const vantage = defineEvidence<Vantage>({ id: 'network/vantage', version: 1, about: 'project', grade: 'proven', schema });
