import { defineEvidence } from '../../model/evidence.ts';
import { bool, list, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  given: list(object({ row: name, by: quoted(), at: name, nobodyKnows: bool }), 500),
  contacts: list(object({ role: oneOf('hosting', 'email', 'registrar', 'alerts', 'owner', 'support', 'other'), name: quoted(), reach: quoted() }), 200),
});
export type Attestations = TypeOf<typeof schema>;

/** What people have declared in the config: confirmations and contacts. */
export const attestations = defineEvidence<Attestations>({ id: 'audit/attestations', version: 1, about: 'project', grade: 'attested', schema });
