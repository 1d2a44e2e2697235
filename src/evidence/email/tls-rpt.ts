import { defineEvidence } from '../../model/evidence.ts';
import { list, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** At `_smtp._tls.`; absences are proven. `other`: texts that were meant as one, but are none. */
  state: oneOf('record', 'none', 'many', 'other'),
  records: list(quoted(1000), 10),
  faults: list(quoted(), 10),
});
export type TlsRptEvidence = TypeOf<typeof schema>;

/** Where senders report failed encryption to (RFC 8460). */
export const tlsRptEvidence = defineEvidence<TlsRptEvidence>({ id: 'email/tls-rpt', version: 1, about: 'domain', grade: 'proven', schema });
