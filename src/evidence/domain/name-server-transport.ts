import { defineEvidence } from '../../model/evidence.ts';
import { bool, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** The name servers that answer for the zone over UDP. */
  servers: list(
    object({
      name,
      address: name,
      /** `unseen`: it may be this network that lets no TCP through to port 53. */
      tcp: oneOf('ok', 'refused', 'silent', 'unseen'),
      /** What it makes of EDNS (RFC 6891), seen twice when it does not answer it. */
      edns: oneOf('yes', 'ignored', 'refused', 'dropped', 'unknown'),
      /** It looked up a name of the whole internet for us; `null` when it does not even offer that. */
      resolves: nullable(bool),
      lines: list(quoted(), 8),
    }),
    16,
  ),
});
export type NameServerTransport = TypeOf<typeof schema>;

/** How the name servers of the zone speak: over TCP, with EDNS, and whether they serve strangers as resolvers. */
export const nameServerTransport = defineEvidence<NameServerTransport>({
  id: 'domain/name-server-transport',
  version: 1,
  about: 'domain',
  grade: 'proven',
  schema,
});
