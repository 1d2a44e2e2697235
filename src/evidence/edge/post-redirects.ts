import { defineEvidence } from '../../model/evidence.ts';
import { int, list, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** POST requests with an empty body to declared addresses, by plain http and on the other form of the host: the first answer of each. */
  asked: list(object({ url: quoted(500), declared: quoted(500), status: int, location: nullable(quoted(500)) }), 30),
});
export type EdgePostRedirects = TypeOf<typeof schema>;

/** What becomes of a POST on its way to where the config says it belongs. Limits: `asked`. */
export const edgePostRedirects = defineEvidence<EdgePostRedirects>({ id: 'edge/post-redirects', version: 1, about: 'project', grade: 'proven', schema });
