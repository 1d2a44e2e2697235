import { defineEvidence } from '../../model/evidence.ts';
import { digest, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';
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
  /** Digests of each certificate as it was sent, the server's own first, and of its public key (SubjectPublicKeyInfo): what TLSA records name. */
  chain: optional(list(object({ certificate256: digest, certificate512: digest, key256: digest, key512: digest }), 8)),
});
const schema = object({
  /** By preference; empty when the domain takes no mail. */
  servers: list(server, 10),
});
export type StarttlsEvidence = TypeOf<typeof schema>;

/** How the mail exchangers of a domain take a sender that wants encryption. */
export const starttlsEvidence = defineEvidence<StarttlsEvidence>({ id: 'email/starttls', version: 1, about: 'domain', grade: 'proven', schema });
