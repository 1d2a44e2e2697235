import { defineEvidence } from '../../model/evidence.ts';
import { bool, digest, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

/** Longest record text kept; a whole certificate in a record is longer. */
export const TLSA_CAP = 300;

const record = object({
  usage: int,
  selector: int,
  matchingType: int,
  /** See `Tlsa` in `formats/tlsa.ts`; `null` when there is none. */
  digest: nullable(digest),
  text: quoted(TLSA_CAP),
});
const host = object({
  /** Mail exchanger, and the name at which its TLSA records stand. */
  host: name,
  place: name,
  /** `none` is proven. */
  state: oneOf('records', 'none', 'unknown'),
  why: nullable(quoted()),
  /** The resolver checked the signatures of the answer (AD). */
  validated: bool,
  records: list(record, 30),
});
const schema = object({ hosts: list(host, 10) });
export type DaneEvidence = TypeOf<typeof schema>;
export type DaneHost = TypeOf<typeof host>;

/** Which certificates DNS announces for the mail exchangers of a domain (TLSA, RFC 7672). */
export const daneEvidence = defineEvidence<DaneEvidence>({ id: 'email/dane', version: 1, about: 'domain', grade: 'proven', schema });
