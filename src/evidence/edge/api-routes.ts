import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const route = object({
  /** Absolute, without a query. */
  url: quoted(300),
  method: name,
  /** What it is for, as the config says; `api` when a script names it. */
  is: oneOf('chat', 'login', 'form', 'webhook', 'admin', 'api'),
  from: oneOf('config', 'script', 'purpose'),
});
export type ApiRoute = TypeOf<typeof route>;

const schema = object({ routes: list(route, 20) });
export type ApiRoutes = TypeOf<typeof schema>;

/** Routes of this host that programs call: those the config declares, those the scripts of its page name, and the root of a host that is declared as an API. Limit: `scripts`. */
export const apiRoutes = defineEvidence<ApiRoutes>({ id: 'edge/api-routes', version: 1, about: 'host', grade: 'observed', schema });
