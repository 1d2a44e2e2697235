import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { cookie } from './answers.ts';

const door = object({
  url: quoted(500),
  /** Role of the session it was asked with. */
  as: oneOf('user', 'other-user', 'admin'),
  session: quoted(100),
  status: int,
  /** Where a redirect leads. */
  to: nullable(quoted(500)),
  html: bool,
  /** What a page is, as far as its HTML shows it. */
  looks: oneOf('sign-in', 'made-by-script', 'page', 'no-page'),
  cookies: list(cookie, 30),
});
export type Door = TypeOf<typeof door>;

const schema = object({
  /** Sessions of the config for this host whose value was in the environment. */
  sessions: list(object({ name: quoted(100), role: oneOf('user', 'other-user', 'admin') }), 10),
  /** Declared pages and admin routes, asked with each of them. */
  answers: list(door, 60),
});
export type EdgeSession = TypeOf<typeof schema>;

/** What declared addresses answer to somebody who is logged in. Limits: `answers`. */
export const edgeSession = defineEvidence<EdgeSession>({ id: 'edge/session', version: 1, about: 'host', grade: 'proven', schema });
