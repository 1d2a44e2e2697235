import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, oneOf, type TypeOf } from '../../model/schema.ts';
import { dnsTarget } from '../domain/mail-targets.ts';

const schema = object({
  /** `none`: the host serves no page of its own. */
  status: oneOf('seen', 'none'),
  targets: list(dnsTarget, 40),
  /** What the page lets each of them do, as in the page facts of `edge/http`. */
  powers: list(object({ host: name, as: name }), 60),
});
export type TrustedHosts = TypeOf<typeof schema>;

/** Whether the hosts of others that a page hands power to exist, and who says so if not. */
export const trustedHosts = defineEvidence<TrustedHosts>({ id: 'edge/trusted-hosts', version: 1, about: 'host', grade: 'proven', schema });
