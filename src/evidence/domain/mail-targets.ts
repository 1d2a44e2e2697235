import { defineEvidence } from '../../model/evidence.ts';
import { list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

/** A name that something of the project points to. */
export const dnsTarget = object({
  host: name,
  status: oneOf('present', 'lost', 'unknown'),
  /** With `lost`: the zone that says that there is no such name; a registry's zone means that its domain belongs to nobody. */
  lostIn: nullable(name),
  /** Where its aliases end, if it is one: that is the name which is lost. */
  leadsTo: optional(name),
  lines: list(quoted(), 8),
});
export type DnsTarget = TypeOf<typeof dnsTarget>;

const schema = object({ targets: list(dnsTarget, 30) });
export type MailTargets = TypeOf<typeof schema>;

/** Whether the hosts that take the domain's mail exist, and who says so if not. */
export const mailTargets = defineEvidence<MailTargets>({ id: 'domain/mail-targets', version: 1, about: 'domain', grade: 'proven', schema });
