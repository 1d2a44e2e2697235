import { defineEvidence } from '../../model/evidence.ts';
import { instant, int, list, name, nullable, object, type TypeOf } from '../../model/schema.ts';

const source = object({
  /** Server that handed the messages over; `null`: the reports do not say. */
  address: nullable(name),
  messages: int,
  /** What failed in at least one of them: `dmarc`, `dkim`, `spf` … */
  failed: list(name, 10),
  /** Newest day (UTC) with such a message, `2026-11-25`. */
  last: name,
});
const schema = object({
  from: instant,
  to: instant,
  messages: int,
  /** Most messages first. */
  sources: list(source, 100),
});
export type FailureReportsEvidence = TypeOf<typeof schema>;

/** Single messages with the domain in From that receivers reported as failed (RFC 9991): the newest 14 days that were read with `launch-ready dmarc`. */
export const failureReportsEvidence = defineEvidence<FailureReportsEvidence>({
  id: 'email/failure-reports',
  version: 1,
  about: 'domain',
  grade: 'proven',
  schema,
});
