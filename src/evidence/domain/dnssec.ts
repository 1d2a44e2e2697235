import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const signature = object({
  keyTag: int,
  algorithm: int,
  /** ISO instants; nothing counts before the first or after the second. */
  from: quoted(40),
  until: quoted(40),
  /** `holds` whatever its times; `no-key`: no key of the zone has its tag; `unreadable`: an algorithm we do not know. */
  state: oneOf('holds', 'wrong', 'no-key', 'unreadable'),
});
const schema = object({
  zone: name,
  /** What the zone above publishes: which keys resolvers must find. Empty: the zone need not be signed. */
  ds: list(object({ keyTag: int, algorithm: int, digestType: int, line: quoted(300) }), 16),
  /** What each name server answers that could be asked. */
  servers: list(
    object({
      name,
      /** It answered, as responsible for the zone. */
      answered: bool,
      keys: list(
        object({
          keyTag: int,
          algorithm: int,
          isEntryPoint: bool,
          /** A DS above is of this key; `null`: a digest type we do not know. */
          isTrusted: nullable(bool),
          /** The DS record that would make it trusted, in zone-file form. */
          ds: quoted(300),
        }),
        32,
      ),
      /** Signatures over the key set; those over the SOA are only asked for when there is a DS. */
      keySignatures: list(signature, 32),
      soaSignatures: list(signature, 32),
    }),
    16,
  ),
  /** What the resolver of this machine says for the SOA of the zone; without checking signatures when it failed. */
  resolver: object({ answer: quoted(40), validated: bool, unchecked: nullable(quoted(40)) }),
});
export type Dnssec = TypeOf<typeof schema>;

/** The chain of trust into a zone: DS above, keys and signatures of each name server (RFC 4035 §5). */
export const dnssec = defineEvidence<Dnssec>({ id: 'domain/dnssec', version: 1, about: 'domain', grade: 'proven', schema });
