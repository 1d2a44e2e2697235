import { defineEvidence } from '../../model/evidence.ts';
import { list, name, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  /** `none`: DNS proves that nothing lies there. `hidden`: a wildcard answers for every name, so that it cannot be told. */
  status: oneOf('none', 'some', 'hidden'),
  tried: list(name, 64),
  /** Records whose name has the domain in it twice. `meant`: the name without. */
  found: list(object({ name, meant: name, type: name, text: quoted(500) }), 64),
  lines: list(quoted(), 32),
});
export type DoubledNames = TypeOf<typeof schema>;

/** Records that were entered with the whole domain in the name field, so that the panel added it again. */
export const doubledNames = defineEvidence<DoubledNames>({ id: 'domain/doubled-names', version: 1, about: 'domain', grade: 'proven', schema });
