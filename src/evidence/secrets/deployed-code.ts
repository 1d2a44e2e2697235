import { defineEvidence } from '../../model/evidence.ts';
import { int, list, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { clientSecret } from './client-secret.ts';

const schema = object({
  /** `none`: nothing answers there. */
  status: oneOf('seen', 'none'),
  secrets: list(clientSecret, 500),
  /** Pages, files and other answers that were read. */
  pages: int,
  files: int,
  bytes: int,
  /** Files whose source map anybody can fetch, and its address. */
  sourceMaps: list(object({ file: quoted(300), map: quoted(300) }), 60),
});
export type DeployedCode = TypeOf<typeof schema>;

/** Keys and own values in everything that visitors of a host get: pages, scripts with the chunks they load later, style sheets, source maps, headers and cookies. Parts: `code`, `maps`. */
export const deployedCode = defineEvidence<DeployedCode>({ id: 'secrets/deployed-code', version: 1, about: 'host', grade: 'proven', schema });
