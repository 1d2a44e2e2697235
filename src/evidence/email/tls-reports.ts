import { defineEvidence } from '../../model/evidence.ts';
import { instant, int, list, name, nullable, object, type TypeOf } from '../../model/schema.ts';

const cause = object({
  /** `certificate-expired`, `starttls-not-supported` … (RFC 8460 §4.3); `not-said` where the sender gave no reason. */
  type: name,
  /** Mail exchanger or policy host, where it is said. */
  host: nullable(name),
  /** Deliveries that failed for it. */
  sessions: int,
  /** Those of them that a policy forbade to deliver all the same (MTA-STS that is enforced, or DANE): this mail was held back. */
  held: int,
  /** Newest day (UTC) with such a failure, `2026-11-25`. */
  last: name,
});
const schema = object({
  /** First and last day (UTC) that the reports are about. */
  from: instant,
  to: instant,
  reports: int,
  successful: int,
  failed: int,
  /** Most deliveries first. */
  causes: list(cause, 50),
});
export type TlsReportsEvidence = TypeOf<typeof schema>;
export type TlsReportCause = TypeOf<typeof cause>;

/** What senders reported about encrypted deliveries to the domain (RFC 8460): the newest 14 days that were read with `launch-ready dmarc`. */
export const tlsReportsEvidence = defineEvidence<TlsReportsEvidence>({ id: 'email/tls-reports', version: 1, about: 'domain', grade: 'proven', schema });
