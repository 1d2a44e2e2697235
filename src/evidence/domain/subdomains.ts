import { defineEvidence } from '../../model/evidence.ts';
import { bool, list, name, object, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Usual names that were tried, without the declared ones. */
  tried: list(name, 64),
  found: list(name, 64),
  /** Below a wildcard every name exists, so that nothing can be found by trying. */
  hiddenByWildcard: bool,
});
export type Subdomains = TypeOf<typeof schema>;

/** Hosts that exist below the domain although nobody declared them. */
export const subdomains = defineEvidence<Subdomains>({ id: 'domain/subdomains', version: 1, about: 'domain', grade: 'proven', schema });
