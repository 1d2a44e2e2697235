import { defineEvidence } from '../../model/evidence.ts';
import { bool, digest, instant, int, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

const certificate = object({
  subject: quoted(200),
  issuer: quoted(200),
  dnsNames: list(quoted(255), 100),
  dnsNameCount: int,
  notBefore: instant,
  notAfter: instant,
  keyType: name,
  keyBits: nullable(int),
  signature: quoted(60),
  isCa: bool,
  fingerprint: digest,
  /** Serial number in hexadecimal. */
  serial: optional(name),
});
export type SentCertificateFacts = TypeOf<typeof certificate>;

const address = object({
  address: name,
  family: oneOf(4, 6),
  /** `failed`: the server took the connection and broke off the handshake. The last three: no handshake could begin. */
  outcome: oneOf('done', 'failed', 'refused', 'timeout', 'unreachable'),
  says: nullable(quoted(200)),
  protocol: nullable(name),
  cipher: nullable(name),
  alpn: nullable(name),
  staple: bool,
  /** What the stapled answer says of the certificate. */
  ocsp: optional(
    nullable(
      object({ status: oneOf('good', 'revoked', 'unknown', 'unreadable', 'other-certificate'), until: nullable(instant), revokedAt: nullable(instant) }),
    ),
  ),
  /** What the revocation list that the certificate names says of it; none when it names none. `unseen`: it could not be had, or is not the issuer's. */
  revocationList: optional(
    nullable(object({ status: oneOf('listed', 'not-listed', 'unseen'), url: quoted(300), says: nullable(quoted(200)), revokedAt: nullable(instant) })),
  ),
  /** As sent, leaf first; in the order on the wire where `sent` is known. */
  chain: list(certificate, 10),
  /** How the certificates were ordered on the wire; none when they were only seen encrypted. */
  sent: optional(nullable(object({ certificates: int, isWrongOrder: bool, unneeded: list(quoted(200), 10) }))),
  /** `incomplete`: a public authority stands behind it, but the certificate that links to it was not sent. `undecided`: the issuer is neither sent, trusted, nor could it be fetched. */
  trust: nullable(oneOf('trusted', 'incomplete', 'self-signed', 'unknown-ca', 'expired-in-chain', 'undecided')),
  /** What shows that the chain is incomplete: the missing certificate was fetched and fits, or its name is that of a public authority. */
  incompleteBecause: nullable(oneOf('issuer-fetched', 'public-name')),
  nameMatches: nullable(bool),
  ms: int,
});
export type TlsAddress = TypeOf<typeof address>;

const accepted = oneOf('accepted', 'refused', 'unseen');
const schema = object({
  /** `no-address`: DNS proves that the host leads nowhere; then there is nothing to look at. */
  status: oneOf('seen', 'no-address'),
  addresses: list(address, 4),
  /** Which versions the first working address accepts when offered alone. */
  protocols: nullable(
    object({
      address: name,
      TLSv1: accepted,
      'TLSv1.1': accepted,
      'TLSv1.2': accepted,
      'TLSv1.3': accepted,
      /** The group that TLS 1.3 would agree on keys with, offered the hybrid one of ML-KEM and X25519 first. */
      group: optional(nullable(name)),
    }),
  ),
});
export type EdgeTls = TypeOf<typeof schema>;

/** How the host speaks TLS on port 443: certificates and trust per address, and the versions it accepts. Limits: `addresses`, `protocols`, and `skipped` for addresses that this machine cannot reach or that are too many. */
export const edgeTls = defineEvidence<EdgeTls>({ id: 'edge/tls', version: 1, about: 'host', grade: 'proven', schema });
