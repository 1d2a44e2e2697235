import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, object, oneOf, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** A harmless field came out, so that something was logged at all. */
  controlSeen: bool,
  /** How deep a value of this name is taken out, counted from the top without a gap; 0: not even there. */
  keys: list(object({ key: name, depth: int }), 50),
  /** Objects that hide a secret. `threw`: the logger failed on it. */
  shapes: list(object({ shape: name, result: oneOf('redacted', 'shown', 'threw') }), 50),
});
export type Redaction = TypeOf<typeof schema>;

/** What the project's own logger does with made-up secrets, tried in a process of its own. */
export const logRedaction = defineEvidence<Redaction>({ id: 'logs/redaction', version: 1, about: 'project', grade: 'proven', schema });
