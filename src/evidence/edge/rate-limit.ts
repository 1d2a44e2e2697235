import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const route = object({
  url: quoted(300),
  is: oneOf('chat', 'login', 'form', 'webhook', 'api'),
  /** Requests sent, all from here and without a cookie. */
  sent: int,
  tookMs: int,
  /** Status of the ordinary answer. */
  usual: int,
  /** Request with which the first refusal came; none when all were served. 1: other looks of ours had used the limit up. */
  refusedAt: nullable(int),
  /** 429, another status in its place, or a bot check. */
  refusedBy: nullable(oneOf('429', 'other-status', 'challenge')),
  refusedStatus: nullable(int),
  retryAfter: nullable(quoted(100)),
  /** A limit that the answers tell of although it was not reached (RateLimit headers). */
  announced: nullable(quoted(200)),
  /** Header that, made up by us, got a refused client served again. */
  spoofedBy: nullable(name),
  /** Asked over the other family of addresses, as another client would: refused as well. None: could not be tried. */
  otherClientRefused: nullable(bool),
  /** With the cookie of the first answer sent back there was a refusal, which there was none without. None: there is no cookie, or it was refused anyway. */
  refusedWithCookie: nullable(bool),
});
export type RateLimitedRoute = TypeOf<typeof route>;

const schema = object({ routes: list(route, 6) });
export type RateLimit = TypeOf<typeof schema>;

/** What a short burst to the declared login, chat, form, webhook and public API comes to. Needs active consent. Limit: `burst`. */
export const rateLimit = defineEvidence<RateLimit>({ id: 'edge/rate-limit', version: 1, about: 'host', grade: 'proven', schema });
