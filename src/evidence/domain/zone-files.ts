import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';

const entry = object({
  line: int,
  /** Absolute, lower case, without final dot. */
  name: quoted(300),
  nameWritten: quoted(300),
  type: name,
  /** seconds */
  ttl: nullable(int),
  data: quoted(500),
  /** The name that it points to. */
  target: nullable(quoted(300)),
  targetWritten: nullable(quoted(300)),
});
export type ZoneFileEntry = TypeOf<typeof entry>;

const file = object({
  path: quoted(300),
  /** The zone that it describes. */
  origin: name,
  entries: list(entry, 5000),
  /** Lines that are no records. */
  unread: list(object({ line: int, why: quoted(200), text: quoted(200) }), 50),
  /** An alias at the apex is replaced by addresses there (a Cloudflare export). */
  flattens: bool,
});
export type ZoneFile = TypeOf<typeof file>;

const schema = object({ files: list(file, 20) });
export type ZoneFiles = TypeOf<typeof schema>;

/** Zone files in the repository that describe a domain of the project: exports, or what it is served from. */
export const zoneFiles = defineEvidence<ZoneFiles>({ id: 'domain/zone-files', version: 1, about: 'repository', grade: 'observed', schema });
