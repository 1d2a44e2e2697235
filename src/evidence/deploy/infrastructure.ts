import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Things of data/not-needed that the repository shows; `id` there. */
  shown: list(object({ id: name, by: list(object({ path: quoted(), line: int }), 5), count: int }), 50),
});
export type Infrastructure = TypeOf<typeof schema>;

/** Infrastructure that a first launch seldom needs, as far as files of the repository show it. */
export const infrastructure = defineEvidence<Infrastructure>({ id: 'deploy/infrastructure', version: 1, about: 'repository', grade: 'inferred', schema });
