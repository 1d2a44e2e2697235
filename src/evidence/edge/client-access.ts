import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const visit = object({
  /** Who asked: our name for a program, such as `stripe` or `curl`. */
  client: name,
  kind: oneOf('webhook', 'api', 'uptime'),
  url: quoted(300),
  method: name,
  status: int,
  /** `served`: the application answered, were it with a refusal of its own. `challenged`: a bot check. `blocked`: a page of the edge, where a browser is served. */
  outcome: oneOf('served', 'challenged', 'blocked', 'missing'),
  /** Who stands in the way, and what showed it. */
  by: nullable(name),
  sign: nullable(quoted(200)),
});
export type ClientVisit = TypeOf<typeof visit>;

const schema = object({ visits: list(visit, 30) });
export type ClientAccess = TypeOf<typeof schema>;

/** Whether programs that must get in do: senders of webhooks, API clients, uptime monitors. Needs active consent. */
export const clientAccess = defineEvidence<ClientAccess>({ id: 'edge/client-access', version: 1, about: 'host', grade: 'proven', schema });
