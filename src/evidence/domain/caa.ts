import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** The name at which the set was found that holds for the host (RFC 8659 §3); `null`: none up to the root, any CA may issue. */
  foundAt: nullable(name),
  records: list(object({ flags: int, tag: quoted(64), value: quoted(500) }), 100),
  lines: list(quoted(), 120),
});
export type Caa = TypeOf<typeof schema>;

/** Which certificate authorities may issue for the host. */
export const caa = defineEvidence<Caa>({ id: 'domain/caa', version: 1, about: 'host', grade: 'proven', schema });
