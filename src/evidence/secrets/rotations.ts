import { defineEvidence } from '../../model/evidence.ts';
import { digest, instant, int, list, name, object, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** Values that their provider refused when it was last asked: whoever has one can open nothing with it. */
  dead: list(object({ fingerprint: digest, by: name, status: int, at: instant }), 2000),
});
export type SecretRotations = TypeOf<typeof schema>;

/** Which leaked values no longer open anything, as `launch-ready secrets --verify` heard it from their providers. */
export const secretRotations = defineEvidence<SecretRotations>({ id: 'secrets/rotations', version: 1, about: 'repository', grade: 'proven', schema });
