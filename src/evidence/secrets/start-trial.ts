import { defineEvidence } from '../../model/evidence.ts';
import { int, list, name, object, oneOf, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** How long it took to start with everything in place. */
  startsInMs: int,
  /** What the app did without one variable: `named` stopped and named it, `silent` stopped without, `started` went on as if nothing were wrong. */
  trials: list(object({ name, outcome: oneOf('named', 'silent', 'started'), tookMs: int }), 10),
});
export type StartTrial = TypeOf<typeof schema>;

/** The app started on this machine, whole and then without one of its variables. Nothing it printed is kept. */
export const startTrial = defineEvidence<StartTrial>({ id: 'secrets/start-trial', version: 1, about: 'repository', grade: 'proven', schema });
