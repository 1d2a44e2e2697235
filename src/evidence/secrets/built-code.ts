import { defineEvidence } from '../../model/evidence.ts';
import { int, list, object, quoted, type TypeOf } from '../../model/schema.ts';
import { clientSecret } from './client-secret.ts';

const schema = object({
  secrets: list(clientSecret, 500),
  /** Folders whose files are made for browsers. */
  folders: list(quoted(), 50),
  files: int,
  bytes: int,
  /** Logs of builds and package managers that lie there. */
  logs: list(quoted(), 50),
});
export type BuiltCode = TypeOf<typeof schema>;

/** Keys and own values in what a build made for browsers and in build logs, as they lie in the repository folder, ignored by git or not. Parts: `code`, `logs`. */
export const builtCode = defineEvidence<BuiltCode>({ id: 'secrets/built-code', version: 1, about: 'repository', grade: 'observed', schema });
