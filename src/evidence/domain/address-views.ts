import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

const view = object({
  address: name,
  family: oneOf(4, 6),
  /** `failed`: nothing came over HTTPS; see edge/tls. */
  outcome: oneOf('answered', 'challenged', 'failed'),
  status: int,
  title: nullable(quoted(200)),
  /** Host that it sends visitors to. */
  sendsTo: nullable(quoted(255)),
  /** A page that is not the product's own: parking, a platform's error, a default page. */
  foreign: nullable(quoted(80)),
  line: quoted(300),
  /** What tells one build of the app from another, as in edge/http. */
  buildId: optional(nullable(quoted(100))),
  hashedFiles: optional(list(quoted(200), 20)),
});
export type AddressView = TypeOf<typeof view>;

const schema = object({
  /** Each address asked by itself for the front page; empty when the host has only one, or only an alias. */
  views: list(view, 6),
});
export type AddressViews = TypeOf<typeof schema>;

/** What each address of a host shows: the same site, or by turns another one. Limits: `addresses`. */
export const addressViews = defineEvidence<AddressViews>({ id: 'domain/address-views', version: 1, about: 'host', grade: 'proven', schema });
