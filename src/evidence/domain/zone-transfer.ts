import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  servers: list(
    object({
      name,
      address: name,
      /** `open`: it began to hand out the whole zone. */
      answer: oneOf('open', 'refused', 'unanswered'),
      /** Records in the first message, after which we hung up. */
      records: int,
      /** Some of the names that were handed out. */
      names: list(quoted(255), 20),
    }),
    16,
  ),
});
export type ZoneTransfer = TypeOf<typeof schema>;

/** Whether strangers can fetch the whole zone (AXFR). Only looked at for domains that the config lists as owned. */
export const zoneTransfer = defineEvidence<ZoneTransfer>({ id: 'domain/zone-transfer', version: 1, about: 'domain', grade: 'proven', schema });
