import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const decision = object({
  url: quoted(300),
  status: int,
  /** What the rules allow a shared cache, see formats/shared-cache. */
  stores: oneOf('yes', 'may', 'no'),
  freshSeconds: int,
  because: quoted(120),
  /** Names of the cookies that it sets. */
  cookies: list(quoted(100), 20),
  /** What the answer says itself; none when it does not. */
  cache: nullable(oneOf('hit', 'miss')),
});
export type CacheDecisionSeen = TypeOf<typeof decision>;

const handed = object({
  /**
   * `private`: what somebody who is logged in got, to somebody who is not. `deception`: the same by an address that looks like a file.
   * `cookie`: one visitor's fresh cookie to the next. `header`: what a made-up header did. `scheme`: a redirect that a made-up header caused.
   * `payload`: a framework's inner format as the page.
   */
  how: oneOf('private', 'deception', 'cookie', 'header', 'scheme', 'payload'),
  url: quoted(300),
  /** The header, the ending of the address, the names of the cookies. */
  by: quoted(200),
  lines: list(quoted(300), 4),
});
export type HandedOn = TypeOf<typeof handed>;

const schema = object({
  /** Somebody who is logged in looked too. */
  session: bool,
  decisions: list(decision, 20),
  /** Answers made for one that another got. */
  handedOn: list(handed, 10),
  /** Headers that, made up by us, end up in a page of which no cache kept a copy. */
  reflected: list(name, 10),
  /** Static files asked for twice: how many say that the second came out of a cache, and how many say anything. */
  files: object({ asked: int, told: int, hits: int, lines: list(quoted(300), 6) }),
});
export type EdgeCache = TypeOf<typeof schema>;

/** What caches between hand from one visitor to another. Only looked at where the config lists the host as owned; every address is ours alone. Limits: `pages`, `files`. */
export const edgeCache = defineEvidence<EdgeCache>({ id: 'edge/cache', version: 1, about: 'host', grade: 'proven', schema });
