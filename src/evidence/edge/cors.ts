import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const answer = object({
  /** `none`: no Origin was sent. `approved`: the config names it. `likely`: the product's own pages, which the config does not name. */
  kind: oneOf('none', 'approved', 'likely', 'foreign', 'null', 'prefix', 'suffix', 'dot', 'special', 'http', 'subdomain'),
  origin: quoted(300),
  /** The question a browser asks before a request that pages could not always make (Fetch §3.2.2). */
  preflight: bool,
  status: int,
  allowOrigin: nullable(quoted(300)),
  allowCredentials: bool,
  allowMethods: nullable(quoted(200)),
  allowHeaders: nullable(quoted(300)),
  vary: nullable(quoted(200)),
  cacheControl: nullable(quoted(200)),
});
export type CorsAnswer = TypeOf<typeof answer>;

const route = object({ url: quoted(300), method: name, is: name, answers: list(answer, 14) });
export type CorsRoute = TypeOf<typeof route>;

const schema = object({ routes: list(route, 5) });
export type Cors = TypeOf<typeof schema>;

/** What API routes allow which origins. Only looked at where the config lists the host as owned. Limit: `routes`. */
export const cors = defineEvidence<Cors>({ id: 'edge/cors', version: 1, about: 'host', grade: 'proven', schema });
