import { defineEvidence } from '../../model/evidence.ts';
import { int, list, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const file = object({
  url: quoted(300),
  kind: oneOf('git', 'env', 'database-dump', 'internals', 'credentials', 'folder-index'),
  /** What shows it: fixed words and names, never a value. */
  sign: quoted(300),
});

const schema = object({ /** Hidden paths asked for. */ asked: int, found: list(file, 20) });
export type EdgeExposedFiles = TypeOf<typeof schema>;

/** Files that nobody outside may read and that the host hands out all the same. Limits: `asked`. */
export const edgeExposedFiles = defineEvidence<EdgeExposedFiles>({ id: 'edge/exposed-files', version: 1, about: 'host', grade: 'proven', schema });
