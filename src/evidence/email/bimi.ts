import { defineEvidence } from '../../model/evidence.ts';
import { bool, list, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { fetchedFile } from './mta-sts.ts';

const schema = object({
  /** At `default._bimi.`; absences are proven. */
  state: oneOf('record', 'none', 'many'),
  records: list(quoted(1000), 10),
  faults: list(quoted(), 10),
  declined: bool,
  hasCertificate: bool,
  picture: nullable(object({ file: fetchedFile, faults: list(quoted(), 10) })),
});
export type BimiEvidence = TypeOf<typeof schema>;

/** The brand picture that mailbox providers may show beside the domain's mail. */
export const bimiEvidence = defineEvidence<BimiEvidence>({ id: 'email/bimi', version: 1, about: 'domain', grade: 'proven', schema });
