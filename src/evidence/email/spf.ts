import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

/** Longest SPF text kept; a longer one could not be published in a sensible answer anyway. */
export const SPF_CAP = 2000;

const fault = object({ at: int, term: quoted(), says: quoted() });
const node = object({
  domain: quoted(),
  /** Index of the record that led here; `null` for the first. */
  parent: nullable(int),
  term: nullable(quoted()),
  state: oneOf('record', 'none', 'nxdomain', 'many', 'unknown', 'loop', 'malformed'),
  why: nullable(quoted()),
  records: list(quoted(SPF_CAP), 10),
  faults: list(fault, 50),
  /** The name has no TXT at all (proven). */
  isVoid: bool,
  /** The domain that the name needs and that does not exist (proven): whoever registers it may send. */
  unregistered: nullable(quoted()),
  costs: list(
    object({
      text: quoted(),
      lookups: oneOf(0, 1),
      target: nullable(quoted()),
      state: oneOf('ok', 'void', 'unknown', 'macro', 'crowded'),
      unregistered: nullable(quoted()),
    }),
    60,
  ),
});
/** What a receiver says of an address from which the config says that mail leaves. */
const evaluation = object({
  ip: name,
  result: oneOf('pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'),
  mechanism: nullable(quoted()),
});
const place = object({
  name,
  /** The domain itself, or a name under it that a sending service uses as the envelope sender ("Return-Path"). */
  role: oneOf('domain', 'envelope'),
  /** The tree: the name's own record first, then what it includes; see `formats/spf-walk.ts`. */
  nodes: list(node, 60),
  /** TXT texts at the name that were meant as SPF but are none. */
  lookalikes: list(quoted(SPF_CAP), 10),
  /** Records of Sender ID (`spf2.0/…`, RFC 4406), which nobody reads any more. */
  senderId: list(quoted(SPF_CAP), 10),
  /** Records of the type SPF (99), which RFC 7208 took away; looked for at the domain itself. */
  oldType: list(quoted(SPF_CAP), 10),
  /** Names that a CNAME at the name leads through; absent without one. */
  chain: optional(list(quoted(), 8)),
  /** Offsets at which the strings of the own record were joined. */
  seams: list(int, 300),
  /** Bytes of the whole TXT answer as a packet without extensions. */
  answerBytes: int,
  evaluations: list(evaluation, 50),
  lookups: int,
  voids: int,
  /** False: part of the tree was not seen, so that `lookups` and `voids` are lower bounds. */
  whole: bool,
});
const schema = object({ places: list(place, 20) });

export type SpfEvidence = TypeOf<typeof schema>;
export type SpfPlace = TypeOf<typeof place>;
export type SpfPlaceNode = TypeOf<typeof node>;

/** SPF at the domain and at the names under it that send mail, each with everything it includes. */
export const spfEvidence = defineEvidence<SpfEvidence>({ id: 'email/spf', version: 1, about: 'domain', grade: 'proven', schema });
