import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

export const ANSWER_CLASSES = ['page', 'api', 'file', 'redirect', 'not-found', 'error'] as const;

export const cookie = object({
  name: quoted(200),
  /** The whole line without its value. */
  line: quoted(600),
  /** Bytes of name and value. */
  bytes: int,
  secure: bool,
  httpOnly: bool,
  sameSite: nullable(oneOf('strict', 'lax', 'none')),
  domain: nullable(quoted(255)),
  path: nullable(quoted(300)),
  /** It takes a cookie away. */
  removes: bool,
  /** By its name, it is what keeps somebody logged in. */
  session: bool,
});
export type SeenCookie = TypeOf<typeof cookie>;

const answer = object({
  class: oneOf(...ANSWER_CLASSES),
  url: quoted(500),
  status: int,
  html: bool,
  /** What a page is, as far as its HTML shows it. */
  looks: oneOf('sign-in', 'made-by-script', 'page', 'no-page'),
  /** Where a redirect leads. */
  to: nullable(quoted(500)),
  /** The headers that protect or tell, by name in lower case; the first of each. */
  headers: list(object({ name, value: quoted(300) }), 40),
  cookies: list(cookie, 30),
  /** What of the inside of the server the body shows. */
  shows: nullable(object({ kind: oneOf('stack-trace', 'debug-page', 'directory-listing', 'database-error'), by: name, sign: quoted(200) })),
});
export type SeenAnswer = TypeOf<typeof answer>;

const schema = object({ status: oneOf('seen', 'none'), answers: list(answer, 40) });
export type EdgeAnswers = TypeOf<typeof schema>;

/** One answer of each class that the host gives over HTTPS: page, API, file, redirect, not found, error. Limits: `answers`. */
export const edgeAnswers = defineEvidence<EdgeAnswers>({ id: 'edge/answers', version: 1, about: 'host', grade: 'proven', schema });
