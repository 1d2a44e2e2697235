import { defineEvidence } from '../../model/evidence.ts';
import { nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { walk } from './http.ts';

const schema = object({
  /** `no-address`: DNS proves that the host leads nowhere; then there is nothing to renew. */
  status: oneOf('seen', 'no-address'),
  /** What was asked for: a challenge that nobody has set, so that nothing but 404 is expected. */
  url: nullable(quoted(300)),
  walk: nullable(walk),
});
export type RenewalPath = TypeOf<typeof schema>;

/** What stands where a certificate authority looks for its HTTP challenge (RFC 8555 §8.3). Limits: `walk`. */
export const renewalPath = defineEvidence<RenewalPath>({ id: 'edge/renewal-path', version: 1, about: 'host', grade: 'proven', schema });
