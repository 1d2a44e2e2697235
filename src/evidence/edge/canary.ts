import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, quoted, type TypeOf } from '../../model/schema.ts';

const attack = object({
  /** `script`, `sql`, `path`, `shell` */
  name,
  url: quoted(300),
  /** None: the connection was closed without an answer. */
  status: nullable(int),
  stopped: bool,
});
const schema = object({
  /** Status of the same page with a harmless word. */
  usual: int,
  attacks: list(attack, 6),
});
export type Canary = TypeOf<typeof schema>;

/** What the front page answers to the best known attack patterns, none of which does anything. Needs active consent. */
export const canary = defineEvidence<Canary>({ id: 'edge/canary', version: 1, about: 'host', grade: 'proven', schema });
