import { defineEvidence } from '../../model/evidence.ts';
import { bool, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

export const DMARC_CAP = 2000;

const report = object({
  tag: oneOf('rua', 'ruf'),
  address: quoted(),
  host: nullable(name),
  /** Why the address cannot be used. */
  fault: nullable(quoted()),
  /** Whether the host takes mail. `address-only`: no MX, so that senders would try its web server; `no` is proven. */
  mail: oneOf('yes', 'address-only', 'no', 'unknown'),
  /** Reports leave the organisation, so that the receiving side must have allowed it. */
  external: bool,
  /** `<domain>._report._dmarc.<host>` (RFC 9990 §4). */
  allowed: oneOf('yes', 'no', 'unknown', 'not-needed'),
});
const own = {
  /** At `_dmarc.` of the domain itself; absences are proven. */
  state: oneOf('record', 'none', 'many'),
  records: list(quoted(DMARC_CAP), 10),
  /** Other TXT texts at that name. */
  others: list(quoted(DMARC_CAP), 10),
  /** CNAME targets passed on the way: the record is kept elsewhere. */
  chain: list(quoted(), 16),
  /** Record of the organisational domain, when the domain has none of its own. */
  inherited: nullable(object({ from: name, record: quoted(DMARC_CAP) })),
  /** Names of the tree walk that nobody could answer for. */
  unknownSteps: list(object({ domain: name, why: quoted() }), 8),
  /** DMARC texts at a place where no receiver looks. */
  misplaced: list(object({ name, record: quoted(DMARC_CAP) }), 10),
  reports: list(report, 20),
};
const schema = object({
  ...own,
  /** Names below the domain that are in From of a declared sender, as far as they have a record of their own or nobody could say (`why`). */
  below: optional(list(object({ domain: name, why: nullable(quoted()), own: nullable(object(own)) }), 10)),
});
export type DmarcEvidence = TypeOf<typeof schema>;

/** The DMARC record that applies to a domain, and whether its reports can arrive. */
export const dmarcEvidence = defineEvidence<DmarcEvidence>({ id: 'email/dmarc', version: 1, about: 'domain', grade: 'proven', schema });
