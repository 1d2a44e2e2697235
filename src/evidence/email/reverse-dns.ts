import { defineEvidence } from '../../model/evidence.ts';
import { list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const sender = object({
  address: name,
  /**
   * `declared`: the config says that mail leaves from it; `spf`: the SPF record of the domain names this one address; `mail-exchanger`: an exchanger below the
   * domain itself, which often sends too.
   */
  because: oneOf('declared', 'spf', 'mail-exchanger'),
  host: nullable(quoted()),
  /** `confirmed`: a name behind the address leads back to it; `other-way`: none of its names does; `none`: it has no name (proven). */
  state: oneOf('confirmed', 'other-way', 'none', 'unknown'),
  why: nullable(quoted()),
  /** Names behind the address. */
  names: list(quoted(), 10),
});
const schema = object({ senders: list(sender, 12) });
export type ReverseDnsEvidence = TypeOf<typeof schema>;

/** Whether the addresses from which the domain's own servers send mail have names that lead back to them (forward-confirmed reverse DNS). */
export const reverseDnsEvidence = defineEvidence<ReverseDnsEvidence>({ id: 'email/reverse-dns', version: 1, about: 'domain', grade: 'proven', schema });
