import { defineEvidence } from '../../model/evidence.ts';
import { list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Which service told it. */
  source: oneOf('rdap', 'whois'),
  server: quoted(255),
  registrar: nullable(quoted(120)),
  /** ISO instants; none where the registry does not tell. */
  expires: nullable(quoted(40)),
  registered: nullable(quoted(40)),
  /** As RDAP writes them: `client transfer prohibited`. */
  statuses: list(quoted(80), 64),
  nameServers: list(name, 64),
});
export type RegistrationSeen = TypeOf<typeof schema>;

/** What the registry tells about a domain: registrar, end, locks, name servers. */
export const registration = defineEvidence<RegistrationSeen>({ id: 'domain/registration', version: 1, about: 'domain', grade: 'proven', schema });
