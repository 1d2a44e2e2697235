import { defineEvidence } from '../../model/evidence.ts';
import { list, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';
import { walk } from './http.ts';

const oldUrl = object({
  from: quoted(500),
  /** Where it must lead, when the config says so. */
  to: nullable(quoted(500)),
  walk,
});
export type OldUrlWalk = TypeOf<typeof oldUrl>;

const callback = object({
  url: quoted(500),
  /** With `?code=lr&state=lr`, as a sign-in service sends people back. */
  walk,
  /** The same over plain http; none when that was not asked. */
  plain: nullable(walk),
});

const schema = object({ oldUrls: list(oldUrl, 30), callbacks: list(callback, 20) });
export type EdgeDeclaredRoutes = TypeOf<typeof schema>;

/** Where old addresses and sign-in callbacks of the config lead. Limits: `old-urls`, `callbacks`. */
export const edgeDeclaredRoutes = defineEvidence<EdgeDeclaredRoutes>({ id: 'edge/declared-routes', version: 1, about: 'project', grade: 'proven', schema });
