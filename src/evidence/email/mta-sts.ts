import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { serverCertificate } from './certificate.ts';

/** What became of fetching a file over HTTPS. */
export const fetchedFile = object({
  url: quoted(500),
  /** `no-host`: its name has no public address (proven); `refused`: nothing listens; `no-tls`: no encrypted connection; `unseen`: we could not look. */
  outcome: oneOf('answered', 'no-host', 'refused', 'no-tls', 'unseen'),
  /** Why, when it was not answered. */
  says: nullable(quoted()),
  status: nullable(int),
  location: nullable(quoted(500)),
  contentType: nullable(quoted()),
  bytes: int,
  /** It is larger than is read. */
  cut: bool,
  certificate: nullable(serverCertificate),
});
export type FetchedFile = TypeOf<typeof fetchedFile>;

const policy = object({
  file: fetchedFile,
  /** First lines, as they came. */
  lines: list(quoted(), 40),
  mode: nullable(oneOf('enforce', 'testing', 'none')),
  maxAge: nullable(int),
  mx: list(quoted(), 50),
  faults: list(quoted(), 20),
});
const schema = object({
  /** At `_mta-sts.`; absences are proven. `other`: texts that were meant as one, but are none. */
  state: oneOf('record', 'none', 'many', 'other'),
  records: list(quoted(), 10),
  faults: list(quoted(), 10),
  /** The policy at `mta-sts.`; only fetched when there is a record. */
  policy: nullable(policy),
});
export type MtaStsEvidence = TypeOf<typeof schema>;

/** MTA-STS of a domain: the record that announces it and the policy behind it (RFC 8461). */
export const mtaStsEvidence = defineEvidence<MtaStsEvidence>({ id: 'email/mta-sts', version: 1, about: 'domain', grade: 'proven', schema });
