import { defineEvidence } from '../../model/evidence.ts';
import { int, list, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const schema = object({
  places: list(
    object({
      kind: oneOf('environment', 'headers', 'body', 'client-error', 'request-logger', 'sentry-people'),
      path: quoted(),
      line: int,
      /** The call, cut. */
      code: quoted(160),
    }),
    200,
  ),
  /** Files that were read. */
  files: int,
});
export type LoggingCode = TypeOf<typeof schema>;

/** Where the code logs more than it should, as it stands in the repository. */
export const loggingCode = defineEvidence<LoggingCode>({ id: 'logs/logging-code', version: 1, about: 'repository', grade: 'inferred', schema });
