import { defineEvidence } from '../../model/evidence.ts';
import { list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { serverCertificate } from './certificate.ts';

const server = object({
  host: quoted(),
  address: nullable(name),
  /** As in `drivers/smtp.ts`; `no-connection`: port 25 was not to be reached from here. */
  outcome: oneOf('secured', 'not-offered', 'refused', 'failed', 'unwilling', 'not-smtp', 'no-connection'),
  says: quoted(),
  greeting: quoted(),
  protocol: nullable(name),
  certificate: nullable(serverCertificate),
});
const schema = object({
  /** By preference; empty when the domain takes no mail. */
  servers: list(server, 10),
});
export type StarttlsEvidence = TypeOf<typeof schema>;

/** How the mail exchangers of a domain take a sender that wants encryption. */
export const starttlsEvidence = defineEvidence<StarttlsEvidence>({ id: 'email/starttls', version: 1, about: 'domain', grade: 'proven', schema });
